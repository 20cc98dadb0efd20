"""What follows from the facts of an event and its registrations; pure."""

from accounts.steps import NotNowError
from events.enums import LIVE
from events.rules.places import (
    ALL,
    Claim,
    Obstacle,
    Places,
    Taken,
    Wish,
    by_country,
    full_countries,
    obstacle,
    places_left,
    promotable,
    too_low,
)
from events.rules.tables import (
    ATTENDANCE_LIST,
    CHANGE_REQUEST,
    EVENT,
    ORGANISERS,
    REGISTRATION,
    SECRETARIAT,
    decides_as,
)
from events.rules.timing import (
    has_closed,
    is_open,
    is_timely,
    join_link_is_seen,
    offer_ends,
)

__all__ = [
    "ALL",
    "ATTENDANCE_LIST",
    "CHANGE_REQUEST",
    "EVENT",
    "LIVE",
    "ORGANISERS",
    "REGISTRATION",
    "SECRETARIAT",
    "Claim",
    "NotNowError",
    "Obstacle",
    "Places",
    "Taken",
    "Wish",
    "by_country",
    "decides_as",
    "full_countries",
    "has_closed",
    "is_open",
    "is_timely",
    "join_link_is_seen",
    "obstacle",
    "offer_ends",
    "places_left",
    "promotable",
    "too_low",
]
