"""How it stands with one's own certificate, as its holder is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import network_day
from certificates import earning, rules, words
from certificates.enums import State, Verdict
from certificates.models import Certificate, Override
from events import attendance, respondents
from events.attendance import Cell
from events.enums import RegistrationState
from events.models import AttendanceTerms, Event, Registration
from interface import moments


@dataclass(frozen=True)
class Without:
    """Why somebody has no certificate; ``is_final`` where none is to come by itself."""

    title: str
    said: str
    is_final: bool = False


@dataclass(frozen=True)
class Card:
    """What the page of one's own registration says of the certificate, and where it leads."""

    said: str
    url: str
    label: str
    file: str = ""
    write_to: str = ""


def card(
    registration: Registration, *, cells: Sequence[Cell], token: str, at: datetime
) -> Card | None:
    """Return what is said beside one's own registration; nothing where none is to come.

    ``cells`` are the person's attendance, which the page knows of who has a place.
    """
    event = registration.event
    url = reverse("certificates:own", args=[token])
    certificate = newest(registration)
    if certificate is None:
        if registration.state != RegistrationState.CONFIRMED or event.ends_at > at:
            return None
        terms = attendance.terms_of(event)
        if not terms.gives_certificates:
            return None
        found = _without(registration, terms=terms, cells=cells, at=at)
        whom = write_to(event) if found.is_final else ""
        return Card(found.said, url, _("More about it"), write_to=whom)
    if certificate.state == State.REVOKED:
        said = _("%(number)s was revoked on %(date)s.") % {
            "number": certificate,
            "date": moments.day(network_day(certificate.ended_at or at)),
        }
        return Card(said, url, _("See why"), write_to=write_to(event))
    may_download = not owed_first(registration, at=at)
    return Card(
        _("Issued: %(number)s") % {"number": certificate},
        url,
        _("Open my certificate"),
        file=reverse("certificates:own_file", args=[token]) if may_download else "",
    )


def newest(registration: Registration) -> Certificate | None:
    """Return the certificate of a person as it stands now, whatever has become of it."""
    return registration.certificates.made().order_by("-pk").first()


def without(registration: Registration, *, at: datetime) -> Without:
    """Return why a person has no certificate: by the event, by the rule, or by a decision."""
    terms = attendance.terms_of(registration.event)
    cells = attendance.of_person(registration)
    return _without(registration, terms=terms, cells=cells, at=at)


def _without(
    registration: Registration, *, terms: AttendanceTerms, cells: Sequence[Cell], at: datetime
) -> Without:
    event = registration.event
    if not terms.gives_certificates:
        return Without(_("There is no certificate"), _("This event gives no certificates."))
    if event.ends_at > at:
        return Without(
            _("There is no certificate yet"),
            _(
                "Certificates are issued after the event, to those who were there for long"
                " enough. You get a letter."
            ),
        )
    if registration.state != RegistrationState.CONFIRMED:
        return Without(
            _("There is no certificate"), _("Certificates are for those who had a place.")
        )
    override = Override.objects.filter(registration=registration).first()
    if override and not override.earns:
        return Without(
            _("There is no certificate"),
            _("The organisers have decided that no certificate is issued to you."),
            is_final=True,
        )
    asked = earning.asked(terms)
    earned = rules.earned(earning.sats(cells, at=at), asked)
    verdict = Verdict.ELIGIBLE if override else earned.verdict
    is_final = verdict in {Verdict.TOO_LITTLE, Verdict.NOTHING_COUNTS}
    return Without(
        _("There is no certificate") if is_final else _("There is no certificate yet"),
        words.for_holder(verdict, earned, asked),
        is_final=is_final,
    )


def owed_first(registration: Registration, *, at: datetime) -> str:
    """Return where the feedback is given that the download waits for; nothing if it does not.

    Once the form has closed nobody can answer any more, and the download waits no longer.
    """
    if not attendance.terms_of(registration.event).feedback_first:
        return ""
    if not respondents.is_owed(registration, at=at):
        return ""
    return reverse(respondents.PAGE, args=[respondents.token_of(registration)])


def write_to(event: Event) -> str:
    """Return whom a person writes to who thinks that it is wrong, if an address is known."""
    return event.contact or event.reply_to
