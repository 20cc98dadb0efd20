"""What stands on each new agenda of a body, as the Secretariat keeps it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.models import Body
from accounts.views import deeds
from agendas import services, words
from agendas.forms.standing import AddStandingForm, ChangeStandingForm, MoveStandingForm
from agendas.models import StandingItem
from interface.marks import Pill


@dataclass(frozen=True)
class Line:
    """One standing item, and whether it can stand earlier or later."""

    item: StandingItem
    up: bool
    down: bool

    @property
    def kind(self) -> Pill:
        """Return what the body does with it."""
        return words.kind_pill(self.item)

    @property
    def facts(self) -> str:
        """Return who presents it and how long it takes."""
        said = (words.presented_by(self.item), words.planned(self.item.minutes))
        return " · ".join(filter(None, said))


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def standing_items(request: Request, code: str) -> HttpResponse:
    """List what stands on each new agenda of a body, and take one thing more."""
    body = get_object_or_404(Body, code=code)
    form = AddStandingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = services.add_standing_item(
            body, by=request.standing, at=request.at, **form.cleaned_data
        )
        messages.success(request, _("On each new agenda: %(title)s.") % {"title": made.title})
        return redirect("agendas:standing_items", code)
    rows = list(StandingItem.objects.filter(body=body))
    stands = [row for row in rows if row.archived_at is None]
    context = {
        "body": body,
        "form": form,
        "lines": [Line(row, up=row != stands[0], down=row != stands[-1]) for row in stands],
        "archived": [row for row in rows if row.archived_at is not None],
    }
    status = 422 if form.is_bound else 200
    return render(request, "agendas/standing_items.html", context, status=status)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def standing_item(request: Request, code: str, key: UUID) -> HttpResponse:
    """Word a standing item otherwise."""
    shown = _found(code, key)
    form = ChangeStandingForm(request.POST if request.method == "POST" else None, item=shown)
    address = reverse("agendas:standing_items", args=[code])
    if form.is_valid():
        try:
            services.change_standing_item(
                shown, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError as stale:
            theirs: StandingItem = stale.theirs  # type: ignore[assignment]  # the row locked
            return versions.conflict(request, form, theirs=theirs.said(), address=request.path)
        messages.success(request, _("Saved: %(title)s.") % form.cleaned_data)
        return redirect(address)
    deed = deeds.Deed(
        title=_("Change a standing item"),
        lead=_("Agendas that are begun already stay as they are."),
        up=_("Standing items"),
        up_url=address,
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


@secretariat_only
@require_POST
def archive_standing_item(request: Request, code: str, key: UUID) -> HttpResponse:
    """Let an item stand on new agendas no longer, or with ``again`` again."""
    archived = "again" not in request.POST
    services.archive_standing_item(
        _found(code, key), archived=archived, by=request.standing, at=request.at
    )
    return redirect("agendas:standing_items", code)


@secretariat_only
@require_POST
def move_standing_item(request: Request, code: str, key: UUID) -> HttpResponse:
    """Let an item stand earlier or later than the others."""
    item = _found(code, key)
    form = MoveStandingForm(request.POST)
    if form.is_valid():
        services.move_standing_item(item, by=request.standing, at=request.at, **form.cleaned_data)
    return redirect("agendas:standing_items", code)


def _found(code: str, key: UUID) -> StandingItem:
    return get_object_or_404(StandingItem, body=code, key=key)
