"""What a delegate is asked behind the mailed link, and what was answered there before."""

from typing import Any

from django.utils.translation import gettext as _

from events import countries, invitations
from events.enums import InvitationState, RegistrationState
from events.models import Registration

MEANT = (InvitationState.IN_PERSON, InvitationState.ONLINE, InvitationState.NO)
"""The answers that a mailed link can preselect."""


def asked(registration: Registration, *, meant: str, confirm_url: str) -> dict[str, Any]:
    """Return what a delegate is asked; the answer that a link preselects stands out."""
    said = {
        InvitationState.IN_PERSON: _("Yes, in person"),
        InvitationState.ONLINE: _("Yes, online"),
        InvitationState.NO: _("No, I do not come"),
    }
    ways = invitations.ways_to_come(registration.event.mode)
    seat = registration.seat
    return {
        "confirm_url": confirm_url,
        "party": seat.holder if seat else countries.name(registration.country),
        "answers": [
            (answer.value, said[answer], answer == (meant or ways[0]))
            for answer in (*map(InvitationState, ways), InvitationState.NO)
        ],
    }


def given(registration: Registration, *, meant: str, change_url: str) -> dict[str, Any]:
    """Return what was answered before, and where to answer as the link says instead."""
    if registration.state == RegistrationState.WITHDRAWN:
        before, own = _("You have said that you do not come."), InvitationState.NO
    elif registration.state != RegistrationState.CONFIRMED:
        return {}
    elif registration.takes_part_online:
        before, own = _("You have said that you come, online."), InvitationState.ONLINE
    else:
        before, own = _("You have said that you come, in person."), InvitationState.IN_PERSON
    url, label = "", ""
    if meant == InvitationState.NO != own:
        url, label = "#withdraw", _("You do not come after all?")
    elif meant != own:
        comes = registration.state == RegistrationState.CONFIRMED
        url = change_url if comes else "#undo"
        label = _("Change how you take part") if comes else _("You come after all?")
    return {"before": before, "instead_url": url, "instead": label}
