"""Letters that answer the answer of a calendar: only the page takes it, by the own link."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.emails.invitations import write_asking
from events.emails.registrations import send
from events.models import Invitation, Registration


def asked_whether_withdrawn(registration: Registration, *, at: datetime) -> None:
    """Ask a person whose calendar said no whether the place is given back."""
    send(
        registration,
        subject=_("Do you not come? %(title)s"),
        paragraphs=[
            _("Your calendar told us that you do not come. Nothing has changed by that yet."),
            _(
                "If it is so, please withdraw on your page, so that somebody else can have the"
                " place. If not, there is nothing to do."
            ),
        ],
        at=at,
    )


def asked_to_answer_on_the_page(invitation: Invitation, *, at: datetime) -> None:
    """Tell who is invited, and answered by the calendar, that the page takes the answer."""
    write_asking(
        invitation,
        subject=_("Please confirm your answer: %(title)s"),
        paragraphs=[
            _("Your calendar told us whether you come. We cannot take that for your answer yet."),
            _("Please confirm it on the page; it takes a moment."),
        ],
        at=at,
    )
