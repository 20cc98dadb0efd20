"""Terms of the Presidency and holidays: what the Secretariat keeps of the calendar."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services, versions
from accounts.access import secretariat_or_administrator
from accounts.days import network_day
from accounts.enums import HolidayCalendar
from accounts.forms.days import HolidayFilter, HolidayForm, RemovalForm, TermForm, stored
from accounts.http import Request
from accounts.models import Holiday, PresidencyTerm
from accounts.overlaps import OverlapError
from accounts.views import deeds
from interface.moments import day


@secretariat_or_administrator
@require_safe
def terms(request: Request) -> HttpResponse:
    """List the terms of the Presidency."""
    today = network_day(request.at)
    rows = PresidencyTerm.objects.select_related("member_state").order_by("-starts")
    known = rows.first()
    context = {
        "terms": rows,
        "today": today,
        "runs_out": known is None or known.ends < today + timedelta(days=365),
        "last": known,
    }
    return render(request, "accounts/terms.html", context)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def add_term(request: Request) -> HttpResponse:
    """Add a term; it begins where the last known one ends."""
    last = PresidencyTerm.objects.order_by("-ends").first()
    begins = last.ends + timedelta(days=1) if last else None
    form = TermForm(request.POST or None, begins=begins)
    if form.is_valid():
        try:
            services.add_term(by=request.standing, at=request.at, **form.cleaned_data)
        except OverlapError:
            form.add_error("starts", _term_there())
        else:
            messages.success(request, _("The term is added."))
            return redirect("accounts:terms")
    return deeds.page(request, form, deed=_term_deed(_("Add a Presidency term")))


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def change_term(request: Request, pk: int) -> HttpResponse:
    """Change a term."""
    term = get_object_or_404(PresidencyTerm.objects.select_related("member_state"), pk=pk)
    form = TermForm(request.POST or None, term=term)
    if form.is_valid():
        try:
            services.change_term(term, by=request.standing, at=request.at, **form.cleaned_data)
        except OverlapError:
            form.add_error("starts", _term_there())
        except versions.StaleError as stale:
            names = ("member_state", "starts", "ends", "trio", "certainty")
            return versions.conflict(
                request,
                form,
                theirs={name: getattr(stale.theirs, name) for name in names},
                address=request.path,
                label="accounts.presidencyterm",
                key=str(pk),
            )
        else:
            messages.success(request, _("The term is saved."))
            return redirect("accounts:terms")
    return deeds.page(request, form, deed=_term_deed(_("Presidency of %s") % term.member_state))


@secretariat_or_administrator
@require_safe
def holidays(request: Request) -> HttpResponse:
    """List the holidays of one calendar and year."""
    form = HolidayFilter(request.GET)
    form.is_valid()
    calendar = form.cleaned_data.get("calendar") or HolidayCalendar.BE
    year = form.cleaned_data.get("year") or network_day(request.at).year
    filled = HolidayFilter({"calendar": calendar, "year": year}) if not form.errors else form
    context = {
        "filter": filled,
        "calendar": HolidayCalendar(calendar),
        "year": year,
        "previous": year - 1,
        "next": year + 1,
        "holidays": Holiday.objects.filter(calendar=calendar, date__year=year),
    }
    return render(request, "accounts/holidays.html", context)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def add_holiday(request: Request) -> HttpResponse:
    """Add a holiday to a calendar."""
    form = HolidayForm(request.POST or None, calendar=request.GET.get("calendar"))
    if form.is_valid():
        try:
            holiday = services.add_holiday(by=request.standing, at=request.at, **form.cleaned_data)
        except services.HolidayThereError:
            form.add_error("on", _holiday_there())
        else:
            messages.success(request, _("The holiday is added."))
            return redirect(_holidays_of(holiday))
    deed = deeds.Deed(
        title=_("Add a holiday"),
        up=_("Holidays"),
        up_url=reverse("accounts:holidays"),
        button=_("Add"),
    )
    return deeds.page(request, form, deed=deed)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def change_holiday(request: Request, pk: int) -> HttpResponse:
    """Change a holiday."""
    holiday = get_object_or_404(Holiday, pk=pk)
    form = HolidayForm(request.POST or None, holiday=holiday)
    if form.is_valid():
        try:
            services.change_holiday(
                holiday, by=request.standing, at=request.at, **form.cleaned_data
            )
        except services.HolidayThereError:
            form.add_error("on", _holiday_there())
        except versions.StaleError as stale:
            now = Holiday.objects.get(pk=stale.theirs.pk)
            return versions.conflict(
                request,
                form,
                theirs={name: value for name, value in stored(now).items() if name != "version"},
                address=request.path,
                label="accounts.holiday",
                key=str(pk),
            )
        else:
            messages.success(request, _("The holiday is saved."))
            return redirect(_holidays_of(holiday))
    deed = deeds.Deed(
        title=_("Change a holiday"),
        lead=str(holiday.get_calendar_display()),
        up=_("Holidays"),
        up_url=_holidays_of(holiday),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def remove_holiday(request: Request, pk: int) -> HttpResponse:
    """Confirm that a day is to be a working day again, and make it one."""
    holiday = get_object_or_404(Holiday, pk=pk)
    form = RemovalForm(request.POST or None, initial={"version": holiday.version})
    if form.is_valid():
        try:
            services.remove_holiday(
                holiday, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError:
            return versions.conflict(
                request,
                form,
                theirs={},
                address=request.path,
                label="accounts.holiday",
                key=str(pk),
            )
        messages.success(request, _("The holiday is removed: the day is a working day."))
        return redirect(_holidays_of(holiday))
    deed = deeds.Deed(
        title=_("Remove a holiday"),
        lead=f"{holiday.name}, {day(holiday.date)}",
        up=_("Holidays"),
        up_url=_holidays_of(holiday),
        button=_("Remove"),
        paragraphs=(_("It is a working day from now on. Deadlines already set stay as they are."),),
        is_danger=True,
    )
    return deeds.page(request, form, deed=deed)


def _term_deed(title: str) -> deeds.Deed:
    return deeds.Deed(
        title=title,
        up=_("Presidency terms"),
        up_url=reverse("accounts:terms"),
        button=_("Save"),
        lead=_("The chair's rights follow the term by themselves, at midnight of its first day."),
    )


def _term_there() -> str:
    return _("Another term shares some of these days.")


def _holiday_there() -> str:
    return _("This day is a holiday of the calendar already.")


def _holidays_of(holiday: Holiday) -> str:
    address = reverse("accounts:holidays")
    return f"{address}?calendar={holiday.calendar}&year={holiday.date.year}"
