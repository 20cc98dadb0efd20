"""The month, laid out for who reads it."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.days import network_day
from accounts.http import Request
from accounts.models import Body
from calendars import months
from calendars.forms.months import MonthFilter
from events.models import Event
from interface import moments
from procedures.models import Procedure

IN_THE_GRID = (
    "slug", "kind", "state", "title", "first_date", "last_date", "starts_time", "starts_at",
)  # fmt: skip


@login_not_required
@require_safe
def month(request: Request, year: int | None = None, month: int | None = None) -> HttpResponse:
    """Show the events of a month that the visitor may know of, at the hours of their places."""
    today = network_day(request.at)
    first = months.first_of(
        today.year if year is None else year, today.month if month is None else month
    )
    if first is None:
        raise Http404
    form = MonthFilter(request.GET, bodies=Body.objects.all())
    rows = Event.objects.visible_to(request.standing).between(*months.span(first))
    weeks = months.weeks(
        first,
        today=today,
        events=rows.filter(**form.wanted()).only(*IN_THE_GRID),
        procedures=_due(request, form, *months.span(first)),
    )
    feed = settings.SITE_URL + reverse("calendars:public_feed")
    context = {
        "title": moments.month(first),
        "weeks": weeks,
        "empty": not any(day.entries for week in weeks for day in week if not day.is_out),
        "previous": _address(months.shifted(first, -1), request),
        "next": _address(months.shifted(first, 1), request),
        "now": _address(today, request),
        "legend": months.legend(deadlines=request.standing.is_network),
        "filter": form,
        "feed": feed,
        "webcal": feed.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1),
    }
    return render(request, "calendars/month.html", context)


def _due(request: Request, form: MonthFilter, first: dt.date, last: dt.date) -> Iterable[Procedure]:
    """Return the running procedures that are due in these days, to be read by the visitor.

    Procedures have a body and no kind: where a kind is asked for, none is meant.
    """
    wanted = form.wanted()
    if not request.standing.is_network or "kind" in wanted:
        return []
    rows = Procedure.objects.visible_to(request.standing).running()
    return rows.due_between(first, last).filter(**wanted).order_by("deadline_at", "reference")


def _address(first: dt.date | None, request: Request) -> tuple[str, str] | None:
    """Return name and address of a month, with the filters kept; nothing beyond the bounds."""
    if first is None:
        return None
    path = reverse("calendars:month_of", args=[first.year, first.month])
    query = request.GET.urlencode()
    return moments.month(first), f"{path}?{query}" if query else path
