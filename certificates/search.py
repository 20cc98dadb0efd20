"""What a search finds among certificates: for the Secretariat alone, by number or name."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from certificates.enums import State
from certificates.models import Certificate


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the certificates that hold each word in number or name, the latest first.

    Of each the newest version: it shows the way to the others. The printed name finds it as
    well as the registration's, which is gone after some years.
    """
    words = folded(text).split()
    if not standing.is_secretariat or not words:
        return []
    rows = Certificate.objects.made().exclude(state=State.REPLACED)
    for word in words:
        rows = rows.filter(
            Q(number__icontains=word)
            | Q(search_text__contains=word)
            | Q(registration__search_text__contains=word)
        )
    rows = rows.select_related("registration__event").order_by("-issued_at", "-pk")
    return [_found(certificate) for certificate in rows[:limit]]


def _found(certificate: Certificate) -> Found:
    event = certificate.registration.event
    told = (certificate.facts["name"], event.title, str(certificate.get_state_display()))
    return Found(
        kind=_("Certificate"),
        title=str(certificate),
        note=" · ".join(part for part in told if part),
        url=reverse("certificates:certificate", args=[event.slug, certificate.key]),
        icon="seal",
    )
