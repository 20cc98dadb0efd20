"""What everybody hears whose registration stands: the event changes, is cancelled, or revives."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from events.emails.calendar import bringing, replaced, withdrawal
from events.emails.registrations import send
from events.enums import RegistrationState
from events.models import Announcement, Registration
from ical.entries import Entry


def changed(
    registration: Registration,
    *,
    what: list[str],
    in_calendar: bool,
    at: datetime,
    news: Announcement | None = None,
) -> None:
    """Tell what is different; with ``in_calendar`` the entry of who holds a place moves too."""
    holds = registration.state == RegistrationState.CONFIRMED
    send(
        registration,
        subject=_("Changed: %(title)s"),
        paragraphs=[
            _("Something about this event has changed:"),
            *what,
            _("Your registration stands as before: %(state)s.")
            % {"state": registration.get_state_display()},
        ],
        calendar=bringing(registration, at=at) if holds and in_calendar else None,
        news=news,
        at=at,
    )


def entries_taken_back(
    registration: Registration,
    *,
    gone: Sequence[Entry],
    at: datetime,
    news: Announcement | None = None,
) -> None:
    """Take entries out of the calendar that another form of the event replaces."""
    send(
        registration,
        subject=_("Old calendar entry: %(title)s"),
        paragraphs=[
            _(
                "The event has other days now. This letter takes what is over out of your"
                " calendar; the new entry comes in a letter of its own."
            )
        ],
        calendar=replaced(registration, gone, at=at),
        news=news,
        at=at,
    )


def cancelled(
    registration: Registration,
    *,
    held_a_place: bool,
    at: datetime,
    news: Announcement | None = None,
) -> None:
    """Tell that the event will not take place, and why."""
    send(
        registration,
        subject=_("Cancelled: %(title)s"),
        paragraphs=[
            _("This event will not take place."),
            _("Reason: %(reason)s") % {"reason": registration.event.cancel_reason},
        ],
        calendar=withdrawal(registration, at=at, whole_event=True) if held_a_place else None,
        news=news,
        overtakes=True,
        at=at,
    )


def revived(
    registration: Registration,
    *,
    reason: str,
    in_calendar: bool,
    at: datetime,
    news: Announcement | None = None,
) -> None:
    """Tell that a cancelled event takes place after all."""
    holds = registration.state == RegistrationState.CONFIRMED
    send(
        registration,
        subject=_("It takes place after all: %(title)s"),
        paragraphs=[
            _("This event was cancelled and takes place after all."),
            _("Reason: %(reason)s") % {"reason": reason},
            _("Your registration stands as before: %(state)s.")
            % {"state": registration.get_state_display()},
        ],
        calendar=bringing(registration, at=at) if holds and in_calendar else None,
        news=news,
        at=at,
    )
