"""Places: how many there are, how many are held, and what keeps a wish from one."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, QuerySet, StringAgg, Subquery, Value

from accounts.models import MemberState
from events import rules
from events.enums import HOLDS_A_PLACE, QuotaScope
from events.models import Event, EventGroup, Quota, Registration
from events.rules import Claim, Wish
from events.services import answers


class BelowHeldError(Exception):
    """A number was lowered below the places held of it; ``obstacles`` says which, and by what."""

    def __init__(self, obstacles: Sequence[rules.Obstacle]) -> None:
        """Keep what is too low."""
        super().__init__(str(obstacles))
        self.obstacles = obstacles


_STATES = (
    MemberState.objects.order_by()
    .values(every=Value(1))
    .annotate(codes=StringAgg("pk", Value(",")))
    .values("codes")
)


def places_of(event: Event, *, choices: bool = True) -> rules.Places:
    """Return the event's numbers as the rules take them; two queries at the most.

    Without ``choices`` the places of options are left out, for pages that say nothing of them.
    """
    return places_of_each([event], choices=choices)[event]


def places_of_each(
    events: Collection[Event], *, choices: bool = True, named: bool = True
) -> dict[Event, rules.Places]:
    """Return the numbers of several events, as many queries as for one.

    One more is asked for each that numbers the options of a question, for what these are called,
    unless they are left out, or not ``named``.
    """
    label = EventGroup.objects.filter(event=OuterRef("event"), group=OuterRef("group"))
    quotas: dict[int, list[Any]] = defaultdict(list)
    rows = Quota.objects.filter(event__in=events)
    for quota in (rows if choices else rows.exclude(scope=QuotaScope.CHOICE)).annotate(
        label=Subquery(label.values("label")[:1]),
        session_title=F("session__title"),
        known_states=Subquery(_STATES),
    ):
        quotas[quota.event_id].append(quota)
    return {event: _places(event, quotas[event.pk], named=named) for event in events}


def _places(event: Event, quotas: Sequence[Any], *, named: bool) -> rules.Places:
    """Return numbers, each with its label, its session and all states, as the rules take them."""
    numbers: dict[Claim, int | None] = {}
    names: dict[Claim, str] = {}
    in_states: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    called = (
        answers.choice_names(event)
        if named and any(quota.scope == QuotaScope.CHOICE for quota in quotas)
        else {}
    )
    for quota in quotas:
        if quota.group and quota.label:
            names[Claim(QuotaScope.GROUP, group=quota.group)] = quota.label
        if quota.scope == QuotaScope.STATE:
            in_states[quota.scope, quota.group][str(quota.member_state_id)] = quota.places
        elif quota.scope == QuotaScope.EACH_STATE:
            in_states[quota.scope, quota.group][""] = quota.places
        else:
            claim = _claim(quota)
            numbers[claim] = quota.places
            if quota.scope == QuotaScope.SESSION:
                names[claim] = quota.session_title
            elif quota.scope == QuotaScope.CHOICE:
                names[claim] = called.get((quota.question, quota.option), quota.option)
    counted = any(
        number is not None for of_one in in_states.values() for number in of_one.values()
    ) or any(scope == QuotaScope.STATE for scope, _group in in_states)
    return rules.Places(
        total=numbers.pop(rules.ALL, None),
        each_state=in_states[QuotaScope.EACH_STATE, ""].get(""),
        by_state=in_states[QuotaScope.STATE, ""],
        states=frozenset((quotas[0].known_states or "").split(",")) if counted else frozenset(),
        each_state_in={
            group: of_one[""]
            for (scope, group), of_one in in_states.items()
            if scope == QuotaScope.EACH_STATE and group and of_one
        },
        by_state_in={
            (code, group): number
            for (scope, group), of_one in in_states.items()
            if scope == QuotaScope.STATE and group
            for code, number in of_one.items()
        },
        numbers=numbers,
        names=names,
    )


def _claim(quota: Quota) -> Claim:
    """Return what a number that is not by states counts."""
    scope = QuotaScope(quota.scope)
    match scope:
        case QuotaScope.GROUP:
            return Claim(scope, group=quota.group)
        case QuotaScope.ATTENDING:
            return Claim(scope, quota.attending)
        case QuotaScope.SESSION:
            return Claim(scope, quota.session_id or 0)
        case QuotaScope.CHOICE:
            return Claim(scope, (quota.question, quota.option))
    return rules.ALL


def held(event: Event, *, places: rules.Places) -> Counter[Claim]:
    """Return how many places are held by all that is counted, in two queries at the most.

    Those who hold sessions and choices are asked for only where these have numbers.
    """
    taken: Counter[Claim] = Counter()
    for country, group, attending, session, number in _held_rows(event, places):
        if session:
            taken[Claim(QuotaScope.SESSION, session)] = number
            continue
        for claim in Wish(country, group, attending).claims:
            taken[claim] += number
    if places.counts(QuotaScope.CHOICE):
        for choice, number in answers.held_choices(event).items():
            taken[Claim(QuotaScope.CHOICE, choice)] = number
    return taken


def _held_rows(event: Event, places: rules.Places) -> QuerySet[Registration, Any]:
    """Return country, group, attending, session or 0, and how many hold that."""
    holding = Registration.objects.filter(event=event, state__in=HOLDS_A_PLACE).order_by()
    rows = holding.values_list("country", "group", "attending", Value(0)).annotate(Count("pk"))
    if not places.counts(QuotaScope.SESSION):
        return rows
    nothing = Value("", CharField())
    chosen = holding.filter(sessions__isnull=False)
    return rows.union(
        chosen.values_list(nothing, nothing, nothing, "sessions").annotate(Count("pk")), all=True
    ).order_by()


def wish_of(registration: Registration) -> Wish:
    """Return what a registration takes, or would take, of the places; two queries at most."""
    return Wish(
        registration.country,
        registration.group,
        registration.attending,
        frozenset(session.pk for session in registration.sessions.all()),
        answers.chosen(registration),
    )


def obstacle_for(event: Event, wish: Wish) -> rules.Obstacle | None:
    """Return what keeps a newcomer with that wish from a place now."""
    places = places_of(event)
    if not places.are_limited:
        return None
    return rules.obstacle(wish, places=places, taken=held(event, places=places))
