"""What the Secretariat changes about courses, and its line in the journal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.folding import folded
from courses.enums import Asked, Deed
from courses.models import Course, Module, Part, Prerequisite, TaskTemplate
from courses.models.course import RESERVED
from courses.rules import free_slug
from events import feedback
from events.feedback import Items
from journal.services import record

LABEL = "courses.course"
"""Under which the journal knows a course, by its key."""


@transaction.atomic
def add_course(*, once: UUID, title: str, kind: str, by: Standing, at: datetime) -> Course:
    """Add a course, outside the catalogue until it is offered; a replay has one effect."""
    last = Course.objects.order_by("-order").first()
    taken = {*RESERVED, *Course.objects.values_list("slug", flat=True)}
    course, made = Course.objects.get_or_create(
        key=once,
        defaults={
            "slug": free_slug(folded(title), taken=taken),
            "kind": kind,
            "title": title,
            "order": last.order + 1 if last else 1,
            "archived_at": at,
        },
    )
    if made:
        note(Deed.ADDED, course, by=by, at=at)
    return course


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


@transaction.atomic
def change_tasks(
    course: Course,
    *,
    version: int,
    tasks: Sequence[Mapping[str, Any]],
    by: Standing,
    at: datetime,
) -> Course:
    """Say what is done before each training from now on. Raises ``StaleError``."""
    course = versions.locked(Course.objects.all(), version=version, pk=course.pk)
    course.save()
    course.task_templates.all().delete()
    TaskTemplate.objects.bulk_create(
        TaskTemplate(course=course, order=order, **task)
        for order, task in enumerate(tasks, start=1)
    )
    note(Deed.CHANGED, course, by=by, at=at)
    return course


@transaction.atomic
def change_questions(
    course: Course, *, version: int, which: Asked, items: Items, by: Standing, at: datetime
) -> Course:
    """Say what each training asks from now on; with nothing it asks what is usual.

    Raises ``StaleError``.
    """
    course = versions.locked(Course.objects.all(), version=version, pk=course.pk)
    setattr(course, f"{which}_asked", feedback.written(items))
    course.save()
    note(Deed.CHANGED, course, by=by, at=at)
    return course


def _lay_out(course: Course, order: int, *, modules: Sequence[str], **said: Any) -> None:
    part = Part.objects.create(course=course, order=order, **said)
    Module.objects.bulk_create(
        Module(part=part, order=place, title=title) for place, title in enumerate(modules, start=1)
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
