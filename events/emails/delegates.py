"""Letters to delegates: named by whoever speaks for the seat, and taken off again."""

from datetime import datetime
from typing import cast

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.seats import Holder, code_of
from events import invitations
from events.emails.calendar import withdrawal
from events.emails.registrations import page, send, when
from events.enums import InvitationState
from events.models import Registration
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import write


def named(registration: Registration, *, party: str, at: datetime) -> None:
    """Ask somebody who was named whether that is right; the links are this person's own."""
    send(
        registration,
        subject=_("You are named for a delegation: %(title)s"),
        paragraphs=[
            _("%(party)s has named you for its delegation, as: %(capacity)s. Will you come?")
            % {"party": harmless(party), "capacity": registration.get_capacity_display()},
            _("Your answer needs no account. The link is yours alone: please do not pass it on."),
            _if_another(registration.registered_by),
            _("Your name and address are kept for this meeting. How, is told here: %(address)s")
            % {"address": settings.SITE_URL + reverse("accounts:privacy")},
        ],
        more=answer_links(registration),
        at=at,
    )


def _if_another(by: User | None) -> str:
    """Return whom to tell that somebody else should come."""
    if by is None:
        return _("If somebody else should come, tell who named you.")
    return _("If somebody else should come, tell %(name)s, who named you: %(email)s") % {
        "name": harmless(by.name),
        "email": by.email,
    }


def answer_links(registration: Registration) -> list[tuple[str, str]]:
    """Return a link for each answer; it preselects the answer, and only the page sends it."""
    words = {
        InvitationState.IN_PERSON: _("Yes, in person"),
        InvitationState.ONLINE: _("Yes, online"),
        InvitationState.NO: _("No"),
    }
    ways = invitations.ways_to_come(registration.event.mode)
    return [
        (words[InvitationState(answer)], f"{page(registration)}?answer={answer}")
        for answer in (*ways, InvitationState.NO)
    ]


def released(registration: Registration, *, held_a_place: bool, at: datetime) -> None:
    """Tell somebody who was named that the delegation is another now."""
    send(
        registration,
        subject=_("You are no longer in the delegation: %(title)s"),
        paragraphs=[registration.reason, _("You need do nothing.")],
        calendar=withdrawal(registration, at=at) if held_a_place else None,
        overtakes=True,
        at=at,
    )


def delegate_stays_away(registration: Registration, *, to: User, at: datetime) -> None:
    """Tell somebody who speaks for the seat that this delegate does not come."""
    event, party = registration.event, cast("Holder", registration.party)
    delegation = reverse("meetings:delegation", args=[event.slug, code_of(*party)])
    write(
        Text(
            subject=_("%(name)s does not come: %(title)s")
            % {"name": harmless(registration.name), "title": event.title},
            paragraphs=(
                _("%(name)s, who was named for the delegation, does not come.")
                % {"name": harmless(registration.name)},
                _("You may name somebody else on the page of the delegation."),
            ),
            facts=((_("Event"), event.title), (_("When"), when(event))),
            button=Button(_("Open the delegation"), settings.SITE_URL + delegation),
        ),
        to=to.email,
        name=to.name,
        language=to.language,
        label="events.event",
        key=str(event.uid),
        person=str(to.key),
        at=at,
    )
