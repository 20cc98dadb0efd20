"""What a host venue must know: numbers alone, no name beside a need."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from events import figures, groups, words
from events.enums import (
    HOLDS_A_PLACE,
    Attending,
    QuestionType,
    Retention,
)
from events.models import Answer, Event, Registration
from events.models.registration import RegistrationQuerySet
from interface import moments

WRITTEN = frozenset({QuestionType.TEXT, QuestionType.LONG_TEXT, QuestionType.FILE})
NEEDS = frozenset({Retention.SENSITIVE})


@dataclass(frozen=True)
class Sheet:
    """One table of the pack."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


def pack(event: Event) -> list[Sheet]:
    """Return what the venue gets, in nine queries at the most; empty tables are left out."""
    guests = RegistrationQuerySet(Registration).filter(
        event=event, state__in=HOLDS_A_PLACE, attending=Attending.IN_PERSON
    )
    by_group, called = _counted(guests, "group"), groups.names(event)
    expected = sum(by_group.values())
    sheets = [
        _about(event),
        Sheet(
            _("People expected"),
            (_("As what"), _("People")),
            [
                *((called[group], by_group[group]) for group in sorted(by_group)),
                (_("All, in person"), expected),
            ],
        ),
        _by_session(event, guests, expected),
        _by_day(event, guests),
        _needs(event, guests),
    ]
    return [sheet for sheet in sheets if sheet.rows]


def _about(event: Event) -> Sheet:
    facts = [
        (_("Event"), event.title),
        (_("When"), words.when(event)),
        (_("Where"), words.where(event)),
        (_("Address"), event.address),
        (_("Contact"), event.contact),
    ]
    return Sheet(_("The event"), (_("What"), _("Said")), [fact for fact in facts if fact[1]])


def _by_session(event: Event, guests: RegistrationQuerySet, expected: int) -> Sheet:
    """Say how many to expect in each session: who chose it, or all where nobody had to."""
    through = Registration.sessions.through.objects
    chosen: Any = through.filter(registration__in=guests.values("pk"))
    numbers = dict(chosen.values_list("session").annotate(Count("pk")))
    with_places = set(event.quotas.exclude(session=None).values_list("session", flat=True)) | set(
        numbers
    )
    return Sheet(
        _("By day and session"),
        (_("Day"), _("From"), _("Until"), _("Session"), _("Room"), _("People")),
        [
            (
                session.date,
                session.starts_time,
                session.ends_time,
                session.title,
                session.room,
                numbers.get(session.pk, 0) if session.pk in with_places else expected,
            )
            for session in event.sessions.all()
        ],
    )


def _by_day(event: Event, guests: RegistrationQuerySet) -> Sheet:
    """Count by day what was asked as a day: arrivals, departures, nights in the hotel."""
    asked = {
        question.key: question.label
        for question in event.schema
        if question.type == QuestionType.DATE and question.retention == Retention.ORDINARY
    }
    rows: list[tuple[object, ...]] = []
    if asked:
        counted = _answers(guests, keys=asked)
        order = {key: number for number, key in enumerate(asked)}
        rows = [
            (asked[key], date.fromisoformat(value), number)
            for (key, value), number in sorted(
                counted.items(), key=lambda pair: (order[pair[0][0]], pair[0][1])
            )
        ]
    return Sheet(_("Arrivals and other days"), (_("What"), _("Day"), _("People")), rows)


def _needs(event: Event, guests: RegistrationQuerySet) -> Sheet:
    """Count diet and access needs; of what was written in words, only how many wrote."""
    rows: list[tuple[object, ...]] = [
        (question, option, number)
        for question, options in figures.options(event, kinds=NEEDS, rows=guests)
        for option, number in options
        if number
    ]
    written = {
        question.key: question.label
        for question in event.schema
        if question.retention in NEEDS and question.type in WRITTEN
    }
    if written:
        wrote = dict(
            Answer.objects.filter(registration__in=guests.values("pk"), key__in=written)
            .order_by()
            .values_list("key")
            .annotate(Count("pk"))
        )
        rows += [
            (label, _("said in own words"), wrote[key])
            for key, label in written.items()
            if key in wrote
        ]
    return Sheet(_("Diet and access needs"), (_("What was asked"), _("Answer"), _("People")), rows)


def _counted(guests: RegistrationQuerySet, field: str) -> dict[str, int]:
    rows: Any = guests.order_by().values_list(field)
    return dict(rows.annotate(Count("pk")))


def _answers(guests: RegistrationQuerySet, *, keys: Iterable[str]) -> Counter[tuple[str, str]]:
    rows = Answer.objects.filter(registration__in=guests.values("pk"), key__in=list(keys))
    counted: Counter[tuple[str, str]] = Counter()
    for key, value, number in rows.order_by().values_list("key", "value").annotate(Count("pk")):
        counted[key, str(value)] += number
    return counted


def said(value: object) -> str:
    """Return a cell as a page shows it."""
    if isinstance(value, date):
        return moments.short_day(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
