"""Letters to the people on a programme."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.emails.registrations import when
from events.models import Event, Speaker
from mail import links
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import write

OWN_PAGE = "events:own_speaker"


def consent_wanted(speaker: Speaker, *, event: Event, at: datetime) -> None:
    """Ask a speaker to look at what the programme would say, and to agree or refuse."""
    facts = [
        (_("Event"), event.title),
        (_("When"), when(event)),
        (_("Session"), speaker.session.title),
        (_("As"), speaker.get_role_display()),
    ]
    if event.contact:
        facts.append((_("Contact"), event.contact))
    write(
        Text(
            subject=_("May we publish your name? %(title)s") % {"title": event.title},
            paragraphs=(
                _("Dear %(name)s,") % {"name": harmless(speaker.name)},
                _(
                    "You are on the programme of this event. Until you agree, its page does not"
                    " name you."
                ),
                _(
                    "On your page you see what would be published, can correct it, add a"
                    " photograph, and agree or refuse. You can change your mind there at any time."
                ),
            ),
            facts=tuple(facts),
            button=Button(
                _("See and decide"),
                links.placeholder(OWN_PAGE, speaker.key, speaker.link_generation),
            ),
        ),
        to=speaker.email,
        name=speaker.name,
        language=speaker.language or "en",
        label="events.event",
        key=str(event.uid),
        at=at,
    )
