"""What is asked of trainers, as the Secretariat words it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.views import deeds
from trainers import services
from trainers.forms.deciding import MoveForm, RequirementChangeForm, RequirementForm
from trainers.models import Requirement


@dataclass(frozen=True)
class Line:
    """One thing that is asked, and whether it can be asked earlier or later."""

    requirement: Requirement
    up: bool
    down: bool


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def requirements(request: Request) -> HttpResponse:
    """List what is asked, and take one thing more."""
    form = RequirementForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_requirement(by=request.standing, at=request.at, **form.cleaned_data)
        except services.SaidAlreadyError:
            form.add_error("text", _said_already())
        else:
            messages.success(request, _("From now on this is asked of trainers."))
            return redirect("trainers:requirements")
    rows = Requirement.objects.all()
    asked = [one for one in rows if one.archived_at is None]
    context = {
        "form": form,
        "asked": [Line(one, up=one != asked[0], down=one != asked[-1]) for one in asked],
        "archived": [one for one in rows if one.archived_at is not None],
    }
    status = 422 if form.errors else 200
    return render(request, "trainers/requirements.html", context, status=status)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def requirement(request: Request, number: int) -> HttpResponse:
    """Word a requirement otherwise."""
    shown = get_object_or_404(Requirement, pk=number)
    form = RequirementChangeForm(request.POST or None, requirement=shown)
    if form.is_valid():
        try:
            services.change_requirement(
                shown, by=request.standing, at=request.at, **form.cleaned_data
            )
        except services.SaidAlreadyError:
            form.add_error("text", _said_already())
        except versions.StaleError as stale:
            now = Requirement.objects.get(pk=stale.theirs.pk)
            return versions.conflict(
                request,
                form,
                theirs={"text": now.text, "is_required": now.is_required},
                address=request.path,
            )
        else:
            messages.success(request, _("The requirement is saved."))
            return redirect("trainers:requirements")
    deed = deeds.Deed(
        title=_("Change a requirement"),
        lead=_("What was decided of it for trainers stays; make a new one where it means another."),
        up=_("Requirements"),
        up_url=reverse("trainers:requirements"),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


@secretariat_only
@require_POST
def archive(request: Request, number: int) -> HttpResponse:
    """Ask a requirement no more, or with ``again`` again."""
    shown = get_object_or_404(Requirement, pk=number)
    archived = "again" not in request.POST
    services.set_archived(shown, archived=archived, by=request.standing, at=request.at)
    messages.success(request, _("It is asked no more.") if archived else _("It is asked again."))
    return redirect("trainers:requirements")


@secretariat_only
@require_POST
def move(request: Request, number: int) -> HttpResponse:
    """Ask a requirement earlier or later than the others."""
    shown = get_object_or_404(Requirement, pk=number)
    form = MoveForm(request.POST)
    if form.is_valid():
        services.move_requirement(shown, by=request.standing, at=request.at, **form.cleaned_data)
    return redirect("trainers:requirements")


def _said_already() -> str:
    return _("There is such a requirement, perhaps one that is asked no more: ask it again.")
