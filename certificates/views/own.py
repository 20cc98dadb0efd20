"""One's own certificate behind the link of a registration: what it is worth, its file, its name."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import token_page
from accounts.http import Request
from accounts.models import User
from accounts.steps import NotNowError
from certificates import files, links, services, shown
from certificates.enums import CorrectionState, State
from certificates.forms.own import NameForm
from certificates.marks import state_pill
from certificates.models import Certificate, Correction
from certificates.own import newest, owed_first, without, write_to
from documents.serving import given
from events import words
from events.models import Registration
from events.views.own import found
from events.views.registration import own_page
from events.views.room import posted
from interface import tables


@token_page
@require_safe
def own(request: Request, token: str) -> HttpResponse:
    """Show whoever holds the link how it stands with the certificate."""
    return _page(request, found(token), token=token)


def _page(
    request: Request, registration: Registration, *, token: str, problem: str = ""
) -> HttpResponse:
    certificate, event = newest(registration), registration.event
    context: dict[str, Any] = {
        "registration": registration,
        "event": event,
        "when": words.when(event),
        "own": reverse("events:own_registration", args=[token]),
        "token": token,
        "problem": problem,
        "certificate": certificate,
    }
    if certificate is None:
        context |= {
            "without": without(registration, at=request.at),
            "write_to": write_to(event),
        }
    else:
        context |= _of(certificate, registration, request)
    status = 409 if problem else 200
    return render(request, "certificates/own.html", context, status=status)


def _of(certificate: Certificate, registration: Registration, request: Request) -> dict[str, Any]:
    owed = owed_first(registration, at=request.at)
    wish = _wishes(registration).exclude(state=CorrectionState.TAKEN_BACK).first()
    earlier = registration.certificates.made().exclude(pk=certificate.pk).order_by("-pk")
    return {
        "pill": state_pill(certificate.state),
        "worth": shown.worth(certificate),
        "reason": certificate.reason if certificate.state == State.REVOKED else "",
        "write_to": write_to(registration.event) if certificate.state == State.REVOKED else "",
        "name": certificate.facts["name"],
        "printed": shown.printed(certificate.facts),
        "stands": certificate.stands,
        "may_download": certificate.stands and not owed,
        "feedback_url": owed,
        "may_ask": certificate.stands and (wish is None or wish.state != CorrectionState.OPEN),
        "wish": wish,
        "wish_is_open": wish is not None and wish.state == CorrectionState.OPEN,
        "wish_is_refused": wish is not None and wish.state == CorrectionState.REFUSED,
        "address": links.address(certificate),
        "earlier": [(one, state_pill(one.state)) for one in earlier],
    }


def _wishes(registration: Registration) -> QuerySet[Correction]:
    """Return the wishes of a person, of whatever version, the latest first."""
    return Correction.objects.filter(certificate__registration=registration)


@token_page
@require_safe
def own_file(request: Request, token: str) -> HttpResponseBase:
    """Give the holder the file, once feedback that is asked for first is given."""
    registration = found(token)
    certificate = newest(registration)
    if certificate is None or not certificate.stands:
        raise Http404
    if owed_first(registration, at=request.at):
        return redirect("certificates:own", token)
    opened = files.opened(certificate)
    if opened is None:
        raise Http404
    return given(opened, name=files.name_of(certificate), content_type=files.PDF)


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask_correction(request: Request, token: str) -> HttpResponse:
    """Ask for another spelling of the name; the Secretariat decides."""
    registration = found(token)
    certificate = newest(registration)
    if certificate is None:
        raise Http404
    typed = posted(request)
    if typed is None and not certificate.stands:
        return _page(request, registration, token=token, problem=_not_now())
    form = NameForm(typed, initial={"name": certificate.facts["name"]})
    earlier = _wishes(registration).filter(state=CorrectionState.OPEN).first()
    if form.is_valid():
        try:
            asked = services.ask_correction(
                certificate, **form.cleaned_data, by=request.standing, at=request.at
            )
        except NotNowError:
            return _page(request, registration, token=token, problem=_not_now())
        except services.RefusedError as refused:
            form.add_error("name", refused.message)
        else:
            messages.success(request, _gone(takes_a_place=earlier not in {None, asked}))
            return redirect("certificates:own", token)
    context = {
        "form": form,
        "earlier": earlier,
        "certificate": certificate,
        "event": registration.event,
        "token": token,
    }
    status = 422 if typed is not None else 200
    return render(request, "certificates/ask_correction.html", context, status=status)


def _gone(*, takes_a_place: bool) -> str:
    if takes_a_place:
        return _(
            "Your new wish takes the place of the earlier one. It has gone to the Secretariat;"
            " you hear by mail of it."
        )
    return _("Your wish has gone to the Secretariat; you hear by mail of it.")


def _not_now() -> str:
    return _("This certificate no longer stands, so its name is not changed.")


@token_page
@require_POST
def take_back_correction(request: Request, token: str) -> HttpResponse:
    """Ask no longer for another name. Pressed twice, it is done once."""
    registration = found(token)
    wish = _wishes(registration).filter(state=CorrectionState.OPEN).first()
    if wish is not None:
        try:
            services.take_back_correction(wish, by=request.standing, at=request.at)
        except NotNowError:
            return _page(request, registration, token=token, problem=_decided())
        messages.success(request, _("You no longer ask for another name."))
    return redirect("certificates:own", token)


def _decided() -> str:
    return _("It was decided meanwhile: below is how it stands.")


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show a person all own certificates, of whatever event, the newest version of each."""
    user = cast("User", request.standing.user)  # the closed door lets no visitor through
    kept = Certificate.objects.made().order_by("-pk")
    rows = (
        Registration.objects.of(user)
        .filter(pk__in=Certificate.objects.made().of(user).values("registration"))
        .select_related("event")
        .prefetch_related(Prefetch("certificates", queryset=kept, to_attr="kept"))
    )
    listing = tables.listing(
        rows,
        query=request.GET,
        orders={"date": ("event__starts_at",), "event": ("event__title",)},
        default="-date",
    )
    lines = [_line(registration) for registration in listing.rows]
    return render(request, "certificates/mine.html", {"listing": listing, "lines": lines})


def _line(registration: Any) -> dict[str, Any]:
    certificate: Certificate = registration.kept[0]
    page = own_page(registration)
    return {
        "registration": registration,
        "event": registration.event,
        "certificate": certificate,
        "pill": state_pill(certificate.state),
        "url": f"{page}certificate/",
        "file": f"{page}certificate.pdf" if certificate.stands else "",
    }
