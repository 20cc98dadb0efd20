"""An item of an agenda, or what one body recommends to another, becomes a written procedure."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from agendas.models import AgendaItem, Track
from agendas.papers import open_papers
from agendas.views.wishes import said
from documents.models import Document
from procedures import services
from procedures.forms.converting import ConvertForm
from procedures.models import Procedure


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def convert(request: Request, key: UUID) -> HttpResponse:
    """Draft a procedure from an item, which leaves the discussion."""
    rows = AgendaItem.objects.visible_to(request.standing)
    item = get_object_or_404(rows.select_related("agenda__event", "parent"), key=key)
    if there := Procedure.objects.of_item(item).first():
        return redirect(there)
    return _page(
        request,
        item,
        up=(item.agenda.event.title, reverse("agendas:wishes", args=[item.agenda.event.slug])),
        wishes=_wishes(item),
        make=lambda form: services.convert(
            item, by=request.standing, at=request.at, **form.cleaned_data
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def convert_track(request: Request, key: UUID) -> HttpResponse:
    """Draft a procedure of the body that decides from what another body recommended."""
    known = AgendaItem.objects.visible_to(request.standing).values("pk")
    rows = Track.objects.filter(item__in=known).select_related(
        "item__agenda__event", "item__parent"
    )
    track = get_object_or_404(rows, key=key, item__in=known)
    if there := Procedure.objects.filter(reference=track.written_key).first():
        return redirect(there)
    return _page(
        request,
        track.item,
        up=(track.item.title, reverse("agendas:track", args=[key])),
        wishes=_recommended(track),
        make=lambda form: services.convert_track(
            track, by=request.standing, at=request.at, **form.cleaned_data
        ),
    )


def _page(
    request: Request,
    item: AgendaItem,
    *,
    up: tuple[str, str],
    wishes: str,
    make: Callable[[ConvertForm], Procedure],
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = ConvertForm(posted, item=item, today=network_day(request.at))
    if form.is_valid():
        try:
            made = make(form)
        except NotNowError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("The draft is made: look at it, and launch it."))
            return redirect("procedures:edit", made.reference)
    papers = open_papers(item)
    told = [wishes, _go_with(papers) if papers else _("No paper goes with it.")]
    deed = deeds.Deed(
        title=_("Decide it in writing"),
        lead=item.title,
        up=up[0],
        up_url=up[1],
        button=_("Draft the procedure"),
        paragraphs=tuple(filter(None, told)),
    )
    return deeds.page(request, form, deed=deed)


def _wishes(item: AgendaItem) -> str:
    """Return which states asked for it: "2 Member States asked for it: Latvia, Malta."."""
    states = [str(wish.member_state) for wish in item.wishes.select_related("member_state")]
    if not states:
        return _("No Member State has asked for it.")
    told = ngettext(
        "%(count)d Member State asked for it: %(states)s.",
        "%(count)d Member States asked for it: %(states)s.",
        len(states),
    )
    return told % {"count": len(states), "states": ", ".join(states)}


def _recommended(track: Track) -> str:
    told = _("Recommendation: %(recommendation)s. %(text)s")
    said = {"recommendation": track.get_recommendation_display(), "text": track.text}
    return (told % said).strip()


def _go_with(papers: list[Document]) -> str:
    titles = ", ".join(paper.title for paper in papers)
    return _("These papers go with it: %(titles)s.") % {"titles": titles}
