"""An event's life: drafted, published, held, closed; cancelled and revived with a reason."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import versions
from accounts.access import Standing
from accounts.folding import folded
from accounts.models import PresidencyTerm, User
from accounts.steps import By, step
from events import emails, entries, rules
from events.enums import LIVE, Deed, EventDeed, Kind, RegistrationState, State
from events.models import Event, EventDay, Invitation, Registration
from events.services.announcements import announcing
from events.services.moves import locked
from events.services.offers import renew_offers
from events.services.queue import promote
from ical import wall
from ical.entries import Entry
from journal.services import record

UNNAMED = "xx"
RELATED = ("held_with", "tasks", "promoters", "representatives")
SOON = timedelta(hours=72)
DATES = ("first_date", "last_date", "starts_time", "ends_time", "all_day", "zone")


class EventIncompleteError(Exception):
    """Something without which an event is not published; ``message`` says what."""

    def __init__(self, message: str) -> None:
        """Keep what is missing."""
        super().__init__(message)
        self.message = message


def note(deed: Deed, event: Event, *, by: Standing | None, at: datetime, **facts: Any) -> None:
    """Write the deed into the journal."""
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label="events.event",
        key=str(event.uid),
        facts={"event": event.slug, **facts},
    )


class HourMissingError(Exception):
    """A session's hour does not exist, or exists twice, on the clocks of the new zone."""

    def __init__(self, title: str) -> None:
        """Keep which session."""
        super().__init__(title)
        self.title = title


class ManagedElsewhereError(rules.NotNowError):
    """The event is moved, cancelled and revived at the address that manages it, not here."""


def require_manager(event: Event, managed_at: str) -> None:
    """Raise ``ManagedElsewhereError`` unless whoever manages the event does the deed."""
    if event.managed_at != managed_at:
        raise ManagedElsewhereError(event.managed_at)


@transaction.atomic
def draft_event(*, once: UUID, by: Standing, at: datetime, **fields: Any) -> Event:
    """Draft an event; a replay of the same form has one effect.

    Where no host is named, the Presidency of the first day hosts.
    """
    # What one person drafts comes one after the other, so that a replay finds the first.
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()
    if made := Event.objects.filter(once=once).first():
        return made
    related = {name: fields.pop(name) for name in RELATED if name in fields}
    if fields.get("host") is None and fields["kind"] != Kind.EXTERNAL:
        term = PresidencyTerm.objects.on(fields["first_date"])
        fields["host"] = term.member_state if term else None
    event = Event(once=once, created_by=by.user, created_at=at, changed_at=at, **fields)
    save_under_a_free_address(event)
    _relate(event, related)
    sync_days(event)
    note(Deed.DRAFTED, event, by=by, at=at)
    return event


@transaction.atomic
def change_event(event: Event, *, version: int, by: Standing, at: datetime, **fields: Any) -> Event:
    """Change an event; calendars and those who hold a place follow in the same transaction.

    Raises ``StaleError`` where somebody else changed it meanwhile, ``NotNowError`` for an
    event that is closed or cancelled and for other dates of one that was held or is managed
    elsewhere, and ``HourMissingError`` where a session has no hour in the new zone.
    """
    event = versions.locked(Event.objects.all(), version=version, pk=event.pk)
    if event.state in {State.CLOSED, State.CANCELLED}:
        raise rules.NotNowError
    if any(fields.get(name, getattr(event, name)) != getattr(event, name) for name in DATES):
        require_manager(event, "")
        if event.state == State.HELD:
            raise rules.NotNowError
    before = shown(event)
    old_zone = event.zone
    related = {name: fields.pop(name) for name in RELATED if name in fields}
    for name, value in fields.items():
        setattr(event, name, value)
    if event.state == State.DRAFT:
        save_under_a_free_address(event)
    else:
        event.save()
    _relate(event, related)
    if event.zone != old_zone:
        _move_sessions(event)
    sync_days(event)
    note(Deed.CHANGED, event, by=by, at=at)
    tell_of_change(event, before=before, by=by, at=at)
    promote(event, at=at)
    return event


def _move_sessions(event: Event) -> None:
    """Give each session the instants that its hours have in the event's new zone."""
    for session in event.sessions.all():
        session.event = event
        times = (session.starts_time, session.ends_time)
        if any(
            len(wall.instants(datetime.combine(session.date, clock), event.zone)) != 1
            for clock in times
        ):
            raise HourMissingError(session.title)
        session.save()


def shown(event: Event) -> list[Entry]:
    """Return all that calendars show of an event, public entry first.

    That one stands for the join link too, which no entry of the others holds: they may be mailed
    to who has no place.
    """
    sessions = list(event.sessions.all())
    public = entries.public_entry(event, sessions=sessions)
    return [
        replace(public, join_url=entries.link_in_calendars(event)),
        *entries.personal_entries(event, days=list(event.days.all()), sessions=sessions),
    ]


