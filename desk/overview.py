"""What a person has to know today, read across all apps."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

import accounts.todos
import agendas.todos
import certificates.todos
import courses.todos
import events.todos
import meetings.todos
import procedures.todos
import suggestions.todos
import trainers.todos
import trainings.todos
from accounts.access import Standing
from accounts.days import BRUSSELS, network_day
from accounts.enums import OrganisationKind, Role
from accounts.models import Mandate, PresidencyTerm
from accounts.todos import Todo, told, told_together
from courses.models import Translation
from desk import delegations
from events.enums import QuotaScope, RegistrationState, State
from events.models import Event, Quota, Registration
from events.models.event import EventQuerySet
from events.models.registration import awaits_a_state
from events.today import is_today
from interface.marks import Pill
from mail.enums import State as LetterState
from mail.models import Letter
from trainers.models import Trainer
from trainings.models import Assignment

TODOS = (
    accounts.todos.for_user,
    events.todos.for_user,
    trainings.todos.for_user,
    trainers.todos.for_user,
)
WAITING = (
    procedures.todos.waiting,
    agendas.todos.waiting,
    meetings.todos.waiting,
    certificates.todos.waiting,
    suggestions.todos.waiting,
)
"""What is asked for together, in one query."""
DATES = 6
NEXT_EVENTS = 8
PUBLIC_EVENTS = 5
WITH_ARTICLE = frozenset({"NL"})
WEEK = timedelta(days=7)
NOON, EVENING = 12, 18
FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Appointment:
    """An event that concerns a person, and how the person stands to it."""

    event: Event
    pill: Pill


@dataclass(frozen=True)
class Presidency:
    """Who presides now and who is next; beyond the last known term, nobody."""

    now: PresidencyTerm | None
    following: PresidencyTerm | None


@dataclass(frozen=True)
class Company:
    """Who shares a person's seats: the substitute, or the National Representative.

    ``teaches`` says that the person is a trainer too, ``checks`` that there is a translation to
    check.
    """

    partners: list[Mandate]
    teaches: bool
    checks: bool = False


@dataclass(frozen=True)
class Figures:
    """What the Secretariat counts: in registrations for what is to come, and in letters."""

    confirmed: int
    waiting: int
    pending: int
    with_states: int
    came_back: int


@dataclass(frozen=True)
class Ahead:
    """An event to come, with its places."""

    event: Event
    taken: int
    waiting: int
    total: int | None
    is_open: bool
    pill: Pill
    is_today: bool = False

    @property
    def left(self) -> int | None:
        """Return how many places are free, where they are counted and one may register."""
        if self.total is None or not self.is_open:
            return None
        return max(0, self.total - self.taken)


def greeting(at: datetime) -> str:
    """Return the greeting of the hour in Brussels."""
    hour = at.astimezone(BRUSSELS).hour
    if hour < NOON:
        return _("Good morning")
    return _("Good afternoon") if hour < EVENING else _("Good evening")


def acts_as(standing: Standing) -> str:
    """Return for whom a person acts, in a sentence without its full stop."""
    told = [_in_words(mandate) for mandate in standing.mandates]
    return "; ".join(dict.fromkeys(told)) or _("Your own registrations and dates")


def _in_words(mandate: Mandate) -> str:
    if not mandate.speaks_for:
        return str(mandate.get_role_display())
    told = {"whom": mandate.speaks_for, "role": mandate.get_role_display()}
    if mandate.member_state_id in WITH_ARTICLE or _is_commission(mandate):
        return _("You act for the %(whom)s, as %(role)s") % told
    return _("You act for %(whom)s, as %(role)s") % told


def _is_commission(mandate: Mandate) -> bool:
    organisation = mandate.organisation
    return organisation is not None and organisation.kind == OrganisationKind.COMMISSION


def todos(standing: Standing, *, teaches: bool, checks: bool = False) -> list[Todo]:
    """Return what needs the person now, the most urgent first.

    What a trainer does, and who checks translations, is asked of those alone.
    """
    sources = [*TODOS]
    sources += [trainings.todos.for_trainer] * teaches
    sources += [courses.todos.for_user] * checks
    waiting = [kind for kinds in WAITING for kind in kinds(standing)]
    found = _once([*told_together(waiting), *told(sources, standing)])
    return sorted(found, key=lambda todo: (not todo.urgent, todo.by or FAR))


def _once(found: list[Todo]) -> list[Todo]:
    """Return of those that ask the same the first alone."""
    kept: dict[str | int, Todo] = {}
    for place, todo in enumerate(found):
        kept.setdefault(todo.about or place, todo)
    return list(kept.values())


def presidency(standing: Standing) -> Presidency:
    """Return who presides and who is next."""
    today = network_day(standing.at)
    terms = [term for term in standing.terms if term.ends >= today]
    now = next((term for term in terms if term.starts <= today), None)
    return Presidency(now=now, following=next((term for term in terms if term is not now), None))


def company(standing: Standing) -> Company:
    """Return who shares the person's seats, and whether the person teaches and checks.

    It is one query.

    An officer is not asked to teach.
    """
    own = Trainer.objects.who_are(standing)
    if not standing.member_states:
        return Company([], teaches=not standing.is_secretariat and own.exists())
    rows: list[Any] = list(  # mandates with what is known of the reader
        Mandate.objects.valid_at(standing.at)
        .for_seats()
        .filter(member_state__in=standing.member_states)
        .select_related("user", "member_state")
        .annotate(teaches=Exists(own), checks=Exists(Translation.objects.for_check(standing)))
    )
    return Company(
        partners=[row for row in rows if row.user != standing.user],
        teaches=not standing.is_secretariat and any(row.teaches for row in rows),
        checks=any(row.checks for row in rows),
    )


def title_of_partner(mandate: Mandate) -> str:
    """Return what a partner is to the person who reads."""
    return (
        _("Your substitute")
        if mandate.role == Role.SUBSTITUTE
        else _("Your National Representative")
    )


def dates(standing: Standing) -> list[Appointment]:
    """Return the next events with an own registration, of an own body, hosted or taught.

    One query, with how the person is registered, and where in the queue.
    """
    concerned = _own_or_taught(standing)
    if standing.is_network:
        concerned |= Q(body__in=standing.bodies) | Q(host__in=standing.presidency)
    seen = Event.objects.visible_to(standing).filter(concerned, state=State.PUBLISHED)
    rows = _with_own(seen.upcoming(standing.at), standing)[:DATES]
    return [Appointment(event, _stands(event, standing)) for event in rows]


def office_dates(standing: Standing) -> tuple[list[Appointment], list[Ahead]]:
    """Return an officer's own next dates, and the next events of all, drafts too; one query.

    An officer's own are those with an own registration, and those taught.
    """
    ahead = Event.objects.filter(state__in=[State.DRAFT, State.PUBLISHED]).upcoming(standing.at)
    own = ahead.filter(_own_or_taught(standing), state=State.PUBLISHED)
    both = Q(pk__in=ahead.values("pk")[:NEXT_EVENTS]) | Q(pk__in=own.values("pk")[:DATES])
    rows: list[Any] = list(_with_own(_counted(Event.objects.filter(both)), standing))
    mine = [event for event in rows if event.own_state or event.is_taught]
    return (
        [Appointment(event, _stands(event, standing)) for event in mine[:DATES]],
        [_ahead(event, at=standing.at) for event in rows[:NEXT_EVENTS]],
    )


def _own_or_taught(standing: Standing) -> Q:
    """Return the condition for events with an own registration, and those one teaches."""
    return Q(pk__in=_own(standing).values("event")) | Q(pk__in=_taught(standing))


def _taught(standing: Standing) -> QuerySet[Assignment, Any]:
    return Assignment.objects.own(standing).teaching().values("request__delivery__event")


def _with_own(rows: QuerySet[Event], standing: Standing) -> QuerySet[Any]:
    """Return events with the own registration's state and number, and whether one teaches."""
    mine = _in_the_queue(_own(standing).filter(event=OuterRef("pk"))).order_by("pk")
    return rows.annotate(
        own_state=Subquery(mine.values("state")[:1]),
        own_number=Subquery(mine.values("number")[:1]),
        is_taught=Case(When(pk__in=_taught(standing), then=True), default=False),
        **delegations.of_events(standing),
    )


