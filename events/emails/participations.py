"""Letters about the countries of a focus day."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Mandate
from events.emails.registrations import when
from events.models import Event
from mail.letters import Button, Text
from mail.services import write


def country_asked(event: Event, *, mandate: Mandate, at: datetime) -> None:
    """Ask who speaks for a state whether it takes part in a focus day."""
    state = str(mandate.member_state)
    facts = [(_("Focus day"), event.title), (_("When"), when(event)), (_("Country"), state)]
    if event.contact:
        facts.append((_("Contact"), event.contact))
    path = reverse("events:country", args=[event.slug, mandate.member_state_id])
    write(
        Text(
            subject=_("Does %(state)s take part? %(title)s")
            % {"state": state, "title": event.title},
            paragraphs=(
                _("This focus day is held in many countries at once, and each confirms."),
                _("Please say whether %(state)s does, and who is to be asked there.")
                % {"state": state},
                _("All who speak for your state get this letter; one answer will do."),
            ),
            facts=tuple(facts),
            button=Button(_("Answer"), settings.SITE_URL + path),
        ),
        to=mandate.user.email,
        name=mandate.user.name,
        language=mandate.user.language,
        label="events.event",
        key=str(event.uid),
        person=str(mandate.user.key),
        copies=mandate.copy_addresses,
        at=at,
    )
