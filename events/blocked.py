"""Why somebody who waits has no place, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import countries, groups, rules
from events.enums import Attending, QuotaScope, State
from events.models import Event
from events.rules import Claim, Obstacle

NAMED = 6


def called(claim: Claim, name: str = "") -> str:
    """Return what a number of places counts, in a word or two; nothing for all places.

    ``name`` is what the event calls it: the label of a group, the title of a session.

    >>> called(Claim(QuotaScope.ATTENDING, "online"))
    'Online'
    """
    match claim.scope:
        case QuotaScope.STATE:
            state = countries.name(str(claim.of))
            return f"{state}, {groups.name(claim.group, name)}" if claim.group else state
        case QuotaScope.GROUP:
            return groups.name(claim.group, name)
        case QuotaScope.ATTENDING:
            return str(Attending(str(claim.of)).label)
    return name


def why(obstacle: Obstacle | None) -> str:
    """Return what keeps a person from a place: "LV has 2 of 2 places"."""
    if obstacle is None:
        return _("Next in the queue")
    numbers = {"taken": obstacle.taken, "places": obstacle.places}
    if obstacle.is_total:
        return ngettext(
            "The only place is taken", "All %(places)d places are taken", obstacle.places
        ) % {"places": obstacle.places}
    if not obstacle.country:
        return _("%(name)s: %(taken)d of %(places)d places are taken") % {
            "name": called(obstacle.claim, obstacle.name),
            **numbers,
        }
    said = _("%(country)s has %(taken)d of %(places)d places") % {
        "country": obstacle.country,
        **numbers,
    }
    if not obstacle.claim.group:
        return said
    return f"{said} ({groups.name(obstacle.claim.group, obstacle.name)})"


@dataclass(frozen=True)
class Standstill:
    """Free places, though people wait: why that is, and what helps."""

    title: str
    text: str
    advice: str


def standstill(
    event: Event,
    *,
    places: rules.Places,
    taken: rules.Taken,
    waiting: Mapping[Obstacle | None, int],
    at: datetime,
) -> Standstill | None:
    """Return why free places stay free though people wait, or nothing where all is well.

    ``waiting`` counts who waits by what keeps them from a place. An event that is not
    published, or has begun, promotes nobody; that is no standstill.
    """
    number = sum(waiting.values())
    left = rules.places_left(places=places, taken=taken)
    if not number or left == 0 or event.state != State.PUBLISHED or event.starts_at <= at:
        return None
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
    if free := waiting.get(None, 0):
        return Standstill(
            title,
            ngettext(
                "%(count)d person who waits could have a place.",
                "%(count)d people who wait could have a place.",
                free,
            )
            % {"count": free},
            _("Save the numbers of places once more: who can have one is promoted."),
        )
    return Standstill(
        title,
        _who_waits(waiting, number),
        _("Raise the number, or wait: the places stay open for everybody else."),
    )


def _who_waits(waiting: Mapping[Obstacle | None, int], number: int) -> str:
    """Return which numbers keep those who wait from a place, the most pressing first."""
    blocked = [obstacle for obstacle in waiting if obstacle]
    blocked.sort(key=lambda one: (-waiting[one], str(one.claim)))
    full = ", ".join(
        _("%(name)s (%(taken)d of %(places)d)")
        % {
            "name": called(one.claim, one.name),
            "taken": one.taken,
            "places": one.places,
        }
        for one in blocked[:NAMED]
    )
    if len(blocked) > NAMED:
        full = _("%(named)s and others") % {"named": full}
    if all(one.country for one in blocked):
        sentence = ngettext(
            "The person who waits comes from a state with no place left: %(full)s.",
            "All %(count)d who wait come from states with no place left: %(full)s.",
            number,
        )
    else:
        sentence = ngettext(
            "The person who waits wants what has no place left: %(full)s.",
            "All %(count)d who wait want what has no place left: %(full)s.",
            number,
        )
    return sentence % {"count": number, "full": full}
