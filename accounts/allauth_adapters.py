"""Where allauth asks us: who comes in, by which letters, and what is recorded of it.

The one address of a person is ``User.email``; allauth's own table of addresses is not read.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import perform_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import emails, recent, sealing, services
from accounts.addresses import normalised
from accounts.models import User
from journal import origin

LETTERS: dict[str, Callable[..., object]] = {
    "account/email/login_code": emails.sign_in_code,
    "account/email/password_reset_code": emails.password_code,
    "account/email/unknown_account": emails.no_account,
}


def moment_of(request: HttpRequest) -> datetime:
    """Return the one moment of a request."""
    return cast("datetime", request.at)  # type: ignore[attr-defined]


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """Passwords, checked against the open account of the address alone; rights in one query."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        user: User | None = self._check_password(services.account_at(email), password)
        return user

    def _get_user_permissions(self, user_obj: User) -> QuerySet[Permission]:
        """Return the own rights and those of the groups, in one query."""
        return Permission.objects.filter(Q(user=user_obj) | Q(group__user=user_obj))

    def _get_group_permissions(self, _user_obj: User) -> QuerySet[Permission]:
        """Return nothing more: what groups bring is among the own rights."""
        return Permission.objects.none()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in: no sign-up, letters by the outbox, all of it in the journal."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "Address and password do not belong together. You can also have a code sent by mail."
        ),
        "incorrect_code": gettext_lazy(
            "This is not the code. Look for the newest letter, and copy all six digits."
        ),
        "incorrect_password": gettext_lazy("This is not the password."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "rate_limited": gettext_lazy("Too many attempts. Wait some minutes, then try again."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts. Wait some minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Accounts come from the Secretariat."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether to go on to an address after signing in: one of this host only."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_login_stages(self) -> list[str]:
        """Look for nobody where allauth has nobody to look for.

        A pending sign-in of a known person costs a query on each page, that of an unknown
        address would cost none, and their pages could be told apart by their time.
        """
        pending = context.request.session.get(LOGIN_SESSION_KEY)
        if pending and pending["user_pk"] is None:
            services.look_for_nobody()
        stages: list[str] = super().get_login_stages()
        return stages

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        """Return the client's address as the journal notes it: our own proxies are believed."""
        return origin.current() or "0.0.0.0"  # noqa: S104  # behind a socket there is none

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter into the outbox; no mail leaves in a request."""
        code = {"code": context["code"]} if "code" in context else {}
        user = services.account_at(email)
        LETTERS[template_prefix](email, user=user, at=moment_of(self.request), **code)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,  # noqa: ARG002  # allauth's signature
        email: str | None = None,  # noqa: ARG002
    ) -> None:
        """Record that a way to sign in has changed, and tell the person.

        A new password ends the sessions that the old one may have opened elsewhere.
        """
        what = template_prefix.rpartition("/")[2]
        services.note_change(user, what=what, at=moment_of(self.request))
        if what.startswith("password_"):
            services.end_sessions(user, but=self.request.session.session_key)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record that a password did not fit."""
        user = services.account_at(credentials.get("email", ""))
        services.note_failure(user, by="password", at=moment_of(request))

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Record the sign-in and by what it was proved."""
        proofs = get_authentication_records(request, user)
        by = dict.fromkeys(proof.get("type") or proof["method"] for proof in proofs)
        services.note_sign_in(user, by=list(by), at=moment_of(request))
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def reauthenticate(self, user: User, password: str) -> bool:
        """Return whether it is the password of the person signed in."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002
        """Let those pass who proved themselves a short while ago; lead all others to do it."""
        if recent.authenticated_recently(context.request, moment_of(context.request)):
            return False
        raise ReauthenticationRequired

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Return the ways to prove it again: the second factor where there is one.

        A code by mail or a password is enough only for those who have no more.
        """
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        stronger = [way for way in methods if way["id"].startswith("mfa_")]
        if recent.has_second_factor(user):
            return stronger
        code = {
            "id": "code",
            "description": _("Have a code sent by mail"),
            "url": reverse("accounts:again"),
        }
        return [code, *(way for way in methods if way not in stronger)]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Return to the security page."""
        return reverse("accounts:security")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys, the authenticator app and recovery codes; their seeds are kept encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This is not right. Try once more."),
    }

    def encrypt(self, text: str) -> str:
        """Return the text as it is stored."""
        return sealing.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was stored."""
        return sealing.opened(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as markup to stand in the page itself, on white in the dark too."""
        svg: str = super().build_totp_svg(url)
        ground = '<rect width="100%" height="100%" fill="#fff"/>'
        return svg.partition("?>")[2].replace("<path", f"{ground}<path", 1)

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  # allauth's
        """Return how a new passkey is called until its holder says better."""
        count = user.authenticator_set.filter(type=type).count()  # type: ignore[attr-defined]
        return _("Passkey %(number)d") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return str(settings.ORGANISATION_NAME)


class OpenIdConnectAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in with an identity of another house.

    It opens the account of the address that the other house has verified, and no other. No
    link is kept: when the address of an account changes hands, the former holder's identity
    opens nothing.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign in to the account of the verified address, or send back to the sign-in page."""
        address = verified_address(sociallogin)
        user = services.person_at(address, at=moment_of(request)) if address else None
        if user is None:
            services.note_failure(None, by="socialaccount", at=moment_of(request))
            messages.error(
                request,
                _(
                    "No account is known for the address that your organisation vouches for."
                    " Accounts come from the Secretariat by invitation."
                ),
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        record_authentication(request, user, "socialaccount", provider=sociallogin.account.provider)
        raise ImmediateHttpResponse(
            perform_login(
                request, user, redirect_url=sociallogin.get_redirect_url(request), email=address
            )
        )


def verified_address(sociallogin: SocialLogin) -> str:
    """Return the address that the other house says it has verified, or nothing."""
    for found in sociallogin.email_addresses:
        if found.verified is True:
            try:
                return normalised(found.email)
            except ValidationError:
                continue
    return ""
