"""What is counted of registrations: for one event in one query, for states over many events."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from events import asked, questions
from events.enums import (
    HOLDS_A_PLACE,
    LIVE,
    Group,
    QuestionType,
    QuotaScope,
    RegistrationState,
    Retention,
)
from events.models import Answer, Event, Quota, Registration
from events.models.registration import RegistrationQuerySet

ORDINARY = frozenset({Retention.ORDINARY})


@dataclass(frozen=True)
class Cell:
    """How many registrations of one event agree in all that is counted."""

    event_id: int
    state: str
    country: str
    attending: str
    group: str
    category: str
    number: int


@dataclass(frozen=True)
class Tally:
    """How many hold a place, how many wait for one, how many for a decision."""

    held: int = 0
    waiting: int = 0
    pending: int = 0
    live: int = 0

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Tally":
        """Add up what the cells say."""
        counted: Counter[str] = Counter()
        for cell in cells:
            counted[cell.state] += cell.number
        return cls(
            held=sum(counted[state] for state in HOLDS_A_PLACE),
            waiting=counted[RegistrationState.WAITING],
            pending=counted[RegistrationState.PENDING],
            live=sum(counted[state] for state in LIVE),
        )


@dataclass(frozen=True)
class StatePlaces:
    """The places that one Member State has of its own, for a group or for everybody."""

    group: str
    places: int
    taken: int

    @property
    def left(self) -> int:
        """Return how many are free."""
        return max(0, self.places - self.taken)


def cells(rows: RegistrationQuerySet) -> list[Cell]:
    """Count registrations by all that is asked of them, in one query."""
    counted = (
        rows.order_by()
        .values_list("event_id", "state", "country", "attending", "group", "category")
        .annotate(Count("pk"))
    )
    return [Cell(*cell) for cell in counted]


def tallies(counted: Iterable[Cell], what: Callable[[Cell], str]) -> dict[str, Tally]:
    """Return the tally of each value of what is asked, the values in order."""
    found: dict[str, list[Cell]] = {}
    for cell in counted:
        found.setdefault(what(cell), []).append(cell)
    return {value: Tally.of(found[value]) for value in sorted(found)}


def by_state(counted: Iterable[Cell]) -> Counter[str]:
    """Return how many registrations are in each state."""
    found: Counter[str] = Counter()
    for cell in counted:
        found[cell.state] += cell.number
    return found


def of_states(events: Collection[Event], codes: Collection[str]) -> list[Cell]:
    """Count what comes from some states to some events, in one query.

    Who comes from elsewhere is counted where one of the states approves as the host.
    """
    hosted = [event.pk for event in events for code in codes if event.is_approved_by_host(code)]
    seen = Q(country__in=codes) | Q(event__in=hosted)
    return cells(RegistrationQuerySet(Registration).filter(seen, event__in=events))


def options(
    event: Event,
    *,
    kinds: Collection[str] = ORDINARY,
    rows: RegistrationQuerySet | None = None,
) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return each question with a choice, and how many who hold a place chose what; no names.

    ``kinds`` are the classes of retention that are counted, ``rows`` the registrations where
    not all that hold a place are; two queries, none where the event asks nothing of the kind.
    """
    asked_for = [
        question
        for question in event.schema
        if question.retention in kinds and question.values and question.type != QuestionType.CONSENT
    ]
    if not asked_for:
        return []
    counted: Counter[tuple[str, str]] = Counter()
    given = Answer.objects.of(event).filter(key__in=[question.key for question in asked_for])
    if rows is None:
        given = given.filter(registration__state__in=HOLDS_A_PLACE)
    else:
        given = given.filter(registration__in=rows.values("pk"))
    for key, value, number in given.order_by().values_list("key", "value").annotate(Count("pk")):
        for token in questions.tokens(value):
            counted[key, token] += number
    return [
        (
            question.label,
            [
                (asked.said_value(question, value), counted[question.key, value])
                for value in question.values
            ],
        )
        for question in asked_for
    ]


def state_places(quotas: Iterable[Quota], code: str, counted: Sequence[Cell]) -> list[StatePlaces]:
    """Return the own places of a state: for everybody first, then by group.

    A number for the state itself goes before the one that each state has. ``counted`` are
    the cells of that state and event.
    """
    numbers: dict[str, int | None] = {}
    for quota in sorted(quotas, key=lambda quota: quota.scope == QuotaScope.STATE):
        if quota.scope == QuotaScope.EACH_STATE or (
            quota.scope == QuotaScope.STATE and quota.member_state_id == code
        ):
            numbers[quota.group] = quota.places
    return [
        StatePlaces(group, places, _held(counted, group))
        for group in ("", *Group.values)
        if (places := numbers.get(group)) is not None
    ]


def _held(counted: Iterable[Cell], group: str) -> int:
    return Tally.of(cell for cell in counted if group in {"", cell.group}).held