def tell_of_change(
    event: Event, *, before: list[Entry], at: datetime, by: Standing | None = None
) -> None:
    """Raise SEQUENCE where calendars show something else now, and mail what matters.

    A new time, place or title goes to everybody whose registration stands, and who is invited
    and silent; a corrected text reaches feeds only. Entries that another form of the event
    replaces are taken back. The letters can be stopped for five minutes; feeds show the
    change at once. What was to begin or begins within three days is put into everybody's
    calendar by mail, since a feed may take a day.
    Runs in the transaction of the change, under the event's lock.
    """
    after = shown(event)
    if event.state == State.DRAFT or before == after:
        return
    event.sequence += 1
    event.changed_at = at
    event.save(update_fields=["sequence", "changed_at"])
    if event.state != State.PUBLISHED or event.ends_at <= at:
        return
    what = _in_words(event, before=before[0], after=after[0])
    if not what and [entry.when for entry in before[1:]] == [entry.when for entry in after[1:]]:
        return
    remaining = {entry.uid for entry in after[1:]}
    gone = [entry for entry in before[1:] if entry.uid not in remaining]
    what = what or [_("The hours of its days are different.")]
    is_soon = min(before[1].starts_at(event.zone), event.starts_at) - at <= SOON
    with announcing(event, Deed.CHANGED, by=by, at=at) as news:
        for registration in _standing(event):
            holds = registration.state == RegistrationState.CONFIRMED
            if gone and holds and emails.comes_by_mail(registration):
                emails.entries_taken_back(registration, gone=gone, news=news, at=at)
            emails.changed(registration, what=what, is_soon=is_soon, news=news, at=at)
        for invitation in _silent(event):
            if gone and emails.comes_by_mail(invitation):
                emails.asked_entries_taken_back(invitation, gone=gone, news=news, at=at)
            emails.asked_to_what_changed(invitation, what=what, is_soon=is_soon, news=news, at=at)


def _in_words(event: Event, *, before: Entry, after: Entry) -> list[str]:
    """Return a sentence for each thing that is different and matters."""
    what = []
    if before.title != after.title:
        what.append(_("The title was: %(old)s") % {"old": before.title})
    if before.when != after.when or before.status != after.status:
        what.append(_("New time: %(when)s") % {"when": emails.when(event)})
    if before.location != after.location:
        what.append(
            _("New place: %(new)s (before: %(old)s)")
            % {"new": after.location or _("to be announced"), "old": before.location or "–"}
        )
    if before.join_url != after.join_url:
        what.append(_("The way to take part online is different."))
    return what


def _relate(event: Event, related: dict[str, Any]) -> None:
    for name, rows in related.items():
        getattr(event, name).set(rows)


def save_under_a_free_address(event: Event) -> None:
    """Store a draft under an address of its own; of two drafted at once the later takes the next.

    PostgreSQL lets the other's row be seen only once it is committed: then the address
    is looked for again.
    """
    while True:
        event.slug = _free_slug(event)
        try:
            with transaction.atomic():
                event.save()
        except IntegrityError:
            if not Event.objects.filter(slug=event.slug).exclude(pk=event.pk).exists():
                raise
        else:
            return


def _free_slug(event: Event) -> str:
    """Return day and title as an address that no other event has; it begins with a digit."""
    stem = f"{event.first_date:%Y-%m-%d}-{slugify(folded(event.title))[:80].strip('-') or 'event'}"
    others = set(
        Event.objects.filter(slug__startswith=stem)
        .exclude(pk=event.pk)
        .values_list("slug", flat=True)
    )
    slug, number = stem, 1
    while slug in others:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def sync_days(event: Event) -> None:
    """Keep a row, with its UID, for each day of an event that has an entry a day.

    A day that is the event's no more gives its row to one that is new, so that an event that
    moves keeps its UIDs.
    """
    wanted = set()
    if entries.has_several_entries(event):
        length = (event.last_date - event.first_date).days + 1
        wanted = {event.first_date + timedelta(days=number) for number in range(length)}
    missing = sorted(wanted - set(event.days.values_list("date", flat=True)))
    left = list(event.days.exclude(date__in=wanted).order_by("date"))
    for row, day in zip(left, missing, strict=False):
        row.date = day
    EventDay.objects.bulk_update(left[: len(missing)], ["date"])
    event.days.filter(pk__in=[row.pk for row in left[len(missing) :]]).delete()
    EventDay.objects.bulk_create(EventDay(event=event, date=day) for day in missing[len(left) :])


