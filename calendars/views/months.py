"""The pages of the calendar: month, week, year and half-year, for who reads them."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.days import network_day
from accounts.enums import HolidayCalendar
from accounts.http import Request
from accounts.models import Body, Holiday, PresidencyTerm
from calendars import agenda, months, pages, plans
from calendars.forms.months import CalendarFilter
from interface import moments

ONE_DAY = dt.timedelta(days=1)
FIRST_MONDAY = dt.date(months.FIRST_YEAR, 1, 3)
"""Whatever the page, the first of its kind begins no later and the second no earlier."""


def _page(
    request: Request, here: str, *, first: dt.date, last: dt.date, shown: tuple[dt.date, dt.date]
) -> tuple[list[agenda.Item], dict[str, Any]]:
    """Return what stands on the days that are shown, and what every page of the calendar has."""
    today = network_day(request.at)
    form = CalendarFilter(request.GET, bodies=Body.objects.all())
    query = request.GET.urlencode()
    step = pages.STEPS[here]
    found = agenda.items(request.standing, first=shown[0], last=shown[1], wanted=form.wanted())
    before, after = first - ONE_DAY, last + ONE_DAY
    return found, {
        "title": step(first, "").label,
        "empty": not any(item.first <= last and item.last >= first for item in found),
        "previous": step(before, query) if before >= FIRST_MONDAY else None,
        "next": step(after, query) if after.year <= months.LAST_YEAR else None,
        "now": step(today, query),
        "tabs": pages.tabs(first=first, last=last, today=today, here=here, query=query),
        "legend": agenda.legend(found),
        "filter": form,
    }


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
    last = (first + dt.timedelta(days=31)).replace(day=1) - ONE_DAY
    found, context = _page(request, pages.MONTH, first=first, last=last, shown=months.span(first))
    feed = settings.SITE_URL + reverse("calendars:public_feed")
    context |= {
        "weeks": months.weeks(first, today=today, items=found),
        "feed": feed,
        "webcal": feed.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1),
    }
    return render(request, "calendars/month.html", context)


@login_not_required
@require_safe
def week(request: Request, year: int, week: int) -> HttpResponse:
    """Show a week as a list, day by day, with hours and places."""
    first = pages.week_of(year, week)
    if first is None:
        raise Http404
    last = first + dt.timedelta(days=6)
    found, context = _page(request, pages.WEEK, first=first, last=last, shown=(first, last))
    context["days"] = agenda.by_day(found, first=first, last=last)
    context["today"] = network_day(request.at)
    context["when"] = moments.days(first, last)
    return render(request, "calendars/week.html", context)


@login_not_required
@require_safe
def year(request: Request, year: int) -> HttpResponse:
    """Show a year, month by month; what goes over the end of one stands where it begins."""
    first = months.first_of(year, 1)
    if first is None:
        raise Http404
    last = dt.date(year, 12, 31)
    found, context = _page(request, pages.YEAR, first=first, last=last, shown=(first, last))
    query = request.GET.urlencode()
    begins = [first.replace(month=number) for number in range(1, 13)]
    rows: dict[int, list[agenda.Item]] = {number: [] for number in range(1, 13)}
    for item in sorted(found, key=lambda one: one.first):
        rows[max(item.first, first).month].append(item)
    context["months"] = [(pages.month_step(begin, query), rows[begin.month]) for begin in begins]
    return render(request, "calendars/year.html", context)


@login_not_required
@require_safe
def half_year(request: Request, year: int | None = None, half: int = 1) -> HttpResponse:
    """Show half a year, the time of one Presidency, as one picture and as a list."""
    today = network_day(request.at)
    first = pages.half_from(*((year, half) if year is not None else pages.half_of(today)))
    if first is None:
        raise Http404
    last = plans.end_of(first)
    found, context = _page(request, pages.HALF_YEAR, first=first, last=last, shown=(first, last))
    term = PresidencyTerm.objects.on(first)
    if term:
        context["title"] = _("%(half)s: Presidency of %(state)s") % {
            "state": term.member_state,
            "half": context["title"],
        }
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    context["plan"] = plans.plan(first, items=found, today=today, holidays=holidays)
    context["items"] = sorted(found, key=lambda one: (one.first, one.hour))
    return render(request, "calendars/half_year.html", context)
