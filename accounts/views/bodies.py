"""Bodies, their seats, and the organisations that sit in them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import seats, services, versions
from accounts.access import network_only, secretariat_or_administrator
from accounts.days import network_day
from accounts.forms.seats import CHECK, BodyForm, OrganisationForm, SeatChangeForm, SeatForm
from accounts.http import Request
from accounts.models import Body, Mandate, Organisation, Seat
from accounts.overlaps import OverlapError
from accounts.views import deeds


@network_only
@require_safe
def bodies(request: Request) -> HttpResponse:
    """List the bodies of the Network."""
    return render(request, "accounts/bodies.html", {"bodies": Body.objects.all()})


@network_only
@require_safe
def body(request: Request, code: str) -> HttpResponse:
    """Show who sits in a body today; to those who keep it, all its seats."""
    shown = get_object_or_404(Body, code=code)
    today = network_day(request.at)
    places = _places(shown, request)
    voting = sum(place.votes for place, _speaking in places)
    context = {
        "body": shown,
        "places": places,
        "quorum": seats.quorum_in_words(shown, voting) if voting else "",
        "check": CHECK,
        "keeps": _keeps(request),
        "seats": shown.seats.in_protocol_order() if _keeps(request) else [],
        "today": today,
    }
    return render(request, "accounts/body.html", context)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def change_body(request: Request, code: str) -> HttpResponse:
    """Change a body's name, its notice, who chairs it, and how it meets and decides."""
    shown = get_object_or_404(Body, code=code)
    form = BodyForm(request.POST or None, body=shown)
    address = reverse("accounts:body", args=[code])
    if form.is_valid():
        try:
            services.change_body(shown, by=request.standing, at=request.at, **form.cleaned_data)
        except services.NameTakenError:
            form.add_error("name", _("Another body has this name."))
        except versions.StaleError as stale:
            names = [name for name in form.fields if name != "version"]
            return versions.conflict(
                request,
                form,
                theirs={name: getattr(stale.theirs, name) for name in names},
                address=request.path,
                label="accounts.body",
                key=code,
            )
        else:
            messages.success(request, _("The body is saved."))
            return redirect(address)
    deed = deeds.Deed(title=_("Change this body"), up=shown.name, up_url=address, button=_("Save"))
    return deeds.page(request, form, deed=deed)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def give_seat(request: Request, code: str) -> HttpResponse:
    """Give a state or an organisation a seat."""
    shown = get_object_or_404(Body, code=code)
    form = SeatForm(request.POST or None, initial={"starts": network_day(request.at)})
    address = reverse("accounts:body", args=[code])
    if form.is_valid():
        try:
            seat = services.give_seat(
                shown, by=request.standing, at=request.at, **form.cleaned_data
            )
        except OverlapError:
            form.add_error("starts", _seat_there())
        else:
            messages.success(request, _("%s has a seat.") % seat.holder)
            return redirect(address)
    deed = deeds.Deed(
        title=_("Give a seat in: %s") % shown.name,
        up=shown.name,
        up_url=address,
        button=_("Give the seat"),
    )
    return deeds.page(request, form, deed=deed)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def change_seat(request: Request, code: str, pk: int) -> HttpResponse:
    """Change from when to when a seat lasts and whether it votes."""
    rows = Seat.objects.select_related("body", "member_state", "organisation")
    seat = get_object_or_404(rows, body=code, pk=pk)
    form = SeatChangeForm(request.POST or None, seat=seat)
    address = reverse("accounts:body", args=[code])
    if form.is_valid():
        try:
            services.change_seat(seat, by=request.standing, at=request.at, **form.cleaned_data)
        except OverlapError:
            form.add_error("starts", _seat_there())
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs={name: getattr(stale.theirs, name) for name in ("votes", "starts", "ends")},
                address=request.path,
                label="accounts.body",
                key=code,
            )
        else:
            messages.success(request, _("The seat is saved."))
            return redirect(address)
    deed = deeds.Deed(
        title=_("Seat of %s") % seat.holder, up=seat.body.name, up_url=address, button=_("Save")
    )
    return deeds.page(request, form, deed=deed)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: Request) -> HttpResponse:
    """List the organisations, and add one."""
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_organisation(by=request.standing, at=request.at, **form.cleaned_data)
        except services.NameTakenError:
            form.add_error("name", _("There is an organisation of this name already."))
        else:
            messages.success(request, _("The organisation is added."))
            return redirect("accounts:organisations")
    rows = Organisation.objects.select_related("member_state")
    return render(
        request,
        "accounts/organisations.html",
        {"organisations": rows, "form": form},
        status=422 if form.errors else 200,
    )


def _keeps(request: Request) -> bool:
    return request.standing.is_secretariat or request.standing.is_administrator


def _places(body: Body, request: Request) -> list[tuple[seats.Place, list[Mandate]]]:
    """Return each place with those who speak for it at this moment."""
    places = seats.places(body, on=network_day(request.at))
    valid = (
        Mandate.objects.valid_at(request.at)
        .select_related("user", "member_state", "organisation")
        .order_by("role", "-is_lead", "user__sort_name")
    )
    states = {place.member_state for place in places if place.member_state}
    others = {place.organisation for place in places if place.organisation}
    speaking = [*valid.for_seats().filter(member_state__in=states)]
    speaking += valid.filter(organisation__in=others)
    return [
        (
            place,
            [
                mandate
                for mandate in speaking
                if (mandate.member_state, mandate.organisation)
                == (place.member_state, place.organisation)
            ],
        )
        for place in places
    ]


def _seat_there() -> str:
    return _("It has a seat here on some of these days already.")