def _moved(event: Event, deed: EventDeed, *, by: By, at: datetime) -> Event:
    """Take a step of the table on the event, under its lock; not yet saved."""
    event = locked(event)
    event.state = step(rules.EVENT, state=event.state, deed=deed, by=by).to
    event.version += 1
    if deed in {EventDeed.CANCEL, EventDeed.REVIVE}:
        event.sequence += 1
        event.changed_at = at
    return event


@transaction.atomic
def publish_event(event: Event, *, by: Standing, at: datetime) -> Event:
    """Publish a draft; its address never changes from now on.

    Raises ``EventIncompleteError`` where the title is still "xx".
    """
    event = _moved(event, EventDeed.PUBLISH, by=By.SECRETARIAT, at=at)
    if event.title.strip().casefold() == UNNAMED:
        raise EventIncompleteError(_("Give the event its title before it is published."))
    event.published_at = event.changed_at = at
    event.save()
    note(Deed.PUBLISHED, event, by=by, at=at)
    return event


@transaction.atomic
def cancel_event(
    event: Event, *, reason: str, by: Standing, at: datetime, managed_at: str = ""
) -> Event:
    """Cancel an event with a reason; who is registered, or invited and silent, is told.

    Registrations stay as they are, so that reviving it gives each its place back. Raises
    ``ManagedElsewhereError`` unless ``managed_at`` is the address that manages it.
    """
    event = _moved(event, EventDeed.CANCEL, by=By.SECRETARIAT, at=at)
    require_manager(event, managed_at)
    event.cancelled_at, event.cancel_reason = at, reason
    event.save()
    note(Deed.CANCELLED, event, by=by, at=at)
    with announcing(event, Deed.CANCELLED, by=by, at=at) as news:
        for registration in _standing(event):
            holds = registration.state == RegistrationState.CONFIRMED
            emails.cancelled(registration, held_a_place=holds, news=news, at=at)
        for invitation in _silent(event):
            emails.asked_to_what_is_cancelled(invitation, news=news, at=at)
    return event


@transaction.atomic
def revive_event(event: Event, *, reason: str, by: Standing, at: datetime) -> Event:
    """Let a cancelled event take place after all; everybody is told, places are as before.

    Raises ``ManagedElsewhereError`` for one that is managed elsewhere.
    """
    event = _moved(event, EventDeed.REVIVE, by=By.SECRETARIAT, at=at)
    require_manager(event, "")
    if event.title.strip().casefold() == UNNAMED:
        raise EventIncompleteError(_("Give the event its title before it is published."))
    event.cancelled_at, event.cancel_reason, event.revive_reason = None, "", reason
    event.published_at = event.published_at or at
    event.save()
    note(Deed.REVIVED, event, by=by, at=at)
    renew_offers(event, at=at)
    with announcing(event, Deed.REVIVED, by=by, at=at) as news:
        for registration in _standing(event):
            emails.revived(registration, reason=reason, news=news, at=at)
        for invitation in _silent(event):
            emails.asked_to_what_is_revived(invitation, reason=reason, news=news, at=at)
    promote(event, at=at)
    return event


def _standing(event: Event) -> Iterable[Registration]:
    """Yield whose registration stands, each knowing this very event with its days."""
    prefetch_related_objects([event], "days", "sessions")
    rows = event.registrations.filter(state__in=LIVE).select_related("user")
    for registration in rows.order_by("arrival"):
        registration.event = event
        yield registration


def _silent(event: Event) -> Iterable[Invitation]:
    """Yield who is invited and has not answered, each knowing this very event."""
    for invitation in event.invitations.silent().select_related("user").order_by("pk"):
        invitation.event = event
        yield invitation


@transaction.atomic
def close_event(event: Event, *, by: Standing, at: datetime) -> Event:
    """Close an event that was held: nothing about it is open any more."""
    event = _moved(event, EventDeed.CLOSE, by=By.SECRETARIAT, at=at)
    event.save()
    note(Deed.CLOSED, event, by=by, at=at)
    return event


def hold_due(*, at: datetime) -> int:
    """Mark as held what is over; return how many. Twice is once."""
    over = Event.objects.filter(state=State.PUBLISHED, ends_at__lte=at).values_list("pk", flat=True)
    return sum(_hold(pk, at=at) for pk in over)


@transaction.atomic
def _hold(pk: int, *, at: datetime) -> bool:
    event = Event.objects.select_for_update().get(pk=pk)
    if event.state != State.PUBLISHED or event.ends_at > at:
        return False
    event.state = step(rules.EVENT, state=event.state, deed=EventDeed.HOLD, by=By.CLOCK).to
    event.version += 1
    event.save(update_fields=["state", "version"])
    note(Deed.HELD, event, by=None, at=at)
    return True
