"""What a certificate will look like, before there is one: not sealed, and marked across."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.days import network_day
from certificates import drawing, facts
from certificates.models import Certificate
from events.models import Registration


def said(registration: Registration, *, at: datetime) -> dict[str, Any]:
    """Return what the certificate of a person would say, under a number that nobody gets."""
    number = f"EUCPN-{network_day(at).year}-000000"
    return facts.of(registration, number=number, version=1, issued_at=at)


def drawn(registration: Registration, *, at: datetime) -> bytes:
    """Return the page; raises ``UnprintableError`` where a letter cannot be printed."""
    url = settings.SITE_URL + reverse("certificates:verify")
    return drawing.drawn(said(registration, at=at), url=url, specimen=True)


def renewed(certificate: Certificate, *, at: datetime) -> dict[str, Any]:
    """Return what a certificate would say if it were issued now, with its own name and number."""
    found = certificate.facts
    fresh = facts.of(
        certificate.registration,
        number=certificate.number,
        version=certificate.version,
        issued_at=at,
        name=found["name"],
    )
    return {**fresh, **{key: found[key] for key in ("issued_at", "issued_on", "seal")}}
