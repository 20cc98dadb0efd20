"""Events that come again: a series begun, made longer, joined, left, and changed from one on."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.models import User
from events.copying import title_for
from events.enums import CopyPart, Deed, Later, State
from events.models import Event, Series
from events.recurrence import Rule
from events.services.copies import VENUE, copy_event
from events.services.events import HourMissingError, change_event, note
from events.services.joint import all_locked
from events.services.moves import locked
from ical import wall
from journal.services import record

FIELDS: dict[str, tuple[str, ...]] = {
    Later.TITLE: ("title",),
    Later.SUMMARY: ("summary",),
    Later.VENUE: VENUE,
    Later.HOURS: ("all_day", "starts_time", "ends_time"),
}


class InASeriesError(Exception):
    """The event belongs to a series already."""


@transaction.atomic
def begin_series(
    source: Event,
    *,
    once: UUID,
    title: str,
    rule: Rule,
    dates: Collection[date],
    parts: Collection[str],
    by: Standing,
    at: datetime,
) -> Series:
    """Begin a series with an event, and draft an event for each of the dates.

    A replay of the same form has one effect. Raises ``InASeriesError`` where the event
    belongs to another series, and what ``copy_event`` raises; then nothing is made.
    """
    # What one person begins comes one after the other, so that a replay finds the first.
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()
    if made := Series.objects.filter(once=once).first():
        return made
    source = locked(source)
    if source.series_id:
        raise InASeriesError
    series = Series(once=once, title=title, created_by=by.user, created_at=at)
    _rule(series, rule)
    series.save(force_insert=True)
    _note(Deed.SERIES_BEGUN, series, by=by, at=at, source=source.slug)
    source.series = series
    source.save(update_fields=["series"])
    _draft(series, source, once=once, dates=dates, parts=parts, by=by, at=at)
    return series


@transaction.atomic
def extend_series(
    series: Series,
    *,
    source: Event,
    once: UUID,
    rule: Rule,
    dates: Collection[date],
    parts: Collection[str],
    by: Standing,
    at: datetime,
) -> list[Event]:
    """Draft more events of a series from one of it, and keep the rule they were found by.

    A day on which the series has an event already gets no second one, so that of two who
    make it longer at once the later adds what is left.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    _rule(series, rule)
    series.version += 1
    series.save()
    _note(Deed.SERIES_CHANGED, series, by=by, at=at, source=source.slug)
    source = series.events.get(pk=source.pk)
    return _draft(series, source, once=once, dates=dates, parts=parts, by=by, at=at)


def _draft(
    series: Series,
    source: Event,
    *,
    once: UUID,
    dates: Collection[date],
    parts: Collection[str],
    by: Standing,
    at: datetime,
) -> list[Event]:
    there = set(series.events.values_list("first_date", flat=True))
    return [
        copy_event(
            source,
            once=uuid5(once, day.isoformat()),
            title=title_for(source.title, old=source.first_date.year, new=day.year),
            first_date=day,
            parts={*parts, CopyPart.SERIES},
            by=by,
            at=at,
        )
        for day in sorted(set(dates) - there)
    ]


def _rule(series: Series, rule: Rule) -> None:
    series.recurrence, series.every = rule.recurrence, rule.every
    series.weekday, series.week_of_month = rule.weekday, rule.week_of_month


@transaction.atomic
def rename_series(
    series: Series, *, version: int, title: str, by: Standing, at: datetime
) -> Series:
    """Give a series another title; raises ``StaleError`` where somebody changed it meanwhile."""
    series = versions.locked(Series.objects.all(), version=version, pk=series.pk)
    series.title = title
    series.save()
    _note(Deed.SERIES_CHANGED, series, by=by, at=at, title=title)
    return series


@transaction.atomic
def join_series(event: Event, *, series: Series, by: Standing, at: datetime) -> Event:
    """Put an event into a series; raises ``InASeriesError`` where it belongs to another."""
    event = locked(event)
    if event.series_id == series.pk:
        return event
    if event.series_id:
        raise InASeriesError
    event.series = series
    event.save(update_fields=["series"])
    note(Deed.SERIES_JOINED, event, by=by, at=at, series=str(series.key))
    return event


@transaction.atomic
def leave_series(event: Event, *, by: Standing, at: datetime) -> Event:
    """Take an event out of its series; left twice it is left once."""
    event = locked(event)
    if series := event.series:
        event.series = None
        event.save(update_fields=["series"])
        note(Deed.SERIES_LEFT, event, by=by, at=at, series=str(series.key))
    return event


def later_ones(event: Event, *, at: datetime) -> list[Event]:
    """Return the events of the series that follow this one and can still be changed."""
    if not event.series:
        return []
    rows = event.series.events.filter(
        starts_at__gt=event.starts_at, ends_at__gt=at, state__in=[State.DRAFT, State.PUBLISHED]
    )
    return list(rows.order_by("starts_at", "pk"))


@contextmanager
def holding_later(event: Event, *, at: datetime) -> Iterator[tuple[Event, list[Event]]]:
    """Hold an event and those that follow it while something is read, judged and written."""
    with transaction.atomic():
        held = all_locked([event, *later_ones(event, at=at)])
        fresh = held[event.pk]
        yield fresh, later_ones(fresh, at=at)


@transaction.atomic
def apply_to_later(
    event: Event, *, what: Collection[str], later: Iterable[Event], by: Standing, at: datetime
) -> list[Event]:
    """Say of later events what this one says: title, text, venue or hours.

    Each is changed as if somebody had typed it there: of published ones those hear whose
    registration stands. A title follows the year of its day. All are changed or none:
    raises ``StaleError`` where one has changed meanwhile, ``NotNowError`` where one is no
    longer to come, and ``HourMissingError`` where the clocks leave an hour out.
    """
    names = [name for part in what for name in FIELDS[part]]
    changed = []
    # Always in this order, so that no two wait for each other.
    for other in sorted(later, key=lambda one: one.pk):
        fields: dict[str, Any] = {name: getattr(event, name) for name in names}
        if "title" in fields:
            fields["title"] = title_for(
                event.title, old=event.first_date.year, new=other.first_date.year
            )
        if Later.HOURS in what:
            _require_hours(event, other)
        changed.append(change_event(other, version=other.version, by=by, at=at, **fields))
    return changed


def _require_hours(event: Event, other: Event) -> None:
    """Refuse hours that one of the other's days lacks or has twice."""
    for number in range((other.last_date - other.first_date).days + 1):
        day = other.first_date + timedelta(days=number)
        for clock in (event.starts_time, event.ends_time):
            if clock and len(wall.instants(datetime.combine(day, clock), other.zone)) != 1:
                raise HourMissingError(other.title)


def _note(deed: Deed, series: Series, *, by: Standing, at: datetime, **facts: str) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.series",
        key=str(series.key),
        facts=facts,
    )
