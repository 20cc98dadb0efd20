"""The mails from which replies were entered: restricted papers, erased with who wrote them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

import documents.services
from accounts.access import RESTRICTED_PAPERS, secretariat_only
from accounts.http import Request
from documents import serving
from documents.models import Document, Version
from procedures.access import readable
from procedures.models import Procedure
from procedures.models.procedure import EVIDENCE


@dataclass(frozen=True)
class Mail:
    """A mail on the Secretariat's page; ``url`` is empty for who may not read it."""

    title: str
    url: str
    is_erased: bool


def mails(found: Procedure, request: Request) -> list[Mail]:
    """Return the mails from which replies were entered, erased ones too, as they came."""
    kept = {
        document.once: document
        for document in Document.objects.filter(label=EVIDENCE, owner_key=str(found.key))
    }
    reads = bool(kept) and request.standing.may(RESTRICTED_PAPERS)
    return [
        Mail(
            title=f"{event.seat} {event.number}",
            url=_address(found, mail) if reads and not mail.erased_at else "",
            is_erased=mail.erased_at is not None,
        )
        for event in found.ledger.mailed().in_order()
        if (mail := kept.get(event.evidence_once))
    ]


def _address(found: Procedure, mail: Document) -> str:
    return reverse("procedures:evidence", args=[found.reference, mail.key])


@require_safe
@secretariat_only
def evidence(request: Request, reference: str, key: UUID) -> HttpResponseBase:
    """Give the mail from which a reply was entered to who may read restricted papers.

    Each reading is noted.
    """
    found = readable(request, reference)
    version = (
        Version.objects.newest()
        .filter(document__label=EVIDENCE, document__owner_key=str(found.key), document__key=key)
        .first()
    )
    if version is None or not request.standing.may(RESTRICTED_PAPERS):
        raise Http404
    if request.method == "GET":
        documents.services.note_reading([version], by=request.standing, at=request.at)
    return serving.answer(version, request)
