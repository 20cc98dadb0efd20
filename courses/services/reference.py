"""The courses that come with the product, laid out where nothing stands yet."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.enums import Deed
from courses.models import Course, Module, Part, Prerequisite, TaskTemplate
from journal.services import record

DATA = Path(__file__).resolve().parent.parent / "data" / "courses.toml"
OWN = (
    "slug", "kind", "title", "summary", "about", "audience", "how_to_get", "is_on_request",
    "least", "most", "trainers",
)  # fmt: skip


@transaction.atomic
def lay_out_courses(*, at: datetime) -> int:
    """Lay out the courses that do not stand yet; return how many are new.

    Twice is once: what the Secretariat has changed or archived since is never touched.
    """
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))["course"]
    there = set(Course.objects.values_list("slug", flat=True))
    new = [said for said in read if said["slug"] not in there]
    for order, said in enumerate(read, start=1):
        if said in new:
            _lay_out(said, order=order)
    for said in new:
        _put_in_order(said)
    if new:
        record(Deed.LAID_OUT, at=at, label="courses.reference", facts={"courses": len(new)})
    return len(new)


def _lay_out(said: Mapping[str, Any], *, order: int) -> None:
    course = Course.objects.create(order=order, **{name: said[name] for name in OWN})
    for number, part in enumerate(said["part"], start=1):
        row = Part.objects.create(
            course=course,
            order=number,
            title=part["title"],
            day=part["day"],
            starts_time=time.fromisoformat(part["starts"]),
            minutes=part["minutes"],
        )
        Module.objects.bulk_create(
            Module(part=row, order=place, title=title)
            for place, title in enumerate(part["modules"], start=1)
        )
    TaskTemplate.objects.bulk_create(
        TaskTemplate(course=course, order=place, **task)
        for place, task in enumerate(said.get("task", ()), start=1)
    )


def _put_in_order(said: Mapping[str, Any]) -> None:
    """Say what comes before a course, once all of them stand."""
    course = Course.objects.get(slug=said["slug"])
    for before in said.get("before", ()):
        Prerequisite.objects.create(
            course=course,
            before=Course.objects.get(slug=before["slug"]),
            is_required=before["required"],
        )
