"""What the page of a request shows to the Secretariat: what is missing, dates, trainers."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.days import network_day
from accounts.http import Request
from events.enums import State as EventState
from interface import moments
from interface.marks import Pill
from trainers.models import Trainer
from trainings import closing, deeds, rules, suggesting, words
from trainings.company import Company
from trainings.enums import AssignmentState, Need, Party, RequestDeed, RequestState
from trainings.enums.assignment import TEACHES
from trainings.forms.steering import AssigneeForm, InviteForm, NoteForm, QuestionForm
from trainings.models import Assignment, DateOption, Delivery, TrainingRequest
from trainings.models.request import ENDED
from trainings.readiness import Ground
from trainings.rules import Finding
from trainings.rules.dates import starts
from trainings.rules.matching import Match, ranked
from trainings.services.dates import NEGOTIATED

BEST = 8
"""How many of the ranked trainers are shown at first."""
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
    """A date on which it might be, with all that is missing then, and what it could join."""

    option: DateOption
    missing: tuple[Finding, ...]
    is_chosen: bool
    joins: Delivery | None = None


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


def choices(shown: TrainingRequest, ground: Ground, *, at: datetime) -> list[Choice]:
    """Return the dates that stand, each with what is missing, the one that lacks least first."""
    said = {
        "alone_reason": shown.alone_reason,
        "material_waiver": shown.delivery.material_waiver if shown.delivery else "",
    }
    there = joinable(shown, at=at) if shown.delivery is None else []
    joins = {(one.event.first_date, one.event.last_date): one for one in there}
    found = [
        Choice(
            option=one,
            missing=tuple(ground.missing(one, at=at, **said)),
            is_chosen=one.pk == shown.chosen_id,
            joins=joins.get((one.first_date, one.last_date)),
        )
        for one in shown.dates
    ]
    return sorted(found, key=lambda one: (len(one.missing), one.option.first_date))


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

    Those of a training that it could join come first. Days that are past, or proposed already,
    are not among them.
    """
    there = {one.first_date for one in shown.dates}
    joins = {
        one.event.first_date: _joins(one)
        for one in joinable(shown, at=at)
        if one.event.first_date > network_day(at) and one.event.first_date not in there
    }
    there |= set(joins)
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
    return [*joins.items(), *((run[0], _can(run, number)) for run, number in sorted(best))]


def _joins(delivery: Delivery) -> str:
    told = moments.days(delivery.event.first_date, delivery.event.last_date)
    return _("%(days)s · joins %(event)s") % {"days": told, "event": delivery.event.title}


def _can(run: tuple[date, ...], number: int) -> str:
    told = ngettext("%(count)d trainer can", "%(count)d trainers can", number) % {"count": number}
    return f"{moments.days(run[0], run[-1])} · {told}"


def joinable(shown: TrainingRequest, *, at: datetime) -> list[Delivery]:
    """Return the trainings to come of the same course and language, which it could join.

    Once their days are agreed on, too.
    """
    rows = Delivery.objects.filter(
        course=shown.course,
        language=shown.language,
        event__state=EventState.PUBLISHED,
        event__ends_at__gt=at,
    )
    return list(rows.select_related("event").order_by("event__starts_at", "pk"))


def elsewhere(shown: TrainingRequest) -> list[TrainingRequest]:
    """Return the other requests that the same training answers."""
    if shown.delivery is None:
        return []
    rows = TrainingRequest.objects.fed_into(shown.delivery).exclude(pk=shown.pk)
    return list(rows.select_related("member_state").prefetch_related(ASSIGNED))


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
        "ask_form": QuestionForm(),
        "note_form": NoteForm(),
        "invite_form": InviteForm(),
        "is_sought": is_sought,
        "may_reassign": shown.assignee_id is not None and shown.state not in ENDED,
        "open": closing.open_of(shown, at=request.at)
        if shown.state == RequestState.DELIVERED
        else [],
        "people": people,
        "confirmed": sum(one.assignment.state in TEACHES for one in people),
        "ranks": company.ranks,
        "ranked": _ranked(ranking[:best], company),
        "more_ranked": max(0, len(ranking) - best),
    }


def _ranked(ranking: list[Match], company: Company) -> list[tuple[Trainer, str]]:
    """Return the trainers in their order, with their reasons as one line."""
    people = {one.pk: one for one in company.everybody}
    return [
        (people[match.teacher.key], " · ".join(one.says for one in match.because))
        for match in ranking
    ]
