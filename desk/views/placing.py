"""The Presidency puts what it took up on the agenda of a meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import only_for
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.versions import StaleError
from accounts.views import deeds
from desk import placing
from desk.forms import PlaceForm
from suggestions import access
from suggestions.enums import SuggestionState
from suggestions.models import Suggestion


@only_for(access.runs_calls)
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: Request, key: UUID) -> HttpResponse:
    """Ask for an agenda of the body, and put the suggestion on it."""
    found = access.suggestion_of(request, key)
    if access.party(request.standing, found.answer.call) is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    if found.item_key or (posted is None and found.state != SuggestionState.TAKEN_UP):
        return _not_now(request, found)
    offered = placing.agendas_for(found, request.standing)
    form = PlaceForm(posted, agendas=offered, initial={"title": found.title})
    if form.is_valid():
        try:
            item = placing.place(found, by=request.standing, at=request.at, **form.cleaned_data)
        except (NotNowError, StaleError):
            return _not_now(request, found)
        messages.success(request, _("On the agenda: %(title)s.") % {"title": item.title})
        edit = reverse("agendas:edit", args=[item.agenda.event.slug])
        return redirect(f"{edit}#item-{item.key}")
    none_yet = _("No agenda of the body that you prepare is open: begin one at its meeting first.")
    deed = deeds.Deed(
        title=_("Put it on an agenda"),
        lead=f"{found.answer.member_state}: {found.title}",
        paragraphs=() if offered else (none_yet,),
        up=str(found),
        up_url=found.get_absolute_url(),
        button=_("Put it on the agenda"),
    )
    return deeds.page(request, form, deed=deed)


def _not_now(request: Request, found: Suggestion) -> HttpResponse:
    messages.warning(request, _("This cannot be done now: below is how it stands."))
    return redirect(found)
