"""One of many letters: the text of a mailing, filled in for its reader."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from events import countries, merging
from events.emails import invitations
from events.emails.registrations import OWN_PAGE, when, where
from events.models import Event, Invitation, Mailing, MailingRecipient, Registration
from interface.moments import day, moment
from mail import links
from mail.letters import Button, Text
from mail.models import Letter
from mail.names import harmless
from mail.services import write


def mailed(
    mailing: Mailing, recipient: MailingRecipient, *, positions: Mapping[int, int], at: datetime
) -> Letter:
    """Write the letter of one recipient, in the words of the mailing.

    ``positions`` says who waits where, by registration.
    """
    about = recipient.registration or recipient.invitation
    return write(
        filled(mailing, recipient, positions=positions),
        to=recipient.address,
        name=recipient.name,
        language=recipient.language,
        label=_label(recipient),
        key=str(about.key) if about else str(mailing.event.uid),
        person=str(about.user.key) if about and about.user else "",
        sender_name=mailing.sender_name,
        reply_to=mailing.reply_to,
        batch=mailing.key,
        of_use_until=mailing.of_use_until,
        at=at,
    )


def _label(recipient: MailingRecipient) -> str:
    if recipient.registration:
        return "events.registration"
    return invitations.LABEL if recipient.invitation else "events.event"


def filled(mailing: Mailing, recipient: MailingRecipient, *, positions: Mapping[int, int]) -> Text:
    """Return what one reader reads; in it secret links are placeholders still."""
    with override(recipient.language):
        values = values_of(mailing.event, recipient, positions=positions)
        return Text(
            subject=merging.merged(mailing.subject, values),
            paragraphs=merging.paragraphs(merging.merged(mailing.text, values)),
            button=_button(recipient) if mailing.with_button else None,
        )


def subject_of(mailing: Mailing) -> str:
    """Return a subject as lists show it: what is each reader's own is named, not filled in."""
    each = {name: f"‹{words}›" for name, words in merging.FIELDS.items()}
    return merging.merged(mailing.subject, each | _of_event(mailing.event))


def values_of(
    event: Event, recipient: MailingRecipient, *, positions: Mapping[int, int]
) -> dict[str, str]:
    """Return what the merge fields stand for; what people typed is made harmless."""
    values = {
        "name": harmless(recipient.name),
        "link": settings.SITE_URL + event.get_absolute_url(),
        **_of_event(event),
    }
    if registration := recipient.registration:
        position = positions.get(registration.pk)
        values |= {
            "organisation": harmless(registration.organisation),
            "country": countries.name(registration.country),
            "state": str(registration.get_state_display()),
            "position": str(position) if position else "",
            "link": _own_page(registration),
        }
    elif invitation := recipient.invitation:
        values |= {
            "organisation": harmless(invitation.invited_for),
            "state": str(invitation.get_state_display()),
            "link": _answer_page(invitation),
        }
    return values


def _of_event(event: Event) -> dict[str, str]:
    return {
        "event": event.title,
        "when": when(event),
        "where": where(event),
        "closes": moment(event.registration_closes_at or event.starts_at, event.zone),
        "details until": day(event.details_until) if event.details_until else "",
    }


def _button(recipient: MailingRecipient) -> Button | None:
    if recipient.registration:
        return Button(_("Open my registration"), _own_page(recipient.registration))
    if recipient.invitation:
        return Button(_("Answer the invitation"), _answer_page(recipient.invitation))
    return None


def _own_page(registration: Registration) -> str:
    return links.placeholder(OWN_PAGE, registration.key, registration.link_generation)


def _answer_page(invitation: Invitation) -> str:
    return links.placeholder(invitations.PAGE, invitation.key, invitation.link_generation)
