"""Places, and the one service that gives freed ones to who waits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import (
    Count,
    F,
    OuterRef,
    Q,
    StringAgg,
    Subquery,
    Value,
    prefetch_related_objects,
)

from accounts.access import Standing
from accounts.models import MemberState
from accounts.steps import By
from events import emails, rules
from events.enums import (
    HOLDS_A_PLACE,
    Deed,
    Group,
    QuotaScope,
    RegistrationDeed,
    RegistrationState,
    State,
)
from events.models import Event, EventGroup, Quota, Registration
from events.models.registration import RegistrationQuerySet
from events.rules import Claim, Wish
from events.services import answers
from events.services.moves import MOVED, advance, locked
from journal.services import record

NONE: Mapping[str, int | None] = MappingProxyType({})
NONE_OF: Mapping[tuple[str, str], int | None] = MappingProxyType({})
NONE_AT: Mapping[int, int | None] = MappingProxyType({})
A_CHUNK = 500


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


def places_of(event: Event) -> rules.Places:
    """Return the event's numbers as the rules take them; two queries at the most."""
    label = EventGroup.objects.filter(event=OuterRef("event"), group=OuterRef("group"))
    quotas = list(
        event.quotas.annotate(
            label=Subquery(label.values("label")[:1]),
            session_title=F("session__title"),
            known_states=Subquery(_STATES),
        )
    )
    numbers: dict[Claim, int | None] = {}
    names: dict[Claim, str] = {}
    in_states: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    called = (
        answers.choice_names(event)
        if any(quota.scope == QuotaScope.CHOICE for quota in quotas)
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
    """Return how many places are held by all that is counted, in three queries at the most.

    Those who hold sessions and choices are asked for only where these have numbers.
    """
    taken: Counter[Claim] = Counter()
    rows = event.registrations.holding().order_by()
    for country, group, attending, number in rows.values_list(
        "country", "group", "attending"
    ).annotate(Count("pk")):
        for claim in Wish(country, group, attending).claims:
            taken[claim] += number
    if places.counts(QuotaScope.SESSION):
        chosen = Registration.sessions.through.objects.filter(
            registration__event=event, registration__state__in=HOLDS_A_PLACE
        )
        for session, number in chosen.values_list("session").annotate(Count("pk")):
            taken[Claim(QuotaScope.SESSION, session)] = number
    if places.counts(QuotaScope.CHOICE):
        for choice, number in answers.held_choices(event).items():
            taken[Claim(QuotaScope.CHOICE, choice)] = number
    return taken


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


def wishes(
    queue: RegistrationQuerySet, event: Event, *, places: rules.Places
) -> Iterator[tuple[int, Wish]]:
    """Yield what each of a queue's registrations wants, in its order, in three queries."""
    sessions: dict[int, set[int]] = defaultdict(set)
    if places.counts(QuotaScope.SESSION):
        chosen = Registration.sessions.through.objects.filter(
            registration__event=event, registration__state=RegistrationState.WAITING
        )
        for registration, session in chosen.values_list("registration", "session"):
            sessions[registration].add(session)
    choices = answers.waiting_choices(event) if places.counts(QuotaScope.CHOICE) else {}
    rows = queue.values_list("pk", "country", "group", "attending")
    for pk, country, group, attending in rows.iterator(chunk_size=A_CHUNK):
        yield (
            pk,
            Wish(
                country,
                group,
                attending,
                frozenset(sessions[pk]) if pk in sessions else frozenset(),
                choices.get(pk, frozenset()),
            ),
        )


def obstacles(
    rows: Iterable[Registration], event: Event, *, places: rules.Places, taken: rules.Taken
) -> dict[int, rules.Obstacle | None]:
    """Return, by primary key, what keeps each of some who wait from a place; three queries."""
    some = RegistrationQuerySet(Registration).filter(pk__in=[row.pk for row in rows])
    return {
        pk: rules.obstacle(wish, places=places, taken=taken)
        for pk, wish in wishes(some.order_by(), event, places=places)
    }


def queue_by_obstacle(
    event: Event, *, places: rules.Places, taken: rules.Taken
) -> Counter[rules.Obstacle | None]:
    """Return how many wait for each thing that is missing; three queries, however many wait."""
    queue = RegistrationQuerySet(Registration).filter(event=event).queue()
    wanted = Counter(wish for _pk, wish in wishes(queue, event, places=places))
    found: Counter[rules.Obstacle | None] = Counter()
    for wish, number in wanted.items():
        found[rules.obstacle(wish, places=places, taken=taken)] += number
    return found


def position(registration: Registration) -> int:
    """Return the place in the queue, from 1."""
    return position_of(registration)[0]


def position_of(registration: Registration) -> tuple[int, int]:
    """Return the place in the queue, from 1, and how many wait in all; one query."""
    before = Q(priority__gt=registration.priority) | Q(
        priority=registration.priority, arrival__lt=registration.arrival
    )
    counted = (
        registration.event.registrations.queue()
        .order_by()
        .aggregate(ahead=Count("pk", filter=before), all=Count("pk"))
    )
    return counted["ahead"] + 1, counted["all"]


def promote(event: Event, *, at: datetime) -> list[Registration]:
    """Give each free place to who is next and not blocked by a number of their own.

    Runs under the event's lock, in the transaction that freed a place. Who is blocked is
    passed over and keeps the position; each promoted person hears at once. Where the event
    gives time to accept, the place is offered, and held meanwhile.
    """
    if event.state != State.PUBLISHED or event.starts_at <= at:
        return []
    places = places_of(event)
    taken = held(event, places=places)
    if rules.places_left(places=places, taken=taken) == 0:
        return []
    full = rules.full_countries(places=places, taken=taken)
    queue = RegistrationQuerySet(Registration).filter(event=event).queue()
    next_ones = rules.promotable(
        wishes(queue.exclude(country__in=full), event, places=places), places=places, taken=taken
    )
    promoted = list(_rows(event, [pk for pk, _wish in next_ones]))
    for registration in promoted:
        if event.offer_hours:
            advance(registration, RegistrationDeed.OFFER, by=By.CLOCK, at=at)
            registration.offered_until = rules.offer_ends(
                hours=event.offer_hours, starts_at=event.starts_at, at=at
            )
        else:
            advance(registration, RegistrationDeed.CONFIRM, by=By.CLOCK, at=at)
    Registration.objects.bulk_update(promoted, MOVED, batch_size=A_CHUNK)
    if promoted:
        prefetch_related_objects([event], "days", "sessions")
    for registration in promoted:
        offered = registration.offered_until
        record(
            Deed.OFFERED if offered else Deed.PROMOTED,
            at=at,
            label="events.registration",
            key=str(registration.key),
            facts={"event": event.slug},
        )
        if offered:
            emails.offered(registration, until=offered, at=at)
        else:
            emails.promoted(registration, at=at)
    return promoted


def _rows(event: Event, keys: Sequence[int]) -> Iterator[Registration]:
    """Yield registrations in that order, each knowing this very event."""
    for start in range(0, len(keys), A_CHUNK):
        chunk = keys[start : start + A_CHUNK]
        rows = Registration.objects.select_related("user").in_bulk(chunk)
        for pk in chunk:
            rows[pk].event = event
            yield rows[pk]


@transaction.atomic
def set_places(
    event: Event,
    *,
    total: int | None,
    each_state: int | None,
    by_state: Mapping[str, int | None],
    by: Standing,
    at: datetime,
    each_state_in: Mapping[str, int | None] = NONE,
    by_state_in: Mapping[tuple[str, str], int | None] = NONE_OF,
    by_group: Mapping[str, int | None] = NONE,
    by_attending: Mapping[str, int | None] = NONE,
    by_session: Mapping[int, int | None] = NONE_AT,
    groups: Iterable[EventGroup] | None = None,
) -> list[Registration]:
    """Set how many may come, and promote who now can; return the promoted.

    ``each_state_in`` and ``by_state_in`` count one group alone, by group and by state and
    group; sessions go by their primary keys. What is not named has no number, but the
    options of questions keep theirs: those are set where the question is. ``groups`` says as
    what people may register and who of them waits in front; left out, that stays. Raises
    ``BelowHeldError`` where a number is lowered below the places held of it.
    """
    event = locked(event)
    before = places_of(event)
    quotas = [
        Quota(event=event, scope=QuotaScope.TOTAL, places=total),
        Quota(event=event, scope=QuotaScope.EACH_STATE, places=each_state),
        *(
            Quota(event=event, scope=QuotaScope.STATE, member_state_id=code, places=number)
            for code, number in by_state.items()
        ),
        *(
            Quota(event=event, scope=QuotaScope.EACH_STATE, group=group, places=number)
            for group, number in each_state_in.items()
        ),
        *(
            Quota(
                event=event,
                scope=QuotaScope.STATE,
                member_state_id=code,
                group=group,
                places=number,
            )
            for (code, group), number in by_state_in.items()
        ),
        *(
            Quota(event=event, scope=QuotaScope.GROUP, group=group, places=number)
            for group, number in by_group.items()
        ),
        *(
            Quota(event=event, scope=QuotaScope.ATTENDING, attending=attending, places=number)
            for attending, number in by_attending.items()
        ),
        *(
            Quota(event=event, scope=QuotaScope.SESSION, session_id=session, places=number)
            for session, number in by_session.items()
        ),
    ]
    more = {
        "each_state_in": dict(each_state_in),
        "by_state_in": {f"{code} {group}": number for (code, group), number in by_state_in.items()},
        "by_group": dict(by_group),
        "by_attending": dict(by_attending),
        "by_session": {str(session): number for session, number in by_session.items()},
    }
    if groups is not None:
        _set_groups(event, groups)
    event.quotas.exclude(scope=QuotaScope.CHOICE).delete()
    Quota.objects.bulk_create(quotas)
    after = places_of(event)
    if too_low := rules.too_low(after, before=before, taken=held(event, places=after)):
        raise BelowHeldError(too_low)
    record(
        Deed.PLACES_CHANGED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.event",
        key=str(event.uid),
        facts={
            "total": total,
            "each_state": each_state,
            "by_state": dict(by_state),
            **{name: numbers for name, numbers in more.items() if numbers},
        },
    )
    return promote(event, at=at)


def _set_groups(event: Event, groups: Iterable[EventGroup]) -> None:
    """Keep as what people may register, and let each group wait as far in front as it says."""
    event.groups.all().delete()
    kept = list(groups)
    for one in kept:
        one.event = event
    EventGroup.objects.bulk_create(kept)
    priorities = {one.group: one.priority for one in kept}
    for group in Group.values:
        event.registrations.filter(group=group).update(priority=priorities.get(group, 0))
