"""Erasing whom a certificate names, years after the registration was: its number leads here."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import secretariat_only
from accounts.http import Request
from certificates import services
from certificates.views.certificate import certificate_in


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def erase(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Say what erasing means, and erase; a person whose address is known is erased by that."""
    room, found = certificate_in(request, slug, key)
    if found.registration.erased_at is None or found.erased_at:
        raise Http404
    if request.method == "POST":
        services.forget_holder(found, by=room.standing, at=room.at)
        messages.success(
            request, _("Erased. Number, hash and state stay; the journal says that you did it.")
        )
        return redirect("certificates:certificate", slug, key)
    context = room.context("certificates", certificate=found)
    return render(request, "certificates/erase.html", context)
