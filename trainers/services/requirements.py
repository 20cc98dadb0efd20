"""What is asked of trainers, as data: laid out once, then worded by the Secretariat."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts import versions
from accounts.access import Standing
from journal.services import record
from trainers.enums import Deed
from trainers.models import Requirement
from trainers.services.nominating import NotYoursError

DATA = Path(__file__).resolve().parent.parent / "data" / "requirements.toml"
REFERENCE = "trainers.requirements"


class SaidAlreadyError(Exception):
    """There is such a requirement, in the same words; it may be one that was archived."""


@transaction.atomic
def lay_out_requirements(*, at: datetime) -> int:
    """Lay out the requirements where there are none at all; return how many are new.

    What the Secretariat has changed or archived since is never touched.
    """
    if Requirement.objects.exists():
        return 0
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))["requirement"]
    made = Requirement.objects.bulk_create(
        Requirement(order=order, **said) for order, said in enumerate(read, start=1)
    )
    facts = {"requirements": len(made)}
    record(Deed.REQUIREMENTS_LAID_OUT, at=at, label=REFERENCE, facts=facts)
    return len(made)


@transaction.atomic
def add_requirement(*, text: str, is_required: bool, by: Standing, at: datetime) -> Requirement:
    """Ask one thing more of trainers, after the others. Raises ``SaidAlreadyError``."""
    _require(by)
    last = Requirement.objects.aggregate(last=Max("order"))["last"] or 0
    return _saved(Requirement(order=last + 1, text=text, is_required=is_required), by=by, at=at)


@transaction.atomic
def change_requirement(
    requirement: Requirement, *, version: int, by: Standing, at: datetime, **fields: Any
) -> Requirement:
    """Word a requirement otherwise. Raises ``SaidAlreadyError`` and ``StaleError``."""
    _require(by)
    rows = Requirement.objects.all()
    requirement = versions.locked(rows, version=version, pk=requirement.pk)
    for name, value in fields.items():
        setattr(requirement, name, value)
    return _saved(requirement, by=by, at=at)


@transaction.atomic
def set_archived(
    requirement: Requirement, *, archived: bool, by: Standing, at: datetime
) -> Requirement:
    """Ask it no more, or again; what was decided of it stays. Twice is once."""
    _require(by)
    requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if archived == (requirement.archived_at is not None):
        return requirement
    requirement.archived_at = at if archived else None
    requirement.version += 1
    return _saved(requirement, by=by, at=at)


@transaction.atomic
def move_requirement(requirement: Requirement, *, places: int, by: Standing, at: datetime) -> None:
    """Ask it so many places later, or earlier below zero; those that are archived do not count."""
    _require(by)
    asked = list(Requirement.objects.select_for_update().filter(archived_at=None))
    there = next((row for row in asked if row.pk == requirement.pk), None)
    if there is None:
        return
    before = asked.index(there)
    asked.insert(max(0, before + places), asked.pop(before))
    if asked.index(there) == before:
        return
    for order, row in enumerate(asked, start=1):
        row.order = order
    Requirement.objects.bulk_update(asked, ["order"])
    _note(there, by=by, at=at)


def _require(by: Standing) -> None:
    if not by.is_secretariat:
        raise NotYoursError


def _saved(requirement: Requirement, *, by: Standing, at: datetime) -> Requirement:
    try:
        with transaction.atomic():
            requirement.save()
    except IntegrityError as error:
        raise SaidAlreadyError from error
    _note(requirement, by=by, at=at)
    return requirement


def _note(requirement: Requirement, *, by: Standing, at: datetime) -> None:
    record(
        Deed.REQUIREMENT_CHANGED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=REFERENCE,
        facts={
            "requirement": requirement.text,
            "has_to_be_met": requirement.is_required,
            "asked": requirement.archived_at is None,
        },
    )
