"""An event as calendars know it: one entry for one day, one a day for several.

In public files an event over several days is one all-day entry; in letters and personal
feeds it is a timed entry a day, each with its own UID.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.prose import plain
from events.enums import Mode, State
from events.models import Event, EventDay, Session
from ical.entries import Days, Entry, Hours
from ical.enums import Status

CANCELLED_FOR = timedelta(days=30)


def status(event: Event) -> Status:
    """Return the word of the format for the event's state; no other words are legal."""
    if event.state == State.CANCELLED:
        return Status.CANCELLED
    return Status.CONFIRMED if event.date_settled else Status.TENTATIVE


def has_several_entries(event: Event) -> bool:
    """Return whether letters tell of it in an entry a day."""
    return event.last_date > event.first_date and not event.all_day


def public_entry(event: Event, *, sessions: Iterable[Session]) -> Entry:
    """Return the one entry of the public feed and of the file to download."""
    whole_days = event.all_day or event.last_date > event.first_date
    when = (
        Days.through(event.first_date, event.last_date)
        if whole_days
        else Hours(event.starts_at, event.ends_at, event.zone)
    )
    return _entry(event, uid=event.uid, when=when, sessions=sessions)


def personal_entries(
    event: Event,
    *,
    days: Sequence[EventDay],
    sessions: Sequence[Session],
    counter: int = 0,
    changed_at: datetime | None = None,
) -> list[Entry]:
    """Return the entries of one person's calendar.

    ``counter`` and ``changed_at`` are the registration's own share of SEQUENCE and of the
    moment of change. Each day lasts from its first session to its last, or as long as the
    event does daily where it has none.
    """
    if not has_several_entries(event):
        when = (
            Days.through(event.first_date, event.last_date)
            if event.all_day
            else Hours(event.starts_at, event.ends_at, event.zone)
        )
        return [
            _entry(
                event,
                uid=event.uid,
                when=when,
                sessions=sessions,
                counter=counter,
                changed_at=changed_at,
            )
        ]
    by_day = {day: [one for one in sessions if one.date == day.date] for day in days}
    return [
        _entry(
            event,
            uid=day.uid,
            when=_hours_of(event, day, sessions=that_day),
            sessions=that_day,
            related_to=event.uid,
            counter=counter,
            changed_at=changed_at,
        )
        for day, that_day in by_day.items()
    ]


def way_in(event: Event, *, is_over: bool = False) -> str:
    """Return where calendars lead who takes part online; nowhere where nobody does.

    That is the event's page, which checks the registration; the join link itself only where the
    organisers want that, and until it is over.
    """
    if event.mode == Mode.IN_PERSON:
        return ""
    link = event.join_link if event.join_link_in_calendars and not is_over else ""
    return link or settings.SITE_URL + event.get_absolute_url()


def with_the_way_in(
    told: Sequence[Entry], event: Event, *, is_online: bool, is_over: bool = False
) -> list[Entry]:
    """Return the entries of who holds a place, saying where to take part if that is online."""
    address = way_in(event, is_over=is_over)
    if not (is_online and address) or event.state == State.CANCELLED:
        return list(told)
    return [_joined_at(entry, address) for entry in told]


def _joined_at(entry: Entry, address: str) -> Entry:
    words = _("Take part online: %(address)s") % {"address": address}
    description = f"{entry.description}\n\n{words}".strip()
    return replace(entry, join_url=address, description=description)


def _hours_of(event: Event, day: EventDay, *, sessions: Sequence[Session]) -> Hours:
    if sessions:
        return Hours(
            min(session.starts_at for session in sessions),
            max(session.ends_at for session in sessions),
            event.zone,
        )
    start, end = event.hours_on(day.date)
    return Hours(start, end, event.zone)


def _taught(sessions: Iterable[Session]) -> Iterable[str]:
    """Yield what is taught in each session that has modules, under its title."""
    for session in sessions:
        if session.taught:
            yield "\n".join([session.title, *(f"– {module}" for module in session.taught)])


def _entry(
    event: Event,
    *,
    uid: object,
    when: Hours | Days,
    sessions: Iterable[Session],
    related_to: object = "",
    counter: int = 0,
    changed_at: datetime | None = None,
) -> Entry:
    categories = [str(event.get_kind_display())]
    if event.body_id:
        categories.append(event.body_id)
    return Entry(
        uid=str(uid),
        sequence=event.sequence + counter,
        created_at=event.created_at,
        changed_at=max(event.changed_at, changed_at or event.changed_at),
        title=event.title,
        when=when,
        url=settings.SITE_URL + event.get_absolute_url(),
        status=status(event),
        transparent=event.all_day,
        location="Online" if event.mode == Mode.ONLINE else event.place,
        description="\n\n".join(filter(None, [plain(event.summary), *_taught(sessions)])),
        categories=categories,
        related_to=str(related_to),
    )
