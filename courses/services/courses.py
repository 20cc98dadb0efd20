"""What the Secretariat changes about courses, and its line in the journal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from courses.enums import Deed
from courses.models import Course, Module, Part, Prerequisite
from journal.services import record

LABEL = "courses.course"
"""Under which the journal knows a course, by its key."""
LONGEST = 200


@transaction.atomic
def change_course(
    course: Course,
    *,
    version: int,
    is_offered: bool,
    before: Mapping[int, bool],
    parts: Sequence[Mapping[str, Any]],
    by: Standing,
    at: datetime,
    **said: Any,
) -> Course:
    """Change what the catalogue says of a course. Raises ``StaleError``.

    ``before`` says of each course that comes before it whether it is required; ``parts`` are its
    parts in order, each with the titles of its modules. What was scheduled stays as it was.
    """
    course = versions.locked(Course.objects.all(), version=version, pk=course.pk)
    for name, value in said.items():
        setattr(course, name, value)
    course.archived_at = None if is_offered else course.archived_at or at
    course.save()
    course.prerequisites.all().delete()
    Prerequisite.objects.bulk_create(
        Prerequisite(course=course, before_id=key, is_required=required)
        for key, required in before.items()
    )
    course.parts.all().delete()
    for order, part in enumerate(parts, start=1):
        _lay_out(course, order, **part)
    note(Deed.CHANGED, course, by=by, at=at)
    return course


def _lay_out(course: Course, order: int, *, modules: Sequence[str], **said: Any) -> None:
    part = Part.objects.create(course=course, order=order, **said)
    Module.objects.bulk_create(
        Module(part=part, order=place, title=title[:LONGEST])
        for place, title in enumerate(modules, start=1)
    )


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
