"""What an event still lacks before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events import rules
from events.enums import Mode
from events.models import Event

UNNAMED = "xx"


@dataclass(frozen=True)
class Readiness:
    """What forbids publication, and what readers will miss."""

    lacking: Sequence[str]
    missing: Sequence[str]


def readiness(event: Event, *, places: rules.Places, has_sessions: bool, at: datetime) -> Readiness:
    """Return what forbids publication, and what would better be there."""
    lacking = []
    if event.title.strip().casefold() == UNNAMED:
        lacking.append(_("The title is still “xx”."))
    wants = [
        (event.ends_at > at, _("Its last day is past.")),
        (event.date_settled, _("The date is not settled; calendars will say “tentative”.")),
        (event.summary, _("Nothing is said about it yet.")),
        (event.mode == Mode.ONLINE or event.city or event.venue, _("Place and venue are missing.")),
        (event.mode == Mode.IN_PERSON or event.join_link, _("The join link is missing.")),
        (has_sessions, _("The programme is empty.")),
        (event.contact, _("No contact is given for questions.")),
    ]
    if event.takes_registrations:
        wants += [
            (places.total is not None, _("No number of places is set: everybody gets one.")),
            (
                event.registration_closes_at is None or event.registration_closes_at > at,
                _("Registration has closed already."),
            ),
        ]
    return Readiness(lacking, [words for there, words in wants if not there])
