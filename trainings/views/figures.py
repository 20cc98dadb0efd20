"""What is counted of trainings, year by year, and the sheet of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.http import Request
from interface import downloads
from paper import sheets
from trainings import figures
from trainings.views.board import tabs
from trainings.views.capacity import year_of


@require_safe
@secretariat_only
def show(request: Request) -> HttpResponse:
    """Show the figures of one year."""
    year = year_of(request)
    found = figures.read(at=request.at)
    this_year = network_day(request.at).year
    context = {
        "tabs": tabs("figures"),
        "year": year,
        "years": sorted({*found.years, this_year, year}, reverse=True),
        "requests": sum(one.year == year for one in found.sent),
        "trainings": sum(one.year == year for one in found.held),
        "participants": sum(one.number for one in found.people if one.year == year),
        "countries": len({one.country for one in found.people if one.year == year}),
        "tables": [
            (_("Member State"), figures.by_member_state(found, year)),
            (_("Course"), figures.by_course(found, year)),
        ],
        "groups": figures.by_group(found, year),
    }
    return render(request, "trainings/figures.html", context)


@require_safe
@secretariat_only
def exported(request: Request) -> HttpResponse:
    """Give the figures of all years as a workbook."""
    found = figures.read(at=request.at)
    return downloads.file(sheets.book(figures.sheets(found)), name="trainings.xlsx")
