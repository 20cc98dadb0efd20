"""Many requests at once, for what has to stay cheap."""

import datetime as dt

from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.trainings import FIRST_DAY, NOW, CourseFactory
from trainings.enums import RequestState
from trainings.models import DateWindow, TrainingRequest


def many(number):
    """A number of requests in different states, written at once."""
    state = MemberStateFactory(code="LV")
    course, user = CourseFactory(), UserFactory()
    rows = TrainingRequest.objects.bulk_create(
        TrainingRequest(
            reference=f"TR-2026-{place:04d}", member_state=state, course=course,
            state=RequestState.ACCEPTED if place % 2 else RequestState.SUBMITTED,
            expected=10, least=5, most=20, place="online", motivation="So.",
            submitted_at=NOW, accepted_at=NOW if place % 2 else None,
            assignee=user if place % 2 else None, created_at=NOW, changed_at=NOW, deed_at=NOW,
        )
        for place in range(number)
    )  # fmt: skip
    DateWindow.objects.bulk_create(
        DateWindow(request=one, starts=FIRST_DAY, ends=FIRST_DAY + dt.timedelta(days=4))
        for one in rows
    )
    return rows
