"""Why somebody who waits has no place, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import countries, rules
from events.enums import State
from events.models import Event

NAMED = 6


def why(obstacle: rules.Obstacle | None) -> str:
    """Return what keeps a person from a place: "LV has 2 of 2 places"."""
    if obstacle is None:
        return _("Next in the queue")
    if not obstacle.country:
        return ngettext(
            "The only place is taken", "All %(count)d places are taken", obstacle.places
        ) % {"count": obstacle.places}
    return _("%(country)s has %(taken)d of %(places)d places") % {
        "country": obstacle.country,
        "taken": obstacle.taken,
        "places": obstacle.places,
    }


@dataclass(frozen=True)
class Standstill:
    """Free places that nobody who waits can have."""

    title: str
    text: str


def standstill(
    event: Event,
    *,
    places: rules.Places,
    taken: Mapping[str, int],
    waiting: Mapping[str, int],
    at: datetime,
) -> Standstill | None:
    """Return why free places stay free though people wait, or nothing where all is well.

    ``waiting`` counts who waits by country. An event that is not published, or
    has begun, promotes nobody; that is no standstill.
    """
    number = sum(waiting.values())
    left = rules.places_left(places=places, taken=taken)
    if not number or left == 0 or event.state != State.PUBLISHED or event.starts_at <= at:
        return None
    codes = sorted(waiting, key=lambda code: (-waiting[code], code))
    full = ", ".join(
        _("%(country)s (%(taken)d of %(places)d)")
        % {
            "country": countries.name(code),
            "taken": taken.get(code, 0),
            "places": places.of(code) or 0,
        }
        for code in codes[:NAMED]
    )
    if len(codes) > NAMED:
        full = _("%(named)s and others") % {"named": full}
    title = (
        _("Places are free and nobody was promoted")
        if left is None
        else ngettext(
            "%(count)d place is free and nobody was promoted",
            "%(count)d places are free and nobody was promoted",
            left,
        )
        % {"count": left}
    )
    text = ngettext(
        "The person who waits comes from a state with no place left: %(full)s.",
        "All %(count)d who wait come from states with no place left: %(full)s.",
        number,
    ) % {"count": number, "full": full}
    return Standstill(title, text)
