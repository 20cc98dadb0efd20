"""The bytes of a feed with a secret address, and its tag."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from calendars import deadlines, meeting_deadlines
from calendars.columns import shown_to
from calendars.dates import WAS_ONLINE
from calendars.enums import Stands, Thing
from calendars.feeds import Piece, joined, piece, rendering
from calendars.models import Feed
from calendars.reading import Reader
from calendars.rows import Row, rows_of
from events.entries import personal_entries, with_the_way_in
from events.enums import Mode, RegistrationState
from events.models import Event
from ical.entries import RENDERER_VERSION, Entry
from ical.enums import Status
from meetings.models import ActionPoint, Minutes
from procedures.models import Procedure
from suggestions.models import Call
from trainings.models import Assignment, HostTask, TrainingRequest

type Known = Callable[[Reader], QuerySet[Any]]


def _any(rows: QuerySet[Any]) -> Known:
    """Return the same rows to every reader: they stay whose they are, and say no more than that."""
    return lambda _reader: rows.all()


DUE: tuple[tuple[Thing, Known, str, Callable[..., Entry]], ...] = (
    (Thing.PROCEDURE, Procedure.objects.visible_to, "uid", deadlines.of_procedure),
    (Thing.REQUEST, _any(TrainingRequest.objects.all()), "key", deadlines.of_request),
    (
        Thing.ASSIGNMENT,
        _any(Assignment.objects.select_related("request")),
        "key",
        deadlines.of_assignment,
    ),
    (Thing.CALL, _any(Call.objects.all()), "key", deadlines.of_call),
    (Thing.TASK, _any(HostTask.objects.select_related("request")), "key", deadlines.of_task),
    (Thing.DELEGATION, shown_to, "uid", meeting_deadlines.of_delegation),
    (Thing.WISHES, shown_to, "uid", meeting_deadlines.of_wishes),
    (Thing.DISPATCH, shown_to, "uid", meeting_deadlines.of_dispatch),
    (
        Thing.MINUTES,
        _any(Minutes.objects.select_related("event")),
        "key",
        meeting_deadlines.of_minutes,
    ),
    (
        Thing.ACTION,
        _any(ActionPoint.objects.select_related("event")),
        "key",
        meeting_deadlines.of_action,
    ),
)
"""What falls due: the rows, by what a row of the feed names them, and their entry."""


@dataclass(frozen=True)
class Reading:
    """One reading of a feed by its owner's calendar."""

    feed: Feed
    reader: Reader

    @cached_property
    def rows(self) -> list[Row]:
        """Return what it holds now; one query."""
        return rows_of(self.feed, self.reader)

    @property
    def tag(self) -> str:
        """Return the ETag: all that its bytes depend on, before any of them is made."""
        feed = self.feed
        said = repr(
            (
                settings.SITE_URL,
                RENDERER_VERSION,
                _name(feed),
                feed.key.hex,
                feed.version,
                [_key(row) for row in self.rows],
            )
        )
        return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'

    def content(self) -> bytes:
        """Return the feed in its own language, whoever asks in whatever language."""
        with translation.override(self.feed.language):
            pieces = _pieces(self.rows, self.reader, has_alarm=self.feed.has_alarm)
            return joined(pieces, name=_name(self.feed))


def _name(feed: Feed) -> str:
    """Return the name under which programs show the feed."""
    return f"{settings.ORGANISATION_SHORT_NAME}: {feed.label}"


def _key(row: Row) -> str:
    """Return what the entries of a row depend on, in one language and with or without alarm."""
    return (
        f"{row.thing}:{row.uid}:{row.sequence}:{row.counter}:{row.changed_at.timestamp()}"
        f":{row.own_changed_at.timestamp()}:{row.state}:{row.stands}:{row.more}"
    )


def _pieces(found: Iterable[Row], reader: Reader, *, has_alarm: bool) -> list[Piece]:
    """Return the kept bytes of each row, made where they are not kept yet.

    What the reader may no longer see since the row was read is left out.
    """
    kept = caches["entries"]
    end = f":{has_alarm}:{rendering()}"
    keys = {f"{_key(row)}{end}": row for row in found}
    there: dict[str, Piece] = kept.get_many(keys)
    missing = {(row.thing, row.uid): key for key, row in keys.items() if key not in there}
    if missing:
        made = _made([keys[key] for key in missing.values()], reader, has_alarm=has_alarm)
        fresh = {missing[row.thing, row.uid]: piece(entries) for row, entries in made}
        kept.set_many(fresh)
        there |= fresh
    return [there[key] for key in keys if key in there]


def _made(
    found: list[Row], reader: Reader, *, has_alarm: bool
) -> Iterator[tuple[Row, list[Entry]]]:
    """Return the entries of each row; as many queries for a thousand rows as for one."""
    by_thing: dict[str, dict[UUID, Row]] = {}
    for row in found:
        by_thing.setdefault(row.thing, {})[row.uid] = row
    if wanted := by_thing.get(Thing.EVENT):
        events = shown_to(reader).filter(uid__in=wanted)
        for event in events.prefetch_related("days", "sessions"):
            yield wanted[event.uid], _of_event(event, wanted[event.uid])
    for thing, known, name, told in DUE:
        if wanted := by_thing.get(thing):
            for one in known(reader).filter(**{f"{name}__in": wanted}):
                row = wanted[getattr(one, name)]
                yield row, [told(one, row, has_alarm=has_alarm)]


def _of_event(event: Event, row: Row) -> list[Entry]:
    """Return the entries of an event, as its owner stands to it: an entry a day.

    Who has a place and takes part online is told where; nobody else is. Once it is over the join
    link is gone, one change on.
    """
    was_online = row.more == WAS_ONLINE
    if was_online:
        moment = max(row.own_changed_at, event.ends_at)
        row = row._replace(counter=row.counter + 1, own_changed_at=moment)
    found = personal_entries(
        event,
        days=list(event.days.all()),
        sessions=list(event.sessions.all()),
        counter=row.counter,
        changed_at=row.own_changed_at,
    )
    if row.stands == RegistrationState.CONFIRMED:
        is_online = was_online or row.more == Mode.ONLINE
        return with_the_way_in(found, event, is_online=is_online, is_over=was_online)
    return [_in_doubt(entry, row.stands) for entry in found]


def _in_doubt(entry: Entry, stands: str) -> Entry:
    """Return the entry of who has no place yet: tentative, and saying why in the title."""
    words = {
        RegistrationState.NAMED.value: _("%(title)s (not yet confirmed)"),
        RegistrationState.PENDING.value: _("%(title)s (awaiting approval)"),
        RegistrationState.WAITING.value: _("%(title)s (waiting list)"),
        RegistrationState.OFFERED.value: _("%(title)s (place offered)"),
        Stands.ASKED.value: _("%(title)s (invited)"),
    }
    if entry.status is Status.CANCELLED or stands not in words:
        return entry
    title = words[stands] % {"title": entry.title}
    return replace(entry, title=title, status=Status.TENTATIVE)
