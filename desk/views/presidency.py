"""The page of a Presidency's term."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import only_for
from accounts.days import network_day
from accounts.http import Request
from accounts.models import PresidencyTerm
from desk import overview, presidency

JULY = 7

readers_only = only_for(presidency.may_read)


@readers_only
@require_safe
def own(request: Request) -> HttpResponse:
    """Lead to the term in office, or to the next of one's own."""
    found = presidency.nearest(presidency.terms_of(request.standing), network_day(request.at))
    return redirect("desk:term", found.starts.isoformat())


@readers_only
@require_safe
def term(request: Request, starts: str) -> HttpResponse:
    """Show what a Presidency chairs, organises and has to decide in its term."""
    standing, terms = request.standing, presidency.terms_of(request.standing)
    shown = next((one for one in terms if one.starts.isoformat() == starts), None)
    if shown is None:
        raise Http404
    place = terms.index(shown)
    is_team = shown.member_state_id in standing.presidency
    context = {
        "term": shown,
        "today": network_day(request.at),
        "before": terms[place - 1] if place else None,
        "after": terms[place + 1] if place + 1 < len(terms) else None,
        "meetings": presidency.meetings(shown, standing),
        "organised": presidency.organised(shown, standing),
        "calls": presidency.calls(shown, standing),
        "team": presidency.team(shown, standing),
        "todos": overview.todos(standing, teaches=False) if is_team else [],
        "is_team": is_team,
        "may_ask": is_team or standing.is_secretariat,
        "half": _half(shown),
    }
    return render(request, "desk/term.html", context)


def _half(shown: PresidencyTerm) -> int:
    """Return which half-year the picture shows that holds the first day of the term."""
    return 1 if shown.starts < date(shown.starts.year, JULY, 1) else 2
