"""The page of a Presidency's term."""

from datetime import date
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import only_for
from accounts.days import network_day
from accounts.http import Request
from accounts.models import PresidencyTerm
from accounts.views import deeds
from desk import overview, presidency, services
from desk.forms import MemberForm

JULY = 7

readers_only = only_for(presidency.may_read)


@readers_only
@require_safe
def own(request: Request) -> HttpResponse:
    """Lead to the term in office, or to the next of one's own."""
    found = cast("PresidencyTerm", presidency.own_term(request.standing))  # readers have one
    return redirect("desk:term", found.starts.isoformat())


@readers_only
@require_safe
def term(request: Request, starts: str) -> HttpResponse:
    """Show what a Presidency chairs, organises and has to decide in its term."""
    standing, terms = request.standing, presidency.terms_of(request.standing)
    shown = _term(terms, starts)
    place = terms.index(shown)
    is_team = shown.member_state_id in standing.presidency
    chaired = presidency.meetings(shown, standing)
    context = {
        "term": shown,
        "today": network_day(request.at),
        "before": terms[place - 1] if place else None,
        "after": terms[place + 1] if place + 1 < len(terms) else None,
        "meetings": chaired,
        "prepares": any(one.runs for one in chaired),
        "organised": presidency.organised(shown, standing),
        "calls": presidency.calls(shown, standing),
        "team": presidency.team(shown, standing),
        "todos": overview.todos(standing, teaches=False) if is_team else [],
        "is_team": is_team,
        "speaks": _wants_members(shown, request),
        "may_ask": is_team or standing.is_secretariat,
        "half": _half(shown),
    }
    return render(request, "desk/term.html", context)


@readers_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, starts: str) -> HttpResponse:
    """Take from who speaks for the state whom it wants in the team, for the Secretariat."""
    shown = _term(presidency.terms_of(request.standing), starts)
    if not _wants_members(shown, request):
        raise Http404
    until = {"starts": max(shown.starts, network_day(request.at)), "ends": shown.ends}
    form = MemberForm(request.POST if request.method == "POST" else None, initial=until)
    if form.is_valid():
        services.ask_for_member(shown, by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(request, _("The Secretariat has your letter, and gives the mandate."))
        return redirect("desk:term", starts)
    deed = deeds.Deed(
        title=_("Ask for somebody in the team"),
        lead=_("The team prepares the meetings and decides on suggestions; it never votes."),
        up=str(shown.member_state),
        up_url=reverse("desk:term", args=[starts]),
        button=_("Ask the Secretariat"),
    )
    return deeds.page(request, form, deed=deed)


def _term(terms: list[PresidencyTerm], starts: str) -> PresidencyTerm:
    """Return the term that begins on a day, or 404."""
    shown = next((one for one in terms if one.starts.isoformat() == starts), None)
    if shown is None:
        raise Http404
    return shown


def _wants_members(shown: PresidencyTerm, request: Request) -> bool:
    """Return whether the person speaks for the state that presides, and its term is not over."""
    is_ahead = shown.ends >= network_day(request.at)
    return is_ahead and shown.member_state_id in request.standing.member_states


def _half(shown: PresidencyTerm) -> int:
    """Return which half-year the picture shows that holds the first day of the term."""
    return 1 if shown.starts < date(shown.starts.year, JULY, 1) else 2
