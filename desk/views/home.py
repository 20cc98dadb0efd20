"""The first page: for visitors what is open, for everybody else what needs them now."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.days import network_day
from accounts.http import Request
from desk import overview
from trainers.models import Trainer


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
            "presidency": overview.presidency(request.at),
            "feed": settings.SITE_URL + reverse("calendars:public_feed"),
        },
    )


def _overview(request: Request) -> HttpResponse:
    standing = request.standing
    secretariat = standing.is_secretariat
    return render(
        request,
        "desk/overview.html",
        {
            "today": network_day(request.at),
            "greeting": overview.greeting(request.at),
            "acts_as": overview.acts_as(standing),
            "todos": overview.todos(standing),
            "dates": overview.dates(standing),
            "teaches": not secretariat and Trainer.objects.who_are(standing).exists(),
            "partners": [
                (overview.title_of_partner(mandate), mandate)
                for mandate in overview.partners(standing)
            ],
            "presidency": overview.presidency(request.at),
            "figures": overview.figures(request.at) if secretariat else None,
            "events": overview.next_events(request.at) if secretariat else [],
        },
    )
