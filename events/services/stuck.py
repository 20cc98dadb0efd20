"""Who waits for an event though a place is free; many events at once."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, IntegerField, TextField, Value, When
from django.db.models.functions import Cast

from events import questions, rules
from events.enums import HOLDS_A_PLACE, QuotaScope, RegistrationState
from events.models import Answer, Event, Registration
from events.rules import Claim, Wish
from events.services.places import places_of_each

_WAITS = RegistrationState.WAITING
_ZERO, _EMPTY, _NOTHING = (
    Value(0, IntegerField()),
    Value("", CharField()),
    Value("", TextField()),
)


class _Row(NamedTuple):
    """What some hold alike, or, where ``waits`` names one who waits, what that one wants.

    Sessions and answers have rows of their own.
    """

    event: int
    waits: int
    country: str
    group: str
    attending: str
    session: int
    question: str
    answer: str
    number: int
    priority: int

    @property
    def choices(self) -> frozenset[tuple[str, str]]:
        """The options that are chosen with the answer."""
        return frozenset(
            (self.question, option) for option in questions.tokens(json.loads(self.answer))
        )

    @property
    def claims(self) -> Iterable[Claim]:
        """What is held with it."""
        if self.session:
            return frozenset({Claim(QuotaScope.SESSION, self.session)})
        if self.question:
            return frozenset(Claim(QuotaScope.CHOICE, one) for one in self.choices)
        return Wish(self.country, self.group, self.attending).claims


def promotable(events: Collection[Event]) -> dict[Event, int]:
    """Return how many who wait for each event could have a place now; two queries for all.

    An event for which nobody could is left out.
    """
    if not events:
        return {}
    places = places_of_each(events, named=False)
    rows: dict[int, list[_Row]] = defaultdict(list)
    for row in _rows(places):
        rows[row.event].append(row)
    found = {event: _number(rows[event.pk], places=own) for event, own in places.items()}
    return {event: number for event, number in found.items() if number}


def _number(rows: list[_Row], *, places: rules.Places) -> int:
    taken: Counter[Claim] = Counter()
    sessions: dict[int, set[int]] = defaultdict(set)
    choices: dict[int, set[tuple[str, str]]] = defaultdict(set)
    queue = []
    for row in rows:
        if not row.waits:
            taken.update(dict.fromkeys(row.claims, row.number))
        elif row.session:
            sessions[row.waits].add(row.session)
        elif row.question:
            choices[row.waits] |= row.choices
        else:
            queue.append(row)
    queue.sort(key=lambda row: (-row.priority, row.number))
    wanted = (
        (
            row.waits,
            Wish(
                row.country,
                row.group,
                row.attending,
                frozenset(sessions[row.waits]),
                frozenset(choices[row.waits]),
            ),
        )
        for row in queue
    )
    return len(rules.promotable(wanted, places=places, taken=taken))


def _rows(places: Mapping[Event, rules.Places]) -> Iterator[_Row]:
    """Yield what is held and what is wanted, in one query; ``number`` is the arrival of who waits.

    Sessions and answers are read only where these have numbers.
    """
    every = Registration.objects.order_by()
    holding, waiting = every.filter(state__in=HOLDS_A_PLACE), every.filter(state=_WAITS)
    numbered = [event for event, own in places.items() if own.counts(QuotaScope.SESSION)]
    asked = {
        event: [claim.of[0] for claim in own.numbers if isinstance(claim.of, tuple)]
        for event, own in places.items()
        if own.counts(QuotaScope.CHOICE)
    }
    answers = Answer.objects.filter(
        registration__event__in=asked,
        key__in={key for keys in asked.values() for key in keys},
        registration__state__in=[*HOLDS_A_PLACE, _WAITS],
    ).order_by()
    alike = ("country", "group", "attending", _ZERO, _EMPTY, _NOTHING)
    session = (_EMPTY, _EMPTY, _EMPTY, "sessions", _EMPTY, _NOTHING)
    who = Case(When(registration__state=_WAITS, then=F("registration")), default=_ZERO)
    answer = (_EMPTY, _EMPTY, _EMPTY, _ZERO, "key", Cast("value", TextField()))
    found: Any = holding.filter(event__in=places).values_list(
        "event", _ZERO, *alike, Count("pk"), _ZERO
    )
    found = found.union(
        holding.filter(event__in=numbered, sessions__isnull=False).values_list(
            "event", _ZERO, *session, Count("pk"), _ZERO
        ),
        waiting.filter(event__in=places).values_list("event", "pk", *alike, "arrival", "priority"),
        waiting.filter(event__in=numbered, sessions__isnull=False).values_list(
            "event", "pk", *session, _ZERO, _ZERO
        ),
        answers.values_list("registration__event", who, *answer, Value(1), _ZERO),
        all=True,
    )
    return map(_Row._make, found.order_by())
