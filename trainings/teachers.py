"""Trainers as the register shows them: for what they are approved, how much they teach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet

from accounts.access import Standing
from accounts.days import network_day
from courses import languages
from courses.models import Course
from interface.marks import Pill
from trainers.enums import Approval, Period, TrainerState
from trainers.models import Availability, Qualification, Trainer
from trainings.models import AssignmentDay

STATES = {
    TrainerState.NOMINATED: ("info", "inbox"),
    TrainerState.ACCEPTED: ("ok", "check"),
    TrainerState.DECLINED: ("bad", "cross"),
    TrainerState.LEFT: ("", "undo"),
}


@dataclass(frozen=True)
class Approved:
    """One approval in words."""

    approval: Qualification
    language: str
    is_in_force: bool


@dataclass(frozen=True)
class Row:
    """One trainer in the register."""

    trainer: Trainer
    pill: Pill
    courses: list[tuple[Course, str]]
    load: int
    next_day: date | None


def state_pill(trainer: Trainer) -> Pill:
    """Return where a trainer is, as icon, word and colour."""
    return Pill(trainer.get_state_display(), *STATES[TrainerState(trainer.state)])


def chosen(standing: Standing, wanted: Mapping[str, Any], *, on: date) -> "QuerySet[Trainer]":
    """Return the trainers of whom the person may know and whom the choices leave.

    Course and language together ask for one approval that holds for both: today, or on the
    day on which somebody has to be free. Free is who neither teaches that day nor is away.
    """
    rows = Trainer.objects.visible_to(standing).filter(erased_at=None)
    rows = rows.matching(wanted.get("q", ""))
    if (state := wanted.get("state") or TrainerState.ACCEPTED) != "all":
        rows = rows.filter(state=state)
    if country := wanted.get("country"):
        rows = rows.filter(member_state=country)
    approvals = {name: wanted[name] for name in ("course", "language") if wanted.get(name)}
    day = wanted.get("free_on")
    if day:
        taught = AssignmentDay.objects.filter(trainer=OuterRef("pk"), date=day)
        away = Availability.objects.filter(
            trainer=OuterRef("pk"), period=Period.AWAY, starts__lte=day, ends__gte=day
        )
        rows = rows.filter(~Exists(taught), ~Exists(away))
    if approvals or wanted.get("approval"):
        holding = Qualification.objects.in_force(day or on)
        if wanted.get("approval") == Approval.ENDING:
            holding = Qualification.objects.ending(on)
        holding = holding.filter(**approvals)
        rows = rows.filter(Exists(holding.filter(trainer=OuterRef("pk"))))
    return rows.select_related("member_state").with_approvals(on)


def rows_of(trainers: Iterable[Any], *, at: datetime) -> list[Row]:
    """Return trainers, read with their approvals, as rows; two queries more."""
    today = network_day(at)
    load = AssignmentDay.objects.load(today)
    days = AssignmentDay.objects.filter(date__gte=today).values_list("trainer")
    ahead = dict(days.annotate(Min("date")).order_by())
    return [
        Row(
            trainer=one,
            pill=state_pill(one),
            courses=in_short(one.lasting),
            load=load.get(one.pk, 0),
            next_day=ahead.get(one.pk),
        )
        for one in trainers
    ]


def in_short(rows: Iterable[Qualification]) -> list[tuple[Course, str]]:
    """Return each course once, with the languages for which there is an approval."""
    spoken: dict[Course, list[str]] = {}
    for one in rows:
        said = spoken.setdefault(one.course, [])
        if (name := languages.name(one.language)) not in said:
            said.append(name)
    return [(course, ", ".join(names)) for course, names in spoken.items()]


def approvals(rows: Iterable[Qualification], *, on: date) -> list[Approved]:
    """Return approvals in words, each with whether it holds that day."""
    return [
        Approved(
            one,
            languages.name(one.language),
            one.starts <= on and (one.ends is None or one.ends >= on),
        )
        for one in rows
    ]
