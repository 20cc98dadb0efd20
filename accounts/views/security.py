"""How one signs in: passkeys, the authenticator app, recovery codes, password, sessions."""

from typing import cast

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import second_factor
from accounts.http import Request
from accounts.models import User
from accounts.recent import SECOND_FACTORS


@require_safe
def security(request: Request) -> HttpResponse:
    """Show the ways to sign in to the own account, and where it is signed in."""
    user = cast("User", request.user)
    kinds: dict[str, list[Authenticator]] = {}
    for found in Authenticator.objects.filter(user=user).order_by("created_at", "pk"):
        kinds.setdefault(found.type, []).append(found)
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "passkeys": kinds.get(Authenticator.Type.WEBAUTHN, []),
        "app": next(iter(kinds.get(Authenticator.Type.TOTP, [])), None),
        "has_second_factor": bool(kinds.keys() & set(SECOND_FACTORS)),
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "must_enrol": second_factor.is_missing(request.standing),
        "needs_one": second_factor.is_needed(request.standing),
        "sessions": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "accounts/security.html", context)


@require_safe
def to_security(_request: Request) -> HttpResponse:
    """Lead from allauth's own overviews to ours."""
    return redirect("accounts:security")
