"""What an event reminds people of by itself."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from events import reminding, selections
from events.enums import (
    Audience,
    Deed,
    InvitationState,
    Kind,
    RegistrationState,
    ReminderKind,
    State,
)
from events.models import Event, Mailing, MailingRecipient, Reminder
from events.reminding import Dates, Verdict
from events.selections import Selection
from events.services.events import note
from events.services.mailings import lay_out
from events.services.moves import locked

REMINDS = frozenset({State.PUBLISHED, State.HELD, State.CLOSED})
SELECTIONS: Mapping[str, Selection] = MappingProxyType(
    {
        ReminderKind.BEFORE_CLOSING: Selection(
            audience=Audience.INVITED, answers=(InvitationState.SILENT,)
        ),
        ReminderKind.DETAILS_DUE: Selection(owes_answers=True),
        ReminderKind.DAY_BEFORE: Selection(states=(RegistrationState.CONFIRMED,)),
        ReminderKind.HOUR_BEFORE: Selection(states=(RegistrationState.CONFIRMED,)),
        ReminderKind.AFTER_PRESENT: Selection(
            states=(RegistrationState.CONFIRMED,), was_there=True
        ),
    }
)


def reminders_of(event: Event) -> list[Reminder]:
    """Return an event's reminders, each as it was set or as its kind of event has it."""
    kept = {reminder.kind: reminder for reminder in event.reminders.all()}
    return [kept.get(kind) or usual(event, kind) for kind in ReminderKind]


def usual(event: Event, kind: str) -> Reminder:
    """Return a reminder as it is before anybody changes it; not stored."""
    template = reminding.TEMPLATES[ReminderKind(kind)]
    return Reminder(
        event=event,
        kind=template.kind,
        active=Kind(event.kind) in reminding.SENT_BY_ITSELF[template.kind],
        hours=template.hours,
        subject=str(template.subject),
        text=str(template.text),
        version=0,
    )


def dates(event: Event) -> Dates:
    """Return what of an event its reminders count from."""
    details = event.details_until
    return Dates(
        starts=event.starts_at,
        ends=event.ends_at,
        published=event.published_at or event.created_at,
        closes=event.registration_closes_at or event.starts_at,
        details=datetime.combine(details + timedelta(days=1), time(), ZoneInfo(event.zone))
        if details
        else None,
    )


def whom(reminder: Reminder) -> list[MailingRecipient]:
    """Return whom a reminder would reach now."""
    return selections.people(reminder.event, SELECTIONS[reminder.kind])


def letter_of(reminder: Reminder) -> Mailing:
    """Return the letter of a reminder, not stored: what its readers would read."""
    event = reminder.event
    return Mailing(
        event=event,
        reminder=reminder if reminder.pk else None,
        selection=SELECTIONS[reminder.kind].as_json(),
        subject=reminder.subject,
        text=reminder.text,
        sender_name=event.sender_name,
        reply_to=event.reply_to or event.contact,
    )


@transaction.atomic
def set_reminder(
    event: Event,
    kind: str,
    *,
    version: int,
    active: bool,
    hours: int,
    subject: str,
    text: str,
    by: Standing,
    at: datetime,
) -> Reminder:
    """Say whether, when and in which words an event reminds; 0 is the version of the usual.

    Raises ``StaleError`` where somebody else changed it meanwhile.
    """
    event = locked(event)
    kept = event.reminders.filter(kind=kind).first()
    found = kept or usual(event, kind)
    if found.version != version:
        raise versions.StaleError(found)
    found.active, found.hours, found.subject, found.text = active, hours, subject, text
    found.version += 1
    found.save()
    note(Deed.REMINDERS_CHANGED, event, by=by, at=at, reminder=kind)
    return found


def run_reminders(*, at: datetime) -> int:
    """Send the reminders whose hour has come; return how many went out. Twice is once."""
    return sum(_run(event, kind, at=at) for event, kind in _perhaps(at))


def _perhaps(at: datetime) -> Iterator[tuple[Event, str]]:
    """Yield what may be due, without a lock; it is judged again under one."""
    events = Event.objects.filter(
        state__in=REMINDS,
        ends_at__gt=at - reminding.AFTERWARDS - timedelta(days=1),
        starts_at__lt=at + timedelta(days=reminding.MOST_DAYS * 2),
    )
    for event in events.prefetch_related("reminders"):
        for reminder in reminders_of(event):
            if _verdict(event, reminder, at=at) is not Verdict.WAIT:
                yield event, reminder.kind


def _verdict(event: Event, reminder: Reminder, *, at: datetime) -> Verdict:
    ahead = reminder.kind != ReminderKind.AFTER_PRESENT
    if not reminder.active or (ahead and event.state != State.PUBLISHED):
        return Verdict.WAIT
    return reminding.verdict(
        reminder.kind,
        hours=reminder.hours,
        dates=dates(event),
        ran_for=reminder.ran_for,
        at=at,
    )


@transaction.atomic
def _run(event: Event, kind: str, *, at: datetime) -> bool:
    """Send one reminder, or note that its hour was missed, under the event's lock."""
    event = locked(event)
    reminder = event.reminders.filter(kind=kind).first() or usual(event, kind)
    reminder.event = event
    verdict = _verdict(event, reminder, at=at)
    if verdict is Verdict.WAIT or event.state not in REMINDS:
        return False
    found = whom(reminder)
    reached = sum(not one.skipped for one in found)
    if not reached and kind == ReminderKind.AFTER_PRESENT and verdict is Verdict.SEND:
        return False  # whose presence is recorded later is thanked later
    reminder.ran_for = reminding.moment(kind, hours=reminder.hours, dates=dates(event))
    reminder.ran_at = at
    reminder.missed = bool(reached) and verdict is Verdict.MISSED
    reminder.told = 0 if verdict is Verdict.MISSED else reached
    reminder.version = max(reminder.version, 1)
    reminder.save()
    if reminder.missed:
        note(Deed.REMINDER_MISSED, event, by=None, at=at, reminder=kind)
    elif reminder.told:
        _send(reminder, found, at=at)
        note(Deed.REMINDED, event, by=None, at=at, reminder=kind, people=reached)
    return bool(reminder.told)


def _send(reminder: Reminder, found: Iterable[MailingRecipient], *, at: datetime) -> None:
    """Lay the reminder out as a letter to many that leaves at once and while it is of use."""
    mailing = letter_of(reminder)
    event = reminder.event
    mailing.once = uuid5(NAMESPACE_URL, f"{event.uid} {reminder.kind} {reminder.ran_for}")
    mailing.made_at = at
    mailing.of_use_until = reminding.expires(reminder.kind, dates=dates(event))
    lay_out(mailing, found, starts_at=at, at=at)
