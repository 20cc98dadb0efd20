"""Minutes: drafted, changed, sent for comments, laid before the body, adopted and locked."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

import events.services
from accounts import versions
from accounts.access import Standing
from accounts.access import standing as standing_of
from accounts.days import network_day
from accounts.models import Body
from accounts.steps import By, NotNowError, step
from agendas.access import party
from agendas.enums import ItemKind, ItemState
from agendas.models import AgendaItem
from agendas.services.agendas import NotYoursError
from agendas.services.offers import drop_offer, offer_item
from events.enums import State
from events.models import Event
from journal.services import record
from meetings import drafting, frozen
from meetings.emails import minutes as emails
from meetings.enums import AdoptedBy, Deed, MinutesDeed, MinutesPart, MinutesState
from meetings.models import Addendum, Minutes, Section
from meetings.models.minutes import LABEL
from meetings.rules.minutes import MINUTES

BEFORE = (MinutesPart.OPENING, MinutesPart.PRESENCE, MinutesPart.AGENDA)
AFTER = (MinutesPart.WRITTEN, MinutesPart.ACTIONS, MinutesPart.CLOSING)
LAST = 1_000_000
OPEN = frozenset({MinutesState.DRAFT, MinutesState.COMMENTED})


class LockedError(NotNowError):
    """The minutes are before the body, or adopted: their text stays as it is."""


class UnansweredError(NotNowError):
    """A seat has commented and has no answer yet."""


class NotFinalError(NotNowError):
    """The minutes were not laid before the body, which so cannot adopt them."""


@transaction.atomic
def draft_minutes(event: Event, *, by: Standing, at: datetime) -> Minutes:
    """Draft the minutes of a meeting from what is known; again it adds what is new alone.

    Raises ``NotYoursError``, and ``NotNowError`` before the meeting has begun, for one that was
    cancelled, and once they are before the body.
    """
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    _require(event, by=by)
    if event.state == State.CANCELLED or event.starts_at > at:
        raise NotNowError("There is nothing to write down.")
    minutes, made = Minutes.objects.get_or_create(event=event, defaults={"created_at": at})
    minutes.event = event
    if minutes.state not in OPEN:
        raise LockedError
    known = set(minutes.sections.values_list("part", "item"))
    new = [
        Section(minutes=minutes, part=part, item=item, order=order, changed_at=at)
        for order, (part, item) in _layout(event)
        if (part, item.pk if item else None) not in known
    ]
    for section in new:
        section.text = drafting.text(event, section.part, section.item)
        section.save()
    if made or new:
        note(Deed.MINUTES_DRAFTED, minutes, by=by, at=at, sections=len(new))
    return minutes


def _layout(event: Event) -> Iterable[tuple[int, tuple[str, AgendaItem | None]]]:
    """Return the sections that the minutes of a meeting have, each with its place."""
    items = AgendaItem.objects.filter(agenda__event=event).exclude(state=ItemState.STRUCK)
    rows = list(items.select_related("parent").prefetch_related("interests"))
    in_order = [
        one
        for whole in rows
        if whole.parent_id is None
        for one in (whole, *(part for part in rows if part.parent_id == whole.pk))
    ]
    yield from enumerate((part, None) for part in BEFORE)
    yield from enumerate(((MinutesPart.ITEM, item) for item in in_order), start=len(BEFORE))
    yield from enumerate(((part, None) for part in AFTER), start=LAST)


@transaction.atomic
def change_section(
    section: Section, *, text: str, version: int, by: Standing, at: datetime
) -> Section:
    """Change the text of a section.

    Raises ``StaleError``, ``NotYoursError``, and ``LockedError`` once they are before the body.
    """
    minutes = locked(section.minutes)
    _require(minutes.event, by=by)
    if minutes.state not in OPEN:
        raise LockedError
    section = versions.locked(Section.objects.all(), version=version, pk=section.pk)
    _require_seen(section, by=by)
    section.text, section.changed_at = text, at
    section.save()
    note(Deed.MINUTES_CHANGED, minutes, by=by, at=at, part=section.part)
    return section


def drawn_up_anew(section: Section) -> str:
    """Return what a section would say by itself, from what is known now."""
    return drafting.text(section.minutes.event, section.part, section.item)


@transaction.atomic
def send_for_comments(
    minutes: Minutes, *, until: date, version: int, by: Standing, at: datetime
) -> Minutes:
    """Send minutes to the seats of the body for comments until a day; again for a longer window.

    Raises ``StaleError``, ``NotYoursError``, and ``NotNowError`` for a day that is over, and once
    they are adopted.
    """
    minutes = locked(minutes, version=version)
    if until < network_day(at):
        raise NotNowError("That day is over.")
    _advance(minutes, MinutesDeed.SEND, by=by)
    minutes.comments_until, minutes.sent_at = until, at
    minutes.finished_at = None
    minutes.save()
    note(Deed.MINUTES_SENT, minutes, by=by, at=at, until=until.isoformat())
    emails.sent_for_comments(minutes, at=at)
    return minutes


@transaction.atomic
def finish_minutes(minutes: Minutes, *, version: int, by: Standing, at: datetime) -> Minutes:
    """Lay minutes before the body, whose next agenda takes their adoption in.

    Raises ``StaleError``, ``NotYoursError``, ``UnansweredError`` and ``NotNowError``.
    """
    minutes = locked(minutes, version=version)
    _advance(minutes, MinutesDeed.FINISH, by=by)
    if minutes.sections.filter(comments__isnull=False, comments__answer="").exists():
        raise UnansweredError
    minutes.finished_at = at
    minutes.save()
    note(Deed.MINUTES_FINISHED, minutes, by=by, at=at)
    offer_item(
        body=cast("Body", minutes.event.body),
        kind=ItemKind.ADOPTION,
        title=_("Adoption of the minutes: %(meeting)s") % {"meeting": minutes.event.title},
        source=(LABEL, str(minutes.key), minutes.get_absolute_url()),
        at=at,
    )
    return minutes


@transaction.atomic
def adopt_minutes(
    minutes: Minutes,
    *,
    how: str,
    by: Standing | None,
    at: datetime,
    at_event: Event | None = None,
    source: tuple[str, str] = ("", ""),
) -> Minutes:
    """Adopt minutes: they are frozen as they stand, and the meeting is closed with them.

    ``source`` is label and key of the procedure that adopted them in writing, ``at_event`` the
    meeting that did. By nobody, a procedure did when it closed. Raises ``NotYoursError``, and
    ``NotFinalError`` unless they are before the body.
    """
    minutes = locked(minutes)
    if minutes.state != MinutesState.FINAL:
        raise NotFinalError
    _advance(minutes, MinutesDeed.ADOPT, by=by)
    minutes.adopted_how, minutes.adopted_at = how, at
    minutes.adopted_by = by.user if by else None
    minutes.adopted_at_event = at_event
    minutes.adopted_label, minutes.adopted_key = source
    minutes.frozen = frozen.freeze(minutes)
    minutes.sha256 = frozen.digest(minutes.frozen)
    minutes.open_sha256 = frozen.digest(frozen.open_part(minutes.frozen))
    minutes.save()
    drop_offer(body=cast("Body", minutes.event.body), source=(LABEL, str(minutes.key)))
    note(Deed.MINUTES_ADOPTED, minutes, by=by, at=at, how=str(how), sha256=minutes.sha256)
    emails.adopted(minutes, at=at)
    _close(minutes.event, by=by, at=at)
    return minutes


def adopt_in_writing(key: str, *, source: tuple[str, str], at: datetime) -> None:
    """Adopt minutes because a written procedure did; what was adopted meanwhile stays so."""
    minutes = Minutes.objects.filter(key=key, state=MinutesState.FINAL).first()
    if minutes is not None:
        adopt_minutes(minutes, how=AdoptedBy.WRITING, by=None, source=source, at=at)


def _close(event: Event, *, by: Standing | None, at: datetime) -> None:
    """Close the meeting; the clock marks as held what is over first."""
    if event.state == State.PUBLISHED:
        events.services.hold_due(at=at)
        event.refresh_from_db()
    if event.state == State.HELD:
        events.services.close_event(event, by=by or standing_of(None, at), at=at)


@transaction.atomic
def add_addendum(
    minutes: Minutes,
    *,
    once: UUID,
    text: str,
    by: Standing,
    at: datetime,
    item: AgendaItem | None = None,
) -> Addendum:
    """Note beside adopted minutes what was found wrong; a replay has one effect.

    Raises ``NotYoursError``, and ``NotNowError`` while the text itself can still be changed.
    """
    minutes = locked(minutes)
    _require(minutes.event, by=by)
    if not minutes.is_adopted:
        raise NotNowError("The text can be changed.")
    seen = AgendaItem.objects.visible_to(by, minutes.event)
    if item is not None and not seen.filter(pk=item.pk).exists():
        raise NotYoursError
    if made := Addendum.objects.filter(once=once).first():
        return made
    made = Addendum.objects.create(
        once=once, minutes=minutes, item=item, text=text, made_at=at, made_by=by.user
    )
    note(Deed.MINUTES_ADDED_TO, minutes, by=by, at=at)
    return made


def locked(minutes: Minutes, *, version: int | None = None) -> Minutes:
    """Return minutes as they are now, under their lock, the version counted up and not stored.

    Raises ``StaleError`` where another version was read than the one that stands.
    """
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("event")
    found = rows.get(pk=minutes.pk)
    if version is not None and found.version != version:
        raise versions.StaleError(found)
    found.version += 1
    return found


def _advance(minutes: Minutes, deed: MinutesDeed, *, by: Standing | None) -> None:
    acting = By.CLOCK if by is None else party(by, minutes.event)
    if acting is None:
        raise NotYoursError
    minutes.state = step(MINUTES, state=minutes.state, deed=deed, by=acting).to


def _require(event: Event, *, by: Standing) -> None:
    if party(by, event) is None:
        raise NotYoursError


def _require_seen(section: Section, *, by: Standing) -> None:
    if not Section.objects.visible_to(by).filter(pk=section.pk).exists():
        raise NotYoursError


def note(deed: Deed, minutes: Minutes, *, by: Standing | None, at: datetime, **facts: Any) -> None:
    """Write the deed into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=str(minutes.key),
        facts=facts,
    )
