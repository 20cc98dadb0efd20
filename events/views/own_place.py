"""One's own place: given back, taken back, accepted, passed on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import token_page
from accounts.http import Request
from accounts.steps import By, NotNowError
from events import services
from events.enums import LIVE, InvitationState, RegistrationState
from events.forms.own import PassOnForm
from events.models import Registration
from events.views.own import address, found, may_be_passed_on, not_now, page
from events.views.own_deeds import own_deed
from events.views.room import posted
from interface import errors

A_DAY = 86_400


@token_page
@require_POST
@own_deed
def withdraw(request: Request, token: str) -> HttpResponse:
    """Withdraw; the next page offers to take it back. Pressed twice, it is done once."""
    registration = found(token)
    try:
        services.withdraw(registration, by=request.standing, as_=By.PERSON, at=request.at)
    except NotNowError:
        registration.refresh_from_db(fields=["state"])
        if registration.state != RegistrationState.WITHDRAWN:
            return page(request, registration, token=token, problem=not_now(), posted={})
    return redirect(address("own_registration", token))


@token_page
@require_POST
@own_deed
def restore(request: Request, token: str) -> HttpResponse:
    """Take the withdrawal back: a place if one is free, else the end of the queue."""
    registration = found(token)
    try:
        services.restore(registration, by=request.standing, as_=By.PERSON, at=request.at)
    except NotNowError:
        registration.refresh_from_db(fields=["state"])
        if registration.state not in LIVE:
            return page(request, registration, token=token, problem=not_now(), posted={})
    except services.AlreadyRegisteredError:
        problem = _("You have registered anew meanwhile; the link to it is in a later letter.")
        return page(request, registration, token=token, problem=problem, posted={})
    return redirect(address("own_registration", token))


@token_page
@require_POST
@own_deed
def accept(request: Request, token: str) -> HttpResponse:
    """Accept the place that is offered, while its time lasts. Pressed twice, it is done once."""
    registration = found(token)
    try:
        after = services.accept_offer(registration, by=request.standing, at=request.at)
    except NotNowError:
        registration.refresh_from_db(fields=["state"])
        if registration.state != RegistrationState.CONFIRMED:
            return page(request, registration, token=token, problem=not_now(), posted={})
        return redirect(address("own_registration", token))
    if after.state != RegistrationState.CONFIRMED:
        problem = _("The time to accept is over, and the place has moved on.")
        return page(request, after, token=token, problem=problem, posted={})
    messages.success(request, _("The place is yours."))
    return redirect(address("own_registration", token))


@token_page
@require_POST
@own_deed
def confirm(request: Request, token: str) -> HttpResponse:
    """Take the answer of a delegate who was named. Pressed twice, it is done once."""
    registration, answer = found(token), request.POST.get("answer", "")
    try:
        if answer == InvitationState.NO:
            services.withdraw(registration, by=request.standing, as_=By.PERSON, at=request.at)
        else:
            services.confirm_delegate(
                registration, attending=answer, by=request.standing, as_=By.PERSON, at=request.at
            )
    except NotNowError:
        registration.refresh_from_db(fields=["state", "attending"])
        if not _is_said(registration, answer):
            return page(request, registration, token=token, problem=not_now(), posted={})
    return redirect(address("own_registration", token))


def _is_said(registration: Registration, answer: str) -> bool:
    """Return whether that is the answer that stands."""
    if answer == InvitationState.NO:
        return registration.state == RegistrationState.WITHDRAWN
    came = {RegistrationState.CONFIRMED, RegistrationState.WAITING}
    return registration.state in came and registration.attending == answer


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_deed
def pass_on(request: Request, token: str) -> HttpResponse:
    """Pass the place on to somebody by name and address."""
    registration, typed = found(token), posted(request)
    if typed is None and not may_be_passed_on(registration, request.at):
        return page(request, registration, token=token, problem=not_now())
    form = PassOnForm(typed, initial={"organisation": registration.organisation})
    if form.is_valid():
        try:
            taker = services.pass_on(
                registration,
                by=request.standing,
                as_=By.PERSON,
                at=request.at,
                **form.cleaned_data,
            )
        except services.AlreadyRegisteredError:
            form.add_error("email", already_there())
        except services.FormUsedError:
            form.add_error(None, _("This form was used before. Open it anew."))
        except services.TooManyError:
            return errors.too_many(request, seconds=A_DAY)
        except NotNowError:
            registration = found(token)
            return page(request, registration, token=token, problem=not_now(), posted=typed)
        else:
            messages.success(request, _passed_on(taker))
            return redirect(address("own_registration", token))
    context = {
        "form": form,
        "registration": registration,
        "event": registration.event,
        "own": address("own_registration", token),
    }
    status = 422 if typed is not None else 200
    return render(request, "events/own_pass_on.html", context, status=status)


def already_there() -> str:
    """Return what is said of an address that cannot take a place over."""
    return _("This address is registered already; name somebody who is not.")


def _passed_on(taker: Registration) -> str:
    if taker.state == RegistrationState.PENDING:
        sentence = _("%(name)s can take your place once that is approved; until then it is yours.")
    else:
        sentence = _("Your place is now that of %(name)s, who is told by mail.")
    return sentence % {"name": taker.name}
