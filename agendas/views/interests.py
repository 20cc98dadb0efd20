"""Interests declared in an item: by a seat, or noted for it by who prepares the meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import network_only
from accounts.http import Request
from accounts.steps import NotNowError
from agendas import beside, services
from agendas.access import SETTLED, agenda_of
from agendas.forms.interests import InterestForm
from agendas.models import AgendaItem, Interest
from agendas.models.interest import InterestQuerySet
from events.access import may_edit


@require_http_methods(["GET", "HEAD", "POST"])
@network_only
def interests(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show what was declared of an item, all of it or one's own, and take a declaration."""
    item = _item(request, slug, key)
    standing, event = request.standing, item.agenda.event
    places = services.declaring_places(standing, event)
    rows = _seen(request, item)
    if not places and not rows:
        raise Http404
    own = standing.user.name if standing.user and not may_edit(standing, event) else ""
    form = InterestForm(
        request.POST if request.method == "POST" else None, places=places, person=own
    )
    if form.is_valid():
        try:
            services.declare_interest(item, by=standing, at=request.at, **form.cleaned_data)
        except NotNowError:
            form.add_error(None, _("The meeting is closed or cancelled: nothing is declared now."))
        else:
            messages.success(request, _("The interest is declared."))
            return redirect("agendas:interests", slug, key)
    context = {
        "item": item,
        "event": event,
        "agenda_url": f"{item.agenda.get_absolute_url()}#item-{item.key}",
        "rows": rows,
        "form": form,
        "sees_all": beside.reads_interests(standing, event),
        "may_declare": bool(places) and event.state not in SETTLED,
    }
    status = 422 if form.errors else 200
    return render(request, "agendas/interests.html", context, status=status)


@require_POST
@network_only
def withdraw_interest(request: Request, slug: str, key: UUID, interest: UUID) -> HttpResponse:
    """Withdraw what was declared."""
    item = _item(request, slug, key)
    found = get_object_or_404(_seen(request, item), key=interest)
    found.item = item
    try:
        services.withdraw_interest(found, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _("This can no longer be done: below is how it stands."))
    else:
        messages.success(request, _("The interest is withdrawn."))
    return redirect("agendas:interests", slug, key)


def _item(request: Request, slug: str, key: UUID) -> AgendaItem:
    agenda = agenda_of(request, slug)
    item = get_object_or_404(AgendaItem.objects.visible_to(request.standing, agenda.event), key=key)
    item.agenda = agenda
    return item


def _seen(request: Request, item: AgendaItem) -> InterestQuerySet:
    rows = Interest.objects.filter(item=item)
    if not beside.reads_interests(request.standing, item.agenda.event):
        rows = rows.of_seats(request.standing)
    return rows.select_related("member_state", "organisation", "declared_by")
