"""Minutes: drafted, changed, sent for comments, laid before the body, adopted and locked."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

import events.services
from accounts import versions
from accounts.access import Standing
from accounts.access import standing as standing_of
from accounts.days import end_of_day, network_day
from accounts.models import Body
from accounts.steps import By, NotNowError, step
from agendas.access import party
from agendas.enums import ItemKind, ItemState, TrackState
from agendas.models import AgendaItem
from agendas.services.agendas import NotYoursError
from agendas.services.offers import drop_offer, forget_offer, offer_item
from events.enums import State
from events.grace import held_until
from events.models import Event
from events.services import announcing, stop_asking
from meetings import drafting, frozen, replies, words
from meetings.emails import minutes as emails
from meetings.enums import NUMBERED, Deed, ItemOutcome, MinutesDeed, MinutesPart, MinutesState
from meetings.models import Addendum, ItemRecord, Minutes, Section
from meetings.models.minutes import LABEL
from meetings.rules.minutes import MINUTES
from meetings.services.noting import note, note_section

BEFORE = (MinutesPart.OPENING, MinutesPart.PRESENCE, MinutesPart.AGENDA)
AFTER = (MinutesPart.WRITTEN, MinutesPart.ACTIONS, MinutesPart.CLOSING)
OPEN = frozenset({MinutesState.DRAFT, MinutesState.COMMENTED})


class LockedError(NotNowError):
    """The minutes are before the body, or adopted: their text stays as it is."""


class NotOverError(NotNowError):
    """The meeting lasts: what it still does would stand in no minutes."""


class UnansweredError(NotNowError):
    """A seat has commented and has no answer yet."""


class WindowOpenError(NotNowError):
    """Silent seats may still comment: going on before their last day is said in so many words."""


class NotFinalError(NotNowError):
    """The minutes were not laid before the body, which so cannot adopt them."""


class AskedInWritingError(NotNowError):
    """The body is asked in writing to adopt the minutes; until that is over they stay so."""


class DecisionsMissingError(NotNowError):
    """Decisions were taken of which the minutes do not give the number."""

    def __init__(self, lacking: list[ItemRecord]) -> None:
        """Keep which."""
        super().__init__(", ".join(kept.number for kept in lacking))
        self.lacking = lacking


class NotInWritingYetError(NotNowError):
    """Items were sent to a written procedure that nobody has drafted; later nobody could."""

    def __init__(self, items: list[AgendaItem]) -> None:
        """Keep which."""
        super().__init__(", ".join(item.title for item in items))
        self.items = items


@transaction.atomic
def draft_minutes(event: Event, *, by: Standing, at: datetime) -> Minutes:
    """Draft the minutes of a meeting from what is known; again it adds what is new alone.

    Raises ``NotYoursError``, and ``NotNowError`` before the meeting has begun, for one that was
    cancelled, and once they are before the body.
    """
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    list(Minutes.objects.select_for_update().filter(event=event))
    _require(event, by=by)
    if event.state == State.CANCELLED or event.starts_at > at:
        raise NotNowError("There is nothing to write down.")
    minutes, made = Minutes.objects.get_or_create(event=event, defaults={"created_at": at})
    minutes.event = event
    if minutes.state not in OPEN:
        raise LockedError
    known = {(one.part, one.item_id): one for one in minutes.sections.all()}
    is_new = False
    for order, (part, item) in enumerate(_layout(event)):
        section = known.get((part, item.pk if item else None))
        if section is not None:
            Section.objects.filter(pk=section.pk).update(order=order)
        elif not drafting.is_left_out(event, part, item):
            text = drafting.text(event, part, item)
            minutes.sections.create(part=part, item=item, order=order, text=text, changed_at=at)
            is_new = True
    if made or is_new:
        minutes.version += 1
        minutes.save(update_fields=["version"])
        note(Deed.MINUTES_DRAFTED, minutes, by=by, at=at)
    return minutes


def _layout(event: Event) -> Iterable[tuple[str, AgendaItem | None]]:
    """Return the sections that the minutes of a meeting may have, in order."""
    yield from ((part, None) for part in BEFORE)
    yield from ((MinutesPart.ITEM, item) for item in drafting.items_in_order(event))
    yield from ((part, None) for part in AFTER)


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
    _require_seen(section, by=by)
    section = versions.locked(Section.objects.all(), version=version, pk=section.pk)
    section.text, section.changed_at = text, at
    section.save()
    minutes.save(update_fields=["version"])
    note_section(Deed.MINUTES_CHANGED, section, by=by, at=at, part=section.part)
    return section


def drawn_up_anew(section: Section) -> str:
    """Return what a section would say by itself, from what is known now."""
    return drafting.text(section.minutes.event, section.part, section.item)


@transaction.atomic
def send_for_comments(
    minutes: Minutes, *, until: date, version: int, by: Standing, at: datetime
) -> Minutes:
    """Send minutes to the seats of the body for comments until a day; again for a longer window.

    Raises ``StaleError``, ``NotYoursError``, ``AskedInWritingError``, and ``NotNowError`` for a
    day that is over, and once they are adopted.
    """
    minutes = locked(minutes, version=version)
    if minutes.is_in_writing:
        raise AskedInWritingError
    if until < network_day(at):
        raise NotNowError("That day is over.")
    _advance(minutes, MinutesDeed.SEND, by=by)
    minutes.comments_until, minutes.sent_at = until, at
    minutes.finished_at = minutes.frozen = None
    minutes.sha256 = minutes.open_sha256 = ""
    minutes.save()
    drop_offer(body=cast("Body", minutes.event.body), source=(LABEL, str(minutes.key)))
    note(Deed.MINUTES_SENT, minutes, by=by, at=at, until=until.isoformat())
    stop_asking(minutes.event, deed=Deed.MINUTES_SENT, by=by, at=at)
    with announcing(
        minutes.event,
        Deed.MINUTES_SENT,
        by=by,
        at=at,
        starts_at=held_until(at=at, of_use_until=end_of_day(until)),
    ) as news:
        emails.sent_for_comments(minutes, news=news, at=at)
    return minutes


def nobody_was_told(minutes: Minutes) -> bool:
    """Return whether the letters that ask for comments were stopped before they left."""
    told = minutes.event.announcements.filter(deed=Deed.MINUTES_SENT)
    return told.filter(made_at=cast("datetime", minutes.sent_at)).exclude(stopped_at=None).exists()


@transaction.atomic
def finish_minutes(
    minutes: Minutes, *, version: int, by: Standing, at: datetime, is_early: bool = False
) -> Minutes:
    """Lay minutes before the body, whose next agenda takes their adoption in.

    They are frozen as they stand: what the body reads is what it adopts. ``is_early`` says that
    seats which may still comment are not waited for. Raises ``StaleError``, ``NotYoursError``,
    ``NotOverError``, ``UnansweredError``, ``DecisionsMissingError``, ``NotInWritingYetError``,
    ``WindowOpenError`` and ``NotNowError``.
    """
    minutes = locked(minutes, version=version)
    awaited = replies.awaited(minutes, by=by, on=network_day(at))
    _advance(minutes, MinutesDeed.FINISH, by=by)
    if minutes.event.ends_at > at:
        raise NotOverError
    if _unanswered(minutes, by=by):
        raise UnansweredError
    if lacking := lacking_decisions(minutes, by=by):
        raise DecisionsMissingError(lacking)
    if items := not_in_writing_yet(minutes, by=by):
        raise NotInWritingYetError(items)
    if awaited and not is_early:
        raise WindowOpenError
    minutes.finished_at = at
    minutes.frozen = frozen.freeze(minutes)
    minutes.sha256 = frozen.digest(minutes.frozen)
    minutes.open_sha256 = frozen.digest(frozen.open_part(minutes.frozen))
    minutes.save()
    note(Deed.MINUTES_FINISHED, minutes, by=by, at=at, sha256=minutes.sha256)
    stop_asking(minutes.event, deed=Deed.MINUTES_SENT, by=by, at=at)
    offer(minutes, at=at)
    return minutes


def _unanswered(minutes: Minutes, *, by: Standing) -> bool:
    """Return whether a comment of which the person may know has no answer yet."""
    known = Section.objects.visible_to(by).filter(minutes=minutes)
    return known.filter(comments__isnull=False, comments__answer="").exists()


def lacking_decisions(minutes: Minutes, *, by: Standing) -> list[ItemRecord]:
    """Return the decisions that the person may know of and whose section lacks the number."""
    known = AgendaItem.objects.visible_to(by, minutes.event).values("pk")
    rows = ItemRecord.objects.filter(item__in=known, outcome__in=NUMBERED)
    texts = dict(minutes.sections.exclude(item=None).values_list("item", "text"))
    return [
        kept
        for kept in rows.select_related("decision", "item").order_by("decided_at", "pk")
        if not _names(texts.get(kept.item_id, ""), kept.number)
    ]


def _names(text: str, number: str) -> bool:
    """Return whether a text gives a number, and not one that is longer."""
    return re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text) is not None


def not_in_writing_yet(minutes: Minutes, *, by: Standing) -> list[AgendaItem]:
    """Return the items that the person may know of and whose written procedure is not drafted.

    What goes its way elsewhere waits for none: what another body decides in writing from what
    was recommended, and minutes that are adopted by now, or about which the body is asked.
    """
    known = AgendaItem.objects.visible_to(by, minutes.event)
    sent = known.filter(state=ItemState.OPEN, record__outcome=ItemOutcome.IN_WRITING)
    sent = sent.exclude(track__state__in=[TrackState.IN_WRITING, TrackState.DECIDED])
    goes_on = Q(state=MinutesState.ADOPTED) | ~Q(written_key="")
    return [item for item in sent if not Minutes.objects.adopted_by(item).filter(goes_on).exists()]


def offer(minutes: Minutes, *, at: datetime) -> None:
    """Have the next agenda of the body take the adoption of minutes in.

    What came to nothing on an agenda before comes onto the next one.
    """
    body, source = cast("Body", minutes.event.body), (LABEL, str(minutes.key))
    forget_offer(body=body, source=source, at=at)
    title = _("Adoption of the minutes: %(meeting)s") % {"meeting": words.dated(minutes.event)}
    offer_item(
        body=body,
        kind=ItemKind.ADOPTION,
        title=title,
        source=(*source, minutes.get_absolute_url()),
        at=at,
    )


@transaction.atomic
def adopt_minutes(
    minutes: Minutes,
    *,
    how: str,
    by: Standing | None,
    at: datetime,
    version: int | None = None,
    at_event: Event | None = None,
    source: tuple[str, str] = ("", ""),
) -> Minutes:
    """Adopt minutes as they were laid before the body, and close the meeting with them.

    ``source`` is label and key of the procedure that adopted them in writing, ``at_event`` the
    meeting that did. By nobody, a procedure did when it closed. Raises ``StaleError``,
    ``NotYoursError``, ``NotFinalError`` unless they are before the body, and
    ``AskedInWritingError`` where another procedure is to adopt them.
    """
    minutes = locked(minutes, version=version)
    require_before_the_body(minutes, asked_by=source)
    _advance(minutes, MinutesDeed.ADOPT, by=by)
    minutes.adopted_how, minutes.adopted_at = how, at
    minutes.adopted_by = by.user if by else None
    minutes.adopted_at_event = at_event
    minutes.adopted_label, minutes.adopted_key = source
    minutes.written_label = minutes.written_key = minutes.written_url = ""
    minutes.save()
    drop_offer(body=cast("Body", minutes.event.body), source=(LABEL, str(minutes.key)))
    note(Deed.MINUTES_ADOPTED, minutes, by=by, at=at, how=str(how), sha256=minutes.sha256)
    emails.adopted(minutes, at=at)
    _close(minutes.event, by=by, at=at)
    return minutes


def require_before_the_body(minutes: Minutes, *, asked_by: tuple[str, str] = ("", "")) -> None:
    """See that minutes can be adopted, by that procedure or by none.

    Raises ``NotFinalError`` and ``AskedInWritingError``.
    """
    if minutes.state != MinutesState.FINAL:
        raise NotFinalError
    if minutes.is_in_writing and (minutes.written_label, minutes.written_key) != asked_by:
        raise AskedInWritingError


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


def held(minutes: Minutes) -> Minutes:
    """Return minutes as they are now, under their lock, which comes after that of their meeting."""
    event = Event.objects.select_for_update(of=("self",)).get(minutes=minutes.pk)
    found = Minutes.objects.select_for_update().get(pk=minutes.pk)
    found.event = event
    return found


def locked(minutes: Minutes, *, version: int | None = None) -> Minutes:
    """Return minutes as they are now, under their lock, the version counted up and not stored.

    Raises ``StaleError`` where another version was read than the one that stands.
    """
    found = held(minutes)
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
