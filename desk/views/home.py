"""The first page: for visitors what is open, for everybody else what needs them now."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.days import network_day
from accounts.http import Request
from desk import overview, presidency


@login_not_required
@require_safe
def home(request: Request) -> HttpResponse:
    """Show the public home, or the overview of who is signed in."""
    return _overview(request) if request.standing.is_signed_in else _public(request)


def _public(request: Request) -> HttpResponse:
    return render(
        request,
        "desk/public.html",
        {
            "events": overview.public_events(request.at),
            "presidency": overview.presidency(request.standing),
            "feed": settings.SITE_URL + reverse("calendars:public_feed"),
        },
    )


def _overview(request: Request) -> HttpResponse:
    standing = request.standing
    secretariat, company = standing.is_secretariat, overview.company(standing)
    dates, events = (
        overview.office_dates(standing) if secretariat else (overview.dates(standing), [])
    )
    return render(
        request,
        "desk/overview.html",
        {
            "today": network_day(request.at),
            "greeting": overview.greeting(request.at),
            "acts_as": overview.acts_as(standing),
            "todos": overview.todos(standing, teaches=company.teaches, checks=company.checks),
            "dates": dates,
            "teaches": company.teaches,
            "partners": [
                (overview.title_of_partner(mandate), mandate) for mandate in company.partners
            ],
            "presidency": overview.presidency(standing),
            "own_term": presidency.own_term(standing),
            "figures": overview.figures(request.at) if secretariat else None,
            "events": events,
        },
    )
