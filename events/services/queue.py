"""The waiting list, and the one service that gives freed places to who waits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import Count, Q, prefetch_related_objects

from accounts.steps import By
from events import emails, rules
from events.enums import Deed, QuotaScope, RegistrationDeed, RegistrationState, State
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from events.rules import Wish
from events.services import answers
from events.services.moves import MOVED, advance
from events.services.places import held, places_of
from journal.services import record

A_CHUNK = 500


def wishes(
    queue: RegistrationQuerySet, event: Event, *, places: rules.Places
) -> Iterator[tuple[int, Wish]]:
    """Yield what each of a queue's registrations wants, in its order, in three queries."""
    sessions: dict[int, set[int]] = defaultdict(set)
    choices: dict[int, frozenset[tuple[str, str]]] = {}
    if places.counts(QuotaScope.SESSION):
        chosen = Registration.sessions.through.objects.filter(
            registration__event=event, registration__state=RegistrationState.WAITING
        )
        for registration, session in chosen.values_list("registration", "session"):
            sessions[registration].add(session)
    if places.counts(QuotaScope.CHOICE):
        choices = answers.waiting_choices(event)
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
