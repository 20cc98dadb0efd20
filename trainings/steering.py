"""What the page of a request shows to the Secretariat: what is missing, dates, trainers."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.days import network_day
from accounts.http import Request
from accounts.models import Holiday
from events.enums import State as EventState
from interface import moments
from interface.marks import Pill
from trainings import closing, deeds, joint, outlook, rules, suggesting, words
from trainings.company import Company
from trainings.enums import AssignmentState, Need, Party, RequestDeed, RequestState
from trainings.forms.steering import AssigneeForm, InviteForm, NoteForm, QuestionForm
from trainings.joint import Others
from trainings.models import Assignment, DateOption, Delivery, TrainingRequest
from trainings.models.request import ENDED
from trainings.readiness import Ground
from trainings.rules import Finding
from trainings.rules.dates import starts
from trainings.rules.matching import ranked
from trainings.rules.wish import Window
from trainings.services.dates import NEGOTIATED

BEST = 8
"""How many of the ranked trainers are shown at first."""
OFF = Holiday.objects.filter(date__gte=OuterRef("first_date"), date__lte=OuterRef("last_date"))
"""The holidays of a date, whoever has them: of the institutions, or of Belgium."""
DATED = Prefetch(
    "options",
    DateOption.objects.select_related("joins__event__host").annotate(
        holiday=Subquery(OFF.values("name")[:1])
    ),
)
"""The dates of a request, with the trainings that they join and the holidays they lie on."""
ASSIGNED = Prefetch("assignments", Assignment.objects.select_related("trainer"))
"""The trainers of a request, as its page reads them."""
SUGGESTED = 20
"""How many first days within the windows are suggested."""
STEPS = (
    RequestState.SUBMITTED,
    RequestState.ACCEPTED,
    RequestState.SCHEDULED,
    RequestState.DELIVERED,
    RequestState.CLOSED,
)


@dataclass(frozen=True)
class Step:
    """One state on the way of a request."""

    label: str
    is_done: bool
    is_here: bool


@dataclass(frozen=True)
class Needed:
    """One thing that must be so before a deed, and what is missing of it."""

    need: Need
    missing: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Return whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Choice:
    """A date on which it might be, with all that is missing then, and what is unusual about it.

    ``others`` are the other requests of the same training on it; ``places`` says how many there
    are once it joins another one.
    """

    option: DateOption
    missing: tuple[Finding, ...]
    is_chosen: bool
    remarks: str
    others: Others
    places: str = ""


@dataclass(frozen=True)
class Asked:
    """A trainer who was asked: how far that is, and what was said to the dates."""

    assignment: Assignment
    pill: Pill
    said: list[tuple[str, Pill]]

    @property
    def stands(self) -> bool:
        """Return whether the trainer may still be released."""
        return AssignmentState.DROPPED in {
            step.to for step in rules.ASSIGNMENT[self.assignment.state].values()
        }


def steps(shown: TrainingRequest) -> list[Step]:
    """Return how far a request is; of one that came to nothing, nothing."""
    here = RequestState.SUBMITTED if shown.state == RequestState.NEEDS_INFO else shown.state
    if here not in STEPS:
        return []
    at = STEPS.index(RequestState(here))
    return [Step(str(state.label), number < at, number == at) for number, state in enumerate(STEPS)]


def needed(shown: TrainingRequest, deed: RequestDeed, missing: list[Finding]) -> list[Needed]:
    """Return all that a deed needs, in the order of the table, with what is missing of each."""
    return [
        Needed(Need(need), tuple(one.says for one in missing if one.of == need))
        for need in rules.REQUEST[shown.state][deed].needs
    ]


def choices(
    shown: TrainingRequest,
    ground: Ground,
    others: Collection[TrainingRequest],
    *,
    at: datetime,
) -> list[Choice]:
    """Return the dates that stand, each with what is missing, the one that lacks least first.

    What the others lack that its training answers is missing too; on the date that it has, they
    lack nothing. Read all of them with ``options__answers``.
    """
    said = {
        "alone_reason": shown.alone_reason,
        "material_waiver": shown.delivery.material_waiver if shown.delivery else "",
    }
    found = [
        Choice(
            option=one,
            missing=(*ground.missing(one, at=at, **said), *theirs.missing),
            is_chosen=one.pk == shown.chosen_id,
            remarks=unusual(shown, one),
            others=theirs,
        )
        for one, theirs in (
            (one, joint.on(one, ground, () if one.pk == shown.chosen_id else others, at=at))
            for one in shown.dates
        )
    ]
    return sorted(found, key=lambda one: (len(one.missing), one.option.first_date))


def with_places(shown: TrainingRequest, found: list[Choice]) -> list[Choice]:
    """Return dates, each that joins a training with how many places that has then."""
    told = joint.places(shown, [one.option for one in found])
    return [replace(one, places=told.get(one.option.pk, "")) for one in found]


def unusual(shown: TrainingRequest, option: Any) -> str:
    """Return what is unusual about a date, in words; read the request with ``DATED``."""
    return ", ".join(words.remarks(option.days, windows=shown.spans, holiday=option.holiday))


def asked(shown: TrainingRequest) -> list[Asked]:
    """Return the trainers who were proposed or asked, with their answers.

    Read the request with ``options__answers`` and ``assignments__trainer`` at hand.
    """
    options = shown.dates
    said = {
        (answer.trainer_id, option.pk): answer.answer
        for option in options
        for answer in option.answers.all()
        if answer.party == Party.TRAINER
    }
    return [
        Asked(
            one,
            words.assignment_pill(one),
            [
                (
                    moments.short_day(option.first_date),
                    words.answer_pill(said.get((one.trainer_id, option.pk), "")),
                )
                for option in options
            ]
            if one.invited_at
            else [],
        )
        for one in shown.assignments.all()
    ]


def suggested_days(shown: TrainingRequest, *, at: datetime) -> list[tuple[date, str]]:
    """Return first days within the windows, with how many trainers can; most first, then soonest.

    Days that are past, or proposed already, are not among them.
    """
    there = {one.first_date for one in shown.dates}
    runs = [
        run
        for run in starts(shown.spans, days=shown.sought.days)
        if run[0] > network_day(at) and run[0] not in there
    ]
    sought = replace(suggesting.sought_by(shown), dates=tuple(runs))
    can = [0] * len(runs)
    for match in ranked(suggesting.teachers(at=at), sought):
        for number in match.dates:
            can[number] += 1
    best = sorted(zip(runs, can, strict=True), key=lambda pair: (-pair[1], pair[0]))[:SUGGESTED]
    rows = Holiday.objects.filter(date__gte=network_day(at)).values_list("date", "name")
    off = dict(rows)
    return [(run[0], _can(run, number, off, shown.spans)) for run, number in sorted(best)]


def _can(
    run: tuple[date, ...], number: int, off: dict[date, str], windows: tuple[Window, ...]
) -> str:
    told = ngettext("%(count)d trainer can", "%(count)d trainers can", number) % {"count": number}
    holiday = next((off[day] for day in run if day in off), None)
    remarks = words.remarks(run, windows=windows, holiday=holiday)
    return " · ".join([moments.days(run[0], run[-1]), told, *remarks])


Joins = list[tuple[Delivery, str]]
"""Trainings that a request could join, each in words."""


def joins(shown: TrainingRequest, *, at: datetime) -> tuple[Joins, Joins]:
    """Return the trainings to come of the same course and language that it could join.

    Those on days within the host's windows, then all others; none once it has a training.
    """
    rows = Delivery.objects.filter(
        course=shown.course,
        language=shown.language,
        event__state=EventState.PUBLISHED,
        event__first_date__gt=network_day(at),
    )
    within: Joins = []
    outside: Joins = []
    there = [one.joins_id for one in shown.dates]
    found = rows.exclude(pk__in=there).select_related("event__host").order_by("event__starts_at")
    for one in found if shown.delivery is None else ():
        first, last = one.event.first_date, one.event.last_date
        suits = any(span.starts <= first and last <= span.ends for span in shown.spans)
        told = {
            "days": moments.days(first, last),
            "where": words.together(one, but_for=shown.member_state),
        }
        (within if suits else outside).append((one, _("%(days)s · %(where)s") % told))
    return within, outside


def elsewhere(shown: TrainingRequest) -> list[TrainingRequest]:
    """Return the other requests that the same training answers."""
    if shown.delivery is None:
        return []
    rows = TrainingRequest.objects.fed_into(shown.delivery).exclude(pk=shown.pk)
    found = list(rows.select_related("member_state"))
    for one in found:
        one.course, one.delivery = shown.course, shown.delivery
    return found


def of(request: Request, shown: TrainingRequest, company: Company) -> dict[str, Any]:
    """Return what the partials ``steering`` and ``trainers`` show, to the Secretariat alone."""
    if not request.standing.is_secretariat:
        return {"steers": False}
    may = set(deeds.possible(shown, standing=request.standing))
    is_sought = shown.state in NEGOTIATED
    people = asked(shown)
    teachers = suggesting.as_teachers(company.everybody, company.known, at=request.at)
    ranking = suggesting.without_asked(shown, teachers)
    best = len(ranking) if request.GET.get("trainers") == "all" else BEST
    return {
        "steers": True,
        "flags": [words.flag_pill(flag) for flag in shown.flags_at(request.at)],
        "may": {deed.value: deed in may for deed in RequestDeed},
        "accept_form": AssigneeForm(at=request.at, chosen=request.standing.user)
        if RequestDeed.ACCEPT in may
        else None,
        "outlook": outlook.of(shown, at=request.at) if RequestDeed.ACCEPT in may else None,
        "ask_form": QuestionForm(),
        "note_form": NoteForm(),
        "invite_form": InviteForm(),
        "is_sought": is_sought,
        "may_reassign": shown.assignee_id is not None and shown.state not in ENDED,
        "open": closing.open_of(shown, at=request.at)
        if shown.state == RequestState.DELIVERED
        else [],
        "people": people,
        "confirmed": len(company.teaching),
        "theirs": [one for one in company.teaching if one.request_id != shown.pk],
        "ranks": company.ranks,
        "ranked": suggesting.in_words(ranking[:best], company.everybody),
        "more_ranked": max(0, len(ranking) - best),
    }
