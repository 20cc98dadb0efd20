"""What an event still lacks before it is published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events import kinds, rules
from events.enums import Mode
from events.kinds import Part
from events.models import Event

UNNAMED = "xx"


@dataclass(frozen=True)
class Readiness:
    """What forbids publication, and what readers will miss."""

    lacking: Sequence[str]
    missing: Sequence[str]


def readiness(
    event: Event, *, places: rules.Places, there: Collection[str], at: datetime
) -> Readiness:
    """Return what forbids publication, and what would better be there for its kind.

    ``there`` names of the event's sessions, countries and representatives those it has.
    """
    need = kinds.need(event.kind)
    lacking = []
    if event.title.strip().casefold() == UNNAMED:
        lacking.append(_("The title is still “xx”."))
    wants = [
        (event.ends_at > at, _("Its last day is past.")),
        (event.date_settled, _("The date is not settled; calendars will say “tentative”.")),
        (event.summary, _("Nothing is said about it yet.")),
        (
            event.mode == Mode.ONLINE or event.city or event.venue or "city" not in need.front,
            _("Place and venue are missing."),
        ),
        (
            event.mode == Mode.IN_PERSON or event.join_link or not kinds.registers(event.kind),
            _("The join link is missing."),
        ),
        (
            "sessions" in there or Part.PROGRAMME not in need.parts,
            _("The programme is empty."),
        ),
        (
            "countries" in there or Part.COUNTRIES not in need.parts,
            _("No country is on the list yet."),
        ),
        (
            "representatives" in there or Part.REPORT not in need.parts,
            _("Nobody is named who stands for the Network there."),
        ),
        (event.contact, _("No contact is given for questions.")),
    ]
    if event.takes_registrations:
        wants += [
            (places.are_limited, _("No number of places is set: everybody gets one.")),
            (
                event.registration_closes_at is None or event.registration_closes_at > at,
                _("Registration has closed already."),
            ),
        ]
    return Readiness(lacking, [words for there, words in wants if not there])
