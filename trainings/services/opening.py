"""Open trainings: an event that the Secretariat made delivers a course too."""

from datetime import datetime

from django.db import transaction

from accounts.access import Standing
from courses.models import Course
from events.models import Event
from journal.services import record
from trainings.enums import Deed
from trainings.models import Delivery
from trainings.services.locks import NotYoursError
from trainings.services.scheduling import deliver_course


@transaction.atomic
def say_course(
    event: Event, *, course: Course, language: str, by: Standing, at: datetime
) -> Delivery:
    """Say which course an event delivers; said already, it stays. Raises ``NotYoursError``.

    From then on its certificates count as those of the course, its people are asked months
    after, and whoever lacks what is required before is not let in.
    """
    if not by.is_secretariat:
        raise NotYoursError
    event = Event.objects.select_for_update().get(pk=event.pk)
    known = Delivery.objects.filter(event=event).first()
    if known:
        return known
    record(
        Deed.COURSE_SAID, at=at, actor=by.actor, acting_for=by.acting_for, label="events.event",
        key=str(event.uid), facts={"course": course.title},
    )  # fmt: skip
    return deliver_course(event, course=course, language=language, by=by, at=at)
