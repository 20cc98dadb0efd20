"""What Member States are asked about a trainer's training, and what they say."""

import datetime as dt
import uuid

from tests.factories.trainings import NOW, CourseFactory
from trainers import services


def asked(by, *, course=None, closes_on=None, once=None, at=NOW):
    """A question to all Member States, to be answered within thirty days."""
    return services.ask_states(
        once=once or uuid.uuid4(),
        course=course or CourseFactory(),
        words="In Brussels, in spring.",
        closes_on=closes_on or at.date() + dt.timedelta(days=30),
        by=by,
        at=at,
    )


def told(by, member_state, course, *, people=3, language="pt", at=NOW):
    """A state's interest in one course and language."""
    return services.tell_interest(
        once=uuid.uuid4(), member_state=member_state, course=course, language=language,
        people=people, by=by, at=at,
    )  # fmt: skip
