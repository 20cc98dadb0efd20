"""What the Secretariat changes about courses, and its line in the journal."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from courses.enums import Deed
from courses.models import Course
from journal.services import record

LABEL = "courses.course"
"""Under which the journal knows a course, by its key."""


@transaction.atomic
def change_course(
    course: Course, *, version: int, by: Standing, at: datetime, **said: Any
) -> Course:
    """Change what the catalogue says of a course. Raises ``StaleError``."""
    course = versions.locked(Course.objects.all(), version=version, pk=course.pk)
    for name, value in said.items():
        setattr(course, name, value)
    course.save()
    note(Deed.CHANGED, course, by=by, at=at, fields=sorted(said))
    return course


def note(deed: Deed, course: Course, *, by: Standing, at: datetime, **facts: Any) -> None:
    """Write the deed into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(course.key),
        facts=facts,
    )
