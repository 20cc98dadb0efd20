"""What one Presidency chairs, organises and decides in its term, read across all apps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Role
from accounts.models import Mandate, PresidencyTerm
from agendas.enums import AgendaState
from events.access import may_edit
from events.enums import Kind, State, SuggestionState
from events.models import Event, InstitutionSuggestion
from events.models.event import EventQuerySet
from interface.marks import Pill
from meetings.enums import ANSWERED, MinutesState
from meetings.models import Convening
from suggestions import words
from suggestions.enums import SuggestionState as GivenState
from suggestions.models import Call

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Meeting:
    """A meeting that the Presidency chairs; how far it is prepared, to who prepares it."""

    event: Event
    agenda: Pill | None = None
    convened: Pill | None = None
    delegations: str = ""
    minutes: Pill | None = None
    runs: bool = False


@dataclass(frozen=True)
class Asked:
    """A call for suggestions, with what came of it."""

    call: Call
    state: Pill
    answered: int
    asked: int
    given: int
    undecided: int


def terms_of(standing: Standing) -> list[PresidencyTerm]:
    """Return the terms whose pages are the person's, the earliest first; no query.

    All are the Secretariat's; a Presidency's team and who speaks for the state have their own.
    """
    states = standing.presidency | standing.member_states
    return [
        term for term in standing.terms if standing.is_secretariat or term.member_state_id in states
    ]


def may_read(standing: Standing) -> bool:
    """Return whether there is a page of a term for the person."""
    return bool(terms_of(standing))


def own_term(standing: Standing) -> PresidencyTerm | None:
    """Return the term to which the start page leads, where there is a page for the person."""
    terms = terms_of(standing)
    return nearest(terms, network_day(standing.at)) if terms else None


def nearest(terms: list[PresidencyTerm], on: date) -> PresidencyTerm:
    """Return the term of that day, else the next one, else the last; there is one at least."""
    return next((term for term in terms if term.ends >= on), terms[-1])


def meetings(term: PresidencyTerm, standing: Standing) -> list[Meeting]:
    """Return the meetings of the bodies that the Presidency chairs; one query."""
    sent = Convening.objects.filter(event=OuterRef("pk"), sent_at__isnull=False)
    rows = (
        _within(term, standing)
        .filter(kind=Kind.MEETING, body__chaired_by_presidency=True)
        .select_related("body", "host", "agenda", "minutes")
        .annotate(
            convened=Exists(sent),
            answered=Count("delegations", filter=Q(delegations__state__in=ANSWERED), distinct=True),
        )
    )
    return [_meeting(event, standing) for event in rows.order_by("starts_at", "pk")]


def _meeting(event: Any, standing: Standing) -> Meeting:
    if not may_edit(standing, event):
        return Meeting(event)
    agenda, minutes = getattr(event, "agenda", None), getattr(event, "minutes", None)
    return Meeting(
        event,
        agenda=_state(agenda, AgendaState, done=AgendaState.ADOPTED, none=_("No agenda yet")),
        convened=Pill(_("Convened"), "ok") if event.convened else Pill(_("Not convened"), "warn"),
        delegations=ngettext("%(count)d has answered", "%(count)d have answered", event.answered)
        % {"count": event.answered},
        minutes=_state(minutes, MinutesState, done=MinutesState.ADOPTED, none=_("No minutes yet")),
        runs=True,
    )


def _state(thing: Any, states: Callable[[str], Any], *, done: str, none: str) -> Pill:
    if thing is None:
        return Pill(none, "", "clock")
    return Pill(states(thing.state).label, "ok" if thing.state == done else "info")


def organised(term: PresidencyTerm, standing: Standing) -> QuerySet[Any]:
    """Return what else the state hosts in its term, with what is to decide; one query.

    What is still to come is first.
    """
    proposed = InstitutionSuggestion.objects.filter(state=SuggestionState.PROPOSED)
    chaired = Q(kind=Kind.MEETING, body__chaired_by_presidency=True)
    rows = _within(term, standing).filter(host=term.member_state).exclude(chaired)
    return rows.annotate(
        proposed=Count("suggestions", filter=Q(suggestions__in=proposed)),
        is_over=Case(When(ends_at__lte=standing.at, then=True), default=False),
    ).order_by("is_over", "starts_at", "pk")


def _within(term: PresidencyTerm, standing: Standing) -> EventQuerySet:
    seen = Event.objects.visible_to(standing).filter(first_date__range=(term.starts, term.ends))
    return seen.exclude(state=State.CANCELLED)


def calls(term: PresidencyTerm, standing: Standing) -> list[Asked]:
    """Return the calls for suggestions of the term, and of the year before it; one query."""
    rows: Any = (
        Call.objects.visible_to(standing)
        .filter(presidency=term.member_state, opens_on__range=(term.starts - A_YEAR, term.ends))
        .select_related("body", "presidency")
        .annotate(
            asked=Count("answers", distinct=True),
            answered=Count("answers", filter=~Q(answers__kind=""), distinct=True),
            given=Count(
                "answers__suggestions",
                filter=~Q(answers__suggestions__state=GivenState.DRAFT),
                distinct=True,
            ),
            undecided=Count(
                "answers__suggestions",
                filter=Q(answers__suggestions__state=GivenState.GIVEN),
                distinct=True,
            ),
        )
    )
    on = network_day(standing.at)
    return [
        Asked(
            call,
            words.state_pill(call, on=on),
            call.answered,
            call.asked,
            call.given,
            call.undecided,
        )
        for call in rows
    ]


def team(term: PresidencyTerm, standing: Standing) -> QuerySet[Mandate]:
    """Return who belongs to the team at some time of the term, not ended meanwhile; one query."""
    within = Q(ends__isnull=True) | Q(ends__gte=term.starts)
    rows = Mandate.objects.filter(
        within,
        Q(ended_at__isnull=True) | Q(ended_at__gt=standing.at),
        role=Role.PRESIDENCY,
        member_state=term.member_state,
        starts__lte=term.ends,
    )
    return rows.select_related("user").order_by("starts", "user__sort_name")
