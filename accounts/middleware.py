"""The moment of a request, who asks, and the closed door."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware as ClosedUntilOpened
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts import second_factor
from accounts.access import standing
from accounts.http import Request
from interface.headers import keep_secret


class StandingMiddleware:
    """Reads the clock once for a request and works out who asks when somebody wants to know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set ``request.at`` and ``request.standing``."""
        at = timezone.now()
        request.at = at  # type: ignore[attr-defined]
        request.standing = SimpleLazyObject(lambda: standing(request.user, at))  # type: ignore[attr-defined]
        return self.get_response(request)


# Below these stand addresses whose tokens open something without signing in. They stay out of
# the sign-in page's ``next``, whence they would reach histories, logs and other houses.
SECRET_ADDRESSES = (
    "/registrations/",
    "/invitations/",
    "/speakers/",
    "/feedback/",
    "/follow-up/",
    "/verify/",
    "/door/",
    "/calendar/",
)


class LoginRequiredMiddleware(ClosedUntilOpened):
    """Answers a visitor with the sign-in page wherever a page is not open, existing or not."""

    def __call__(self, request: HttpRequest) -> Any:
        """Turn a visitor's 404 into the sign-in page, but for addresses that carry a secret."""
        response = cast("HttpResponseBase", self.get_response(request))
        if request.path_info.startswith(SECRET_ADDRESSES):
            if response.status_code >= 400:
                keep_secret(response)
        elif response.status_code == 404 and not request.user.is_authenticated:
            return redirect(f"{reverse(settings.LOGIN_URL)}?next={quote(request.get_full_path())}")
        return response


OPEN_WITHOUT_SECOND_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "accounts:again",
    "accounts:passkeys",
    "accounts:privacy",
    "accounts:second_factor",
    "accounts:security",
    "calendars:own_feed",  # opened by its address: it must not ask who reads it either
    "calendars:public_feed",  # the same for everybody: it must not even ask who reads it
    "healthz",
    "interface:accessibility",
    "interface:brand",
    "interface:favicon",
    "interface:help",
    "readyz",
}


class SecondFactorMiddleware:
    """Leads the Secretariat and administrators to enrol a second factor before anything else.

    The demonstration waives it, and says so on the security page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: Request, *_view: Any) -> HttpResponseBase | None:
        """Lead to the security page where a second factor is missing."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in OPEN_WITHOUT_SECOND_FACTOR or name.startswith("mfa_"):
            return None
        return redirect("accounts:security") if second_factor.is_missing(request.standing) else None


class InvalidFormMiddleware:
    """Answers 422 where allauth shows a form again with its problems; allauth itself says 200."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        """Give the answer the status of what happened."""
        context = response.context_data or {}
        forms = [form for form in map(context.get, ("form", "webauthn_form")) if form is not None]
        if request.method == "POST" and any(form.errors for form in forms):
            response.status_code = 422
        return response
