"""An event's life: drafted, published, held, closed; cancelled and revived with a reason."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import versions
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.folding import folded
from accounts.models import PresidencyTerm, User
from accounts.steps import By, step
from events import entries, guests, hosting, rules
from events.enums import Deed, EventDeed, Kind, State
from events.models import Event, EventDay
from events.services.announcements import stop_asking
from events.services.moves import locked
from events.services.news import shown, tell_of_cancelling, tell_of_change, tell_of_reviving
from events.services.offers import renew_offers
from events.services.queue import promote
from ical import wall
from journal.services import record

UNNAMED = "xx"
RELATED = ("held_with", "tasks", "promoters", "representatives")
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


class KnownToGuestsError(rules.NotNowError):
    """An event that people are registered for or asked to cannot be kept from them."""


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

    What a Presidency hosts is the next one's once it moves into its term, unless the host is
    named anew.

    Raises ``StaleError`` where somebody else changed it meanwhile, ``NotNowError`` for an
    event that is closed or cancelled and for other dates of one that was held or is managed
    elsewhere, ``HourMissingError`` where a session has no hour in the new zone, and
    ``KnownToGuestsError`` where it would be restricted and people are to come.
    """
    event = versions.locked(Event.objects.all(), version=version, pk=event.pk)
    if event.state in {State.CLOSED, State.CANCELLED}:
        raise rules.NotNowError
    if any(fields.get(name, getattr(event, name)) != getattr(event, name) for name in DATES):
        require_manager(event, "")
        if event.state == State.HELD:
            raise rules.NotNowError
    is_hidden = fields.get("visibility", event.visibility) == Visibility.RESTRICTED
    if is_hidden and event.visibility != Visibility.RESTRICTED and guests.are_told(event):
        raise KnownToGuestsError
    before = shown(event)
    old_zone, old_host, old_day = event.zone, event.host_id, event.first_date
    related = {name: fields.pop(name) for name in RELATED if name in fields}
    for name, value in fields.items():
        setattr(event, name, value)
    if event.host_id == old_host:
        event.host_id = hosting.then(old_host, before=old_day, after=event.first_date)
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
    stop_asking(event, by=by, at=at)
    tell_of_cancelling(event, by=by, at=at)
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
    tell_of_reviving(event, reason=reason, by=by, at=at)
    promote(event, at=at)
    return event


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