def _own(standing: Standing) -> QuerySet[Registration]:
    """Return the person's registrations that stand."""
    if standing.user is None:
        return Registration.objects.none()
    return Registration.objects.of(standing.user).live().filter(event__ends_at__gt=standing.at)


def _in_the_queue(rows: QuerySet[Registration]) -> Any:
    """Return registrations, each with its place in the queue as ``number``."""
    ahead = (
        Registration.objects.filter(event=OuterRef("event"), state=RegistrationState.WAITING)
        .filter(
            Q(priority__gt=OuterRef("priority"))
            | Q(priority=OuterRef("priority"), arrival__lte=OuterRef("arrival"))
        )
        .order_by()
        .values("event")
        .annotate(counted=Count("pk"))
        .values("counted")
    )
    counted = Subquery(ahead, output_field=IntegerField())
    return rows.annotate(number=Coalesce(counted, Value(0)))


def _stands(event: Any, standing: Standing) -> Pill:
    if event.own_state is None:
        if event.is_taught:
            return Pill(_("You teach it"), "info")
        if event.host_id in standing.presidency:
            return Pill(_("You host it"), "info")
        return delegations.pill_of(event, standing)
    if event.own_state == RegistrationState.CONFIRMED:
        return Pill(_("Your place is confirmed"), "ok")
    if event.own_state == RegistrationState.WAITING:
        words = _("Waiting list, number %(number)d") % {"number": event.own_number}
        return Pill(words, "info", "hourglass")
    return Pill(RegistrationState(event.own_state).label, "warn")


