"""One person's data: what is held under an address, a copy to take away, and its erasure.

The address is posted and never stands in an address of a page, where logs would keep it.
"""

import json
from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import certificates.privacy
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.models import User
from accounts.privacy import MandateHeldError
from certificates.models import Certificate
from desk import privacy
from desk.forms import PersonForm
from interface import downloads


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request) -> HttpResponse:
    """Ask for an address, and show how much is held under it, and what bears the name alone."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    held, named = None, []
    if form.is_valid():
        held = privacy.held(form.cleaned_data["address"], at=request.at)
        named = certificates.privacy.named(form.cleaned_data["name"])
    return _page(request, form, held=held, named=named)


@secretariat_only
@require_POST
def data(request: Request) -> HttpResponse:
    """Give all that is held under an address as a file, and write down that it was taken."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    address = form.cleaned_data["address"]
    privacy.note_taken(address, by=request.standing, at=request.at)
    return _file(privacy.export(address, reader=request.standing))


@secretariat_only
@require_POST
def erase(request: Request) -> HttpResponse:
    """Show what erasing means, and on confirmation erase."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    address = form.cleaned_data["address"]
    if "sure" not in request.POST:
        held = privacy.held(address, at=request.at)
        context = {"held": held, "stays": privacy.STAYS, "form": form}
        return render(request, "desk/erase_person.html", context)
    try:
        privacy.erase(address, by=request.standing, at=request.at)
    except MandateHeldError:
        messages.warning(
            request,
            _("This person holds a mandate. End it first, or close the account; then erase."),
        )
    else:
        messages.success(
            request, _("Erased. What stays names nobody; the journal says that you did it.")
        )
    return redirect("desk:person")


@require_safe
def own_data(request: Request) -> HttpResponse:
    """Give a person all that is held of them as a file."""
    user = cast("User", request.standing.user)  # the closed door lets no visitor through
    return _file(privacy.export(user.email, own=request.standing))


def _page(
    request: Request,
    form: PersonForm,
    *,
    held: privacy.Held | None = None,
    named: Sequence[Certificate] = (),
) -> HttpResponse:
    context = {"form": form, "held": held, "named": named}
    return render(request, "desk/person.html", context, status=422 if form.errors else 200)


def _file(found: dict[str, object]) -> HttpResponse:
    content = json.dumps(found, ensure_ascii=False, indent=2).encode()
    response = downloads.file(content, name="personal-data.json")
    response.headers["Cache-Control"] = "private, no-store"
    return response
