"""The pages around allauth's: closed ones, another code, a fresh proof."""

from collections.abc import Callable
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import codes, emails, recent, services
from accounts.forms.profile import CodeForm
from accounts.forms.sign_in import SignInForm
from accounts.http import Request
from accounts.models import User
from interface import errors

WAIT_SECONDS = 60


def closed(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """Answer for pages of allauth that are no part of this house."""
    raise Http404


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429 where allauth's limits are reached."""
    return errors.too_many(request, seconds=WAIT_SECONDS)


@login_not_required
@require_safe
def request_code(request: HttpRequest) -> HttpResponse:
    """Lead to the one sign-in page; the code is asked for there."""
    return redirect(onward(request, reverse("account_login")))


@login_not_required
@never_cache
@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Send another code to the same address, or go back to type another address.

    Where too many were sent already, the newest stays valid.
    """
    address = (request.session.get(LOGIN_SESSION_KEY) or {}).get("email")
    if address and "again" in request.POST:
        form = SignInForm({"login": address, "by": "code"}, request=request)
        if form.is_valid():
            clear_login(request)
            answer: HttpResponse = form.login(request, redirect_url=get_next_redirect_url(request))
            return answer
        messages.error(
            request, _("No other code is sent for some minutes. The newest one still counts.")
        )
        return redirect(onward(request, reverse("account_confirm_login_code")))
    clear_login(request)
    return redirect(onward(request, reverse("account_login")))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: Request) -> HttpResponse:
    """Ask for a fresh proof, by a code by mail; who has a second factor proves by that."""
    user = cast("User", request.user)
    address = get_next_redirect_url(request) or reverse("accounts:security")
    if recent.has_second_factor(user):
        return redirect(onward(request, get_adapter().get_reauthentication_methods(user)[0]["url"]))
    if request.method != "POST" and recent.authenticated_recently(request, request.at):
        return redirect(address)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and not form.is_bound:
        return _send_code(request, user)
    if form.is_valid():
        if not ratelimit.consume(request, action="reauthenticate", user=user):
            return too_many(request)
        if codes.fits(request.session, typed=form.cleaned_data["code"], user=user, at=request.at):
            record_authentication(request, user, method="code", reauthenticated=True)
            return redirect(address)
        services.note_failure(user, by="code", at=request.at)
        form.add_error("code", get_adapter().error_messages["incorrect_code"])
    context = {
        "form": form,
        "pending": codes.is_pending(request.session, at=request.at),
        "password": onward(request, reverse("account_reauthenticate")),
    }
    return render(request, "accounts/again.html", context, status=422 if form.errors else 200)


def _send_code(request: Request, user: User) -> HttpResponse:
    if not ratelimit.consume(request, action="ask_again", user=user):
        return too_many(request)
    code = codes.give(request.session, user=user, at=request.at)
    emails.confirmation_code(user, code=code, at=request.at)
    messages.success(
        request, _("A code of six digits is on its way to %(address)s.") % {"address": user.email}
    )
    return redirect(onward(request, reverse("accounts:again")))


@login_not_required
def other_house(
    request: HttpRequest, provider_id: str, *, view: Callable[..., HttpResponse]
) -> HttpResponse:
    """Go to another house's sign-in or come back from it; say so where it does not answer."""
    try:
        return view(request, provider_id)
    except OSError:  # what the library raises where a connection or an answer fails
        response = render(request, "socialaccount/authentication_error.html", status=503)
        response["Retry-After"] = str(WAIT_SECONDS)
        return response


def onward(request: HttpRequest, address: str) -> str:
    """Return the address with what shall come after it still in its query."""
    passed_on: str = passthrough_next_redirect_url(request, address, "next")
    return passed_on
