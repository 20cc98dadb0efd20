"""The letters of events: one function each, written in the transaction of its deed."""

from events.emails.invitations import PAGE as INVITATION_PAGE
from events.emails.invitations import (
    answered_for_you,
    asked_again,
    invitation_letter,
    invitation_taken_back,
    invited,
    link_renewed,
    stand_in_refuses,
    suggestion_decided,
)
from events.emails.joint import registered_together
from events.emails.news import cancelled, changed, entries_taken_back, revived
from events.emails.participations import country_asked
from events.emails.places import (
    change_granted,
    change_refused,
    not_passed_on,
    offer_lapsed,
    offered,
    passed_on,
    taken_over,
    to_approve,
)
from events.emails.registrations import (
    OWN_PAGE,
    already_registered,
    confirmed,
    declined,
    invitation,
    links_again,
    person_entries,
    promoted,
    registered,
    registration_cancelled,
    waiting,
    when,
    withdrawal,
    withdrawn,
)
from events.emails.speakers import consent_wanted

__all__ = [
    "INVITATION_PAGE",
    "OWN_PAGE",
    "already_registered",
    "answered_for_you",
    "asked_again",
    "cancelled",
    "change_granted",
    "change_refused",
    "changed",
    "confirmed",
    "consent_wanted",
    "country_asked",
    "declined",
    "entries_taken_back",
    "invitation",
    "invitation_letter",
    "invitation_taken_back",
    "invited",
    "link_renewed",
    "links_again",
    "not_passed_on",
    "offer_lapsed",
    "offered",
    "passed_on",
    "person_entries",
    "promoted",
    "registered",
    "registered_together",
    "registration_cancelled",
    "revived",
    "stand_in_refuses",
    "suggestion_decided",
    "taken_over",
    "to_approve",
    "waiting",
    "when",
    "withdrawal",
    "withdrawn",
]
