"""A year at a glance: how many trainings each month, and which trainers teach when."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.views.decorators.http import require_safe

from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.http import Request
from trainings import capacity
from trainings.capacity import MONTHS, TrainerYear
from trainings.forms.board import FIRST_YEAR, LAST_YEAR
from trainings.views.board import tabs

DARKEST = 4
"""From so many days a month on, a cell is as dark as it gets."""


@require_safe
@secretariat_only
def show(request: Request) -> HttpResponse:
    """Show the trainings of each month and the days of each trainer."""
    year = year_of(request)
    found = capacity.of_year(year)
    context = {
        "tabs": tabs("capacity"),
        "year": year,
        "months": [
            (formats.date_format(date(year, month.number, 1), "F"), month) for month in found.months
        ],
        "short": [formats.date_format(date(year, number, 1), "M") for number in MONTHS],
        "scheduled": sum(month.scheduled for month in found.months),
        "wanted": sum(month.wanted for month in found.months),
        "trainers": [(one, _cells(one)) for one in found.trainers],
        "before": max(FIRST_YEAR, year - 1),
        "after": min(LAST_YEAR, year + 1),
    }
    return render(request, "trainings/capacity.html", context)


def year_of(request: Request) -> int:
    """Return the year that the address names, or this one."""
    typed = request.GET.get("year", "")
    if typed.isascii() and typed.isdecimal() and FIRST_YEAR <= int(typed[:5]) <= LAST_YEAR:
        return int(typed)
    return network_day(request.at).year


def _cells(one: TrainerYear) -> list[tuple[int, int, int]]:
    """Return days, trainings and shade of each month."""
    return [
        (days, trainings, min(days, DARKEST))
        for days, trainings in zip(one.days, one.trainings, strict=True)
    ]
