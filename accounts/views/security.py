"""How one signs in: passkeys, the authenticator app, recovery codes, password, sessions."""

from datetime import datetime
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import second_factor, services
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
        "sessions": _living(user, at=request.at).count(),
    }
    return render(request, "accounts/security.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: Request) -> HttpResponse:
    """Show where the account is signed in, and sign it out everywhere else."""
    user = cast("User", request.user)
    here = request.session.session_key
    if request.method == "POST":
        services.end_sessions(user, but=here)
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("accounts:sessions")
    context = {"sessions": _living(user, at=request.at).order_by("created_at"), "here": here}
    return render(request, "accounts/sessions.html", context)


def _living(user: User, *, at: datetime) -> QuerySet[UserSession]:
    """Return the sessions of a person that still open something; a page deletes no others."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user=user, session_key__in=alive)
    return found


@require_safe
def to_security(_request: Request) -> HttpResponse:
    """Lead from allauth's own overviews to ours."""
    return redirect("accounts:security")
