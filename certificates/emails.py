"""Letters about certificates: each has a button to the holder's own page, and no file with it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from certificates import links
from certificates.models import Certificate, Correction
from certificates.own import write_to
from events.emails import OWN_PAGE
from mail import links as secrets
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import overtake, write

LABEL = "certificates.certificate"
BENEATH_THE_OWN_PAGE = "certificate/"
"""Where one's own certificate lies, from the page that the link of a registration opens."""


def issued(certificate: Certificate, *, at: datetime, batch: UUID | None = None) -> None:
    """Tell a person that there is a certificate, and where."""
    _send(
        certificate,
        subject=_("Your certificate: %(title)s"),
        paragraphs=[
            _("Your certificate of attendance is ready. You find it on your page."),
            _("Anybody can check it with the code that is printed on it."),
        ],
        batch=batch,
        at=at,
    )


def replaced(
    certificate: Certificate, *, former: Certificate, asked_for: bool, at: datetime
) -> None:
    """Tell a person that a new version stands in place of the former certificate, and why."""
    overtake(LABEL, key=str(former.key))
    _send(
        certificate,
        subject=_("A new version of your certificate: %(title)s"),
        paragraphs=[
            *(
                [
                    _("You asked for another spelling of your name: it now reads %(name)s.")
                    % {"name": harmless(certificate.facts["name"])}
                ]
                if asked_for
                else []
            ),
            _(
                "Your certificate was made anew. It keeps its number; please use the new file from"
                " your page."
            ),
            _("Whoever checks the earlier one sees that it was replaced."),
        ],
        at=at,
    )


def revoked(certificate: Certificate, *, at: datetime) -> None:
    """Tell a person that the certificate is worth nothing any more, and why."""
    overtake(LABEL, key=str(certificate.key))
    _send(
        certificate,
        subject=_("Your certificate was revoked: %(title)s"),
        paragraphs=[
            _("Your certificate of attendance was revoked. Whoever checks it sees that."),
            _("Reason: %(reason)s") % {"reason": certificate.reason},
            _write_to(certificate),
        ],
        at=at,
    )


def _write_to(certificate: Certificate) -> str:
    """Return whom to write to who thinks that it is wrong."""
    address = write_to(certificate.registration.event)
    if not address:
        return _("Do you think that this is wrong? Write to the organisers.")
    return _("Do you think that this is wrong? Write to %(address)s.") % {"address": address}


def correction_refused(correction: Correction, *, at: datetime) -> None:
    """Tell a person that the name stays as it is printed, and why."""
    _send(
        correction.certificate,
        subject=_("The name on your certificate: %(title)s"),
        paragraphs=[
            _("You asked for another spelling of the name. The certificate stays as it is."),
            _("Reason: %(reason)s") % {"reason": correction.reason},
        ],
        at=at,
    )


def _send(
    certificate: Certificate,
    *,
    subject: str,
    paragraphs: list[str],
    at: datetime,
    batch: UUID | None = None,
) -> None:
    """Write to the holder; who has no address of their own gets nothing."""
    registration = certificate.registration
    if not registration.email:
        return
    event = registration.event
    page = secrets.placeholder(OWN_PAGE, registration.key, registration.link_generation)
    write(
        Text(
            subject=subject % {"title": event.title},
            paragraphs=tuple(paragraphs),
            facts=(
                (_("Event"), event.title),
                (_("Certificate"), str(certificate)),
                (_("Name on it"), harmless(certificate.facts["name"])),
                (_("To check it"), links.placeholder(certificate)),
            ),
            button=Button(_("Open my certificate"), f"{page}{BENEATH_THE_OWN_PAGE}"),
        ),
        to=registration.email,
        name=registration.name,
        language=registration.language,
        label=LABEL,
        key=str(certificate.key),
        person=str(registration.user.key) if registration.user else "",
        sender_name=event.sender_name,
        reply_to=event.reply_to,
        batch=batch,
        at=at,
    )
