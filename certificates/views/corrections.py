"""A holder's wish for another spelling: granted or refused."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import secretariat_only
from accounts.http import Request
from certificates import drawing, services
from certificates.enums import CorrectionState
from certificates.forms.decisions import CorrectionForm
from certificates.models import Correction
from certificates.rules import share_a_word
from events.rules import NotNowError
from events.views.room import Room, posted


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def correction(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show what is printed and what is wished, and decide."""
    room = Room(request, slug)
    rows = Correction.objects.select_related("certificate__registration", "decided_by")
    found = get_object_or_404(rows, certificate__registration__event=room.event, key=key)
    form = CorrectionForm(posted(request), initial={"name": found.name})
    if form.is_valid():
        granted = "grant" in request.POST
        try:
            services.decide_correction(
                found,
                grant=granted,
                name=form.cleaned_data["name"] or None,
                registration=form.cleaned_data["registration"],
                reason=form.cleaned_data["reason"],
                by=room.standing,
                at=room.at,
            )
        except NotNowError:
            messages.warning(request, _("It was decided already, or taken back."))
            return redirect("certificates:correction", slug, key)
        except services.RefusedError as refused:
            form.add_error("name" if granted else "reason", refused.message)
        else:
            messages.success(
                request,
                _("The new version is issued.") if granted else _("The wish is refused."),
            )
            return redirect("certificates:of_event", slug)
    context = room.context(
        "certificates",
        correction=found,
        certificate=found.certificate,
        form=form,
        is_open=found.state == CorrectionState.OPEN,
        letters=" ".join(drawing.missing(found.name)),
        registered=found.certificate.registration,
        next_version=found.certificate.version + 1,
        is_like=share_a_word(found.name, found.certificate.facts["name"]),
    )
    return render(
        request, "certificates/correction.html", context, status=422 if form.errors else 200
    )
