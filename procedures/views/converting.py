"""An item of an agenda, or what one body recommends to another, becomes a written procedure."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from agendas import words
from agendas.models import AgendaItem, Agreement, Track
from agendas.papers import open_papers
from agendas.services import RefusedError
from agendas.views.wishes import said
from documents.models import Document
from interface import moments
from meetings.services import AskedInWritingError, NotFinalError
from procedures import presets, services
from procedures.forms.converting import AgreedForm, ConvertForm
from procedures.models import Procedure, VotingRule


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def convert(request: Request, key: UUID) -> HttpResponse:
    """Draft a procedure from an item, which leaves the discussion."""
    rows = AgendaItem.objects.visible_to(request.standing)
    item = get_object_or_404(rows.select_related("agenda__event", "parent"), key=key)
    if there := Procedure.objects.of_item(item).first():
        return redirect(there)
    answered = Agreement.objects.fitting().select_related("answered_by")
    agreement = answered.filter(item=item).first()
    is_agreed = agreement is not None and agreement.is_given
    make = services.convert_as_agreed if is_agreed else services.convert
    return _page(
        request,
        item,
        asked_in=AgreedForm if is_agreed else ConvertForm,
        up=(item.agenda.event.title, reverse("agendas:wishes", args=[item.agenda.event.slug])),
        told=[_wishes(item), *(_presidency(agreement) if agreement else [])],
        make=lambda form: make(item, by=request.standing, at=request.at, **form.cleaned_data),
    )


@require_POST
@secretariat_only
def convert_agreed(request: Request, key: UUID) -> HttpResponse:
    """Draft a procedure by one press from an item, as the Presidency agreed; the draft is worded.

    The question is what the item says, the rule the one that is offered first.
    """
    rows = AgendaItem.objects.visible_to(request.standing)
    item = get_object_or_404(rows.select_related("agenda__event"), key=key)
    if there := Procedure.objects.of_item(item).first():
        return redirect(there)
    rule = VotingRule.objects.offered().filter(preset=presets.DEFAULT).first()
    if rule is None:
        messages.warning(request, _("Choose the voting rule: the usual one is not offered."))
        return redirect("procedures:convert", key)
    try:
        made = services.convert_as_agreed(
            item,
            once=uuid4(),
            title=item.title,
            question=item.text or item.title,
            rule=rule,
            by=request.standing,
            at=request.at,
        )
    except NotNowError as error:
        messages.warning(request, why_not(error))
        return redirect("agendas:wishes", item.agenda.event.slug)
    messages.success(request, _("The draft is made: look at it, and launch it."))
    return redirect("procedures:edit", made.reference)


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
        told=[_recommended(track)],
        make=lambda form: services.convert_track(
            track, by=request.standing, at=request.at, **form.cleaned_data
        ),
    )


def _page(
    request: Request,
    item: AgendaItem,
    *,
    up: tuple[str, str],
    told: list[str],
    make: Callable[[AgreedForm], Procedure],
    asked_in: type[AgreedForm] = ConvertForm,
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = asked_in(posted, item=item, today=network_day(request.at))
    if form.is_valid():
        try:
            made = make(form)
        except NotNowError as error:
            field = "agreed_by" if isinstance(error, RefusedError) else None
            form.add_error(field, why_not(error))
        else:
            messages.success(request, _("The draft is made: look at it, and launch it."))
            return redirect("procedures:edit", made.reference)
    papers = open_papers(item)
    go_with = _go_with(papers) if papers else _("No paper goes with it.")
    deed = deeds.Deed(
        title=_("Decide it in writing"),
        lead=item.title,
        up=up[0],
        up_url=up[1],
        button=_("Draft the procedure"),
        paragraphs=(*told, go_with),
    )
    return deeds.page(request, form, deed=deed)


def why_not(error: NotNowError) -> str:
    """Return why there is no procedure about an item, or about the minutes it adopts, in words."""
    if isinstance(error, NotFinalError):
        return _("These minutes are not before the body: lay them before it first.")
    if isinstance(error, AskedInWritingError):
        return _("The body is asked in writing already to adopt these minutes.")
    return said(error)


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


def _presidency(agreement: Agreement) -> list[str]:
    """Return what the Presidency says: "The Presidency agrees: Anna Peeters, Fri 19 Apr 2024."."""
    label = str(words.presidency(agreement.answer).label)
    if agreement.answered_at is None:
        return [f"{label}."]
    who, day = agreement.said_by, moments.short_day(network_day(agreement.answered_at))
    told = _("%(what)s: %(who)s, %(day)s.") % {"what": label, "who": who, "day": day}
    return [told, *filter(None, [agreement.text])]


def _recommended(track: Track) -> str:
    told = _("Recommendation: %(recommendation)s. %(text)s")
    said = {"recommendation": track.get_recommendation_display(), "text": track.text}
    return (told % said).strip()


def _go_with(papers: list[Document]) -> str:
    titles = ", ".join(paper.title for paper in papers)
    return _("These papers go with it: %(titles)s.") % {"titles": titles}
