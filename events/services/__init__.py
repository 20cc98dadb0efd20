"""What is done to events and registrations: one function, one deed, one transaction."""

from events.services.events import (
    EventIncompleteError,
    HourMissingError,
    cancel_event,
    change_event,
    close_event,
    draft_event,
    hold_due,
    publish_event,
    revive_event,
)
from events.services.link_requests import answer_link_requests, ask_for_links
from events.services.moves import holding
from events.services.places import obstacle_for, places_of, position, set_places
from events.services.registrations import (
    AlreadyRegisteredError,
    FormUsedError,
    NoPlaceError,
    RegistrationClosedError,
    TooManyError,
    approve,
    cancel_registration,
    change_registration,
    decline,
    is_known_address,
    register,
    restore,
    withdraw,
)
from events.services.sessions import OutsideTheEventError, remove_session, save_session

__all__ = [
    "AlreadyRegisteredError",
    "EventIncompleteError",
    "FormUsedError",
    "HourMissingError",
    "NoPlaceError",
    "OutsideTheEventError",
    "RegistrationClosedError",
    "TooManyError",
    "answer_link_requests",
    "approve",
    "ask_for_links",
    "cancel_event",
    "cancel_registration",
    "change_event",
    "change_registration",
    "close_event",
    "decline",
    "draft_event",
    "hold_due",
    "holding",
    "is_known_address",
    "obstacle_for",
    "places_of",
    "position",
    "publish_event",
    "register",
    "remove_session",
    "restore",
    "revive_event",
    "save_session",
    "set_places",
    "withdraw",
]
