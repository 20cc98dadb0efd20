"""The certificates of an event taken out as one file: each for itself in a ZIP, or to print."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import secretariat_only
from accounts.http import Request
from certificates import candidates, files, services
from certificates.views.event import filtered
from documents.serving import ZIP, given
from events.views.room import Room


@require_safe
@secretariat_only
def zipped(request: Request, slug: str) -> HttpResponseBase:
    """Give the certificates of whom the filters leave, each as its own file."""
    return _taken(request, slug, "zip")


@require_safe
@secretariat_only
def printed(request: Request, slug: str) -> HttpResponseBase:
    """Give the certificates of whom the filters leave as one file to print, without seals."""
    return _taken(request, slug, "pdf")


def _taken(request: Request, slug: str, form: str) -> HttpResponseBase:
    room = Room(request, slug)
    found = candidates.live(filtered(request, room))
    if not found:
        messages.warning(request, _("There is no certificate yet to take out."))
        return redirect("certificates:of_event", slug)
    if request.method == "GET":
        services.take_out(room.event, found, as_=form, by=room.standing, at=room.at)
    if form == "zip":
        return given(files.zipped(found), name=f"{slug}-certificates.zip", content_type=ZIP)
    return given(files.printed(found), name=f"{slug}-certificates.pdf", content_type=files.PDF)