def figures(at: datetime) -> Figures:
    """Return the Secretariat's figures, in one query."""
    what = Case(
        When(awaits_a_state(), then=Value("with_states")),
        default=F("state"),
        output_field=CharField(),
    )
    ahead = (
        Registration.objects.filter(event__state=State.PUBLISHED, event__ends_at__gt=at)
        .order_by()
        .values_list(what)
        .annotate(Count("pk"))
    )
    came_back = Value("came_back", output_field=CharField())
    returned = (
        Letter.objects.filter(
            state__in=[LetterState.BOUNCED, LetterState.FAILED], created_at__gt=at - WEEK
        )
        .order_by()
        .values_list(came_back)
        .annotate(Count("pk"))
    )
    counted = dict(ahead.union(returned, all=True).order_by())
    return Figures(**{field.name: counted.get(field.name, 0) for field in fields(Figures)})


def public_events(at: datetime) -> list[Ahead]:
    """Return the next events that are open to everybody, with their places, in one query."""
    rows = Event.objects.public().filter(state=State.PUBLISHED).upcoming(at)
    first = Event.objects.filter(pk__in=rows.values("pk")[:PUBLIC_EVENTS])
    return [_ahead(event, at=at) for event in _counted(first)]


def _counted(rows: EventQuerySet) -> EventQuerySet:
    """Return events with the number of their places, held and in all, in their order."""
    total = Quota.objects.filter(event=OuterRef("pk"), scope=QuotaScope.TOTAL).values("places")
    return rows.with_counts().annotate(total=Subquery(total[:1])).order_by("starts_at", "pk")


def _ahead(event: Any, *, at: datetime) -> Ahead:
    return Ahead(
        event=event,
        taken=event.taken,
        waiting=event.waiting,
        total=event.total,
        is_open=event.is_open_at(at),
        is_today=is_today(event, at=at),
        pill=_place_pill(event, taken=event.taken, total=event.total, at=at),
    )


def _place_pill(event: Event, *, taken: int, total: int | None, at: datetime) -> Pill:
    if event.state == State.DRAFT:
        return Pill(event.get_state_display(), "", "pen")
    if not event.takes_registrations:
        return Pill(_("No registration"), "", "info")
    if event.is_open_at(at):
        is_full = total is not None and taken >= total
        return Pill(_("Waiting list"), "warn", "hourglass") if is_full else Pill(_("Open"), "ok")
    opens = event.registration_opens_at
    if opens is not None and opens > at:
        return Pill(_("Opens later"), "", "clock")
    return Pill(_("Closed"), "", "lock")
