"""The month, one event as a file, and the public feed."""

import datetime as dt
from collections.abc import Iterable
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from accounts.days import network_day
from accounts.http import Request
from accounts.models import Body
from calendars import feeds, months
from calendars.forms import MonthFilter
from events.models import Event
from interface import downloads, moments
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


def _tag(request: HttpRequest) -> str:  # the signature that Django asks for
    """Return the tag of the public feed, from one query and before anything is made."""
    with translation.override(settings.LANGUAGE_CODE):
        return feeds.tag(_at(request), name=feeds.feed_name())


def _at(request: HttpRequest) -> dt.datetime:
    return cast("Request", request).at


@csrf_exempt
@login_not_required
@require_safe
@cache_control(public=True, max_age=900)
@condition(etag_func=_tag)
def public_feed(request: Request) -> HttpResponse:
    """Give the feed of public events; nothing here reads who asks."""
    with translation.override(settings.LANGUAGE_CODE):
        found = feeds.stamps(feeds.public_events(request.at))
        data = feeds.feed(found, name=feeds.feed_name())
    return downloads.file(data, name="eucpn-events.ics")


@csrf_exempt
@login_not_required
@require_safe
def event_ics(request: Request, slug: str) -> HttpResponse:
    """Give one event as a file to import once, to whoever may see its page.

    For a public event nothing reads who asks, and caches may keep it.
    """
    public = Event.objects.public().filter(slug=slug).first()
    event = public or get_object_or_404(Event.objects.visible_to(request.standing), slug=slug)
    with translation.override(settings.LANGUAGE_CODE):
        response = downloads.file(feeds.file(event), name=f"{event.slug}.ics")
    if public:
        patch_cache_control(response, public=True, max_age=900)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response
