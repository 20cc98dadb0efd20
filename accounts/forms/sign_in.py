"""What the pages of signing in accept; allauth's forms in our words, with failures recorded."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.password_reset_by_code import (
    PASSWORD_RESET_VERIFICATION_SESSION_KEY,
)
from allauth.core import context, ratelimit
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.allauth_adapters import moment_of
from accounts.forms.fields import AddressField
from accounts.models import User
from interface.fields import LineField

UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def code_field(label: Any, *, digits: int = 6) -> forms.CharField:
    """Return a field for a code of digits, which phones offer to fill in from the letter."""
    return forms.CharField(
        label=label,
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "code-input",
                "size": digits + 2,
            }
        ),
    )


def password_field(label: Any, *, new: bool = False, **kwargs: Any) -> forms.CharField:
    """Return a field for a password that the browser may fill in or propose."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password" if new else "current-password"}
        ),
        **kwargs,
    )


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """An address; with a password beside it, or without one for a code by mail.

    The button "Send me a code" posts ``by=code``: then a password that the browser has
    filled in by itself does not count.
    """

    password = password_field(_("Password"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put our address field in the place of allauth's."""
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        self.order_fields(["login", "password"])

    def _setup_password_field(self) -> None:
        """Keep the password though nobody signs up with one."""

    def clean(self) -> dict[str, Any]:
        """Decide between code and password."""
        if self.data.get("by") == "code":
            self.cleaned_data.pop("password", None)
        elif self.data.get("by") == "password" and not self.cleaned_data.get("password"):
            self.add_error("password", _("Write your password, or have a code sent by mail."))
        super().clean()
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned

    def _clean_without_password(self, email: str, _phone: str | None) -> dict[str, Any]:
        request = context.request
        if not may_be_sent_a_code(request, email):
            raise get_adapter().validation_error("too_many_login_attempts")
        self.user = services.person_at(email, at=moment_of(request))
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


def may_be_sent_a_code(request: HttpRequest, email: str) -> bool:
    """Return whether another code may go to an address, and count it.

    The strict limit is that of an address as asked for from one network, so that nobody shuts
    another out by asking in the other's name from elsewhere.
    """
    asked = f"{email} {get_ip(request)}"
    return bool(
        ratelimit.consume(request, action="request_login_code", key=asked)
        and ratelimit.consume(request, action="login_code_from_anywhere", key=email)
    )


class SignInCodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the letter."""

    code = code_field(_("Code"))

    def clean_code(self) -> str:
        """Record a wrong one, alike for known and unknown addresses."""
        try:
            code: str = super().clean_code()
        except ValidationError:
            request = context.request
            stage = request._login_stage  # noqa: SLF001  # where allauth keeps who signs in
            services.note_failure(stage.login.user, by="code", at=moment_of(request))
            raise
        return code


class ForgottenPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    """The address that a new password is for."""

    email = AddressField()

    def clean_email(self) -> str:
        """Find the account without saying whether there is one."""
        email: str = self.cleaned_data["email"]
        user = services.account_at(email)
        self.users = [user] if user else []
        return email


class PasswordCodeForm(account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code from the letter about a new password."""

    code = code_field(_("Code"))

    def clean_code(self) -> str:
        """Record a wrong one, alike for known and unknown addresses."""
        try:
            code: str = super().clean_code()
        except ValidationError:
            request = context.request
            if "user_id" not in request.session[PASSWORD_RESET_VERIFICATION_SESSION_KEY]:
                services.look_for_nobody()  # as allauth does for somebody
            services.note_failure(None, by="password code", at=moment_of(request))
            raise
        return code


class NewPasswordFields(forms.Form):
    """A new password, twice."""

    password1 = password_field(
        _("New password"),
        new=True,
        help_text=_("At least 12 characters, and none of those that everybody uses."),
    )
    password2 = password_field(_("New password once more"), new=True)


def checked_password(typed: str, *, user: User) -> str:
    """Return a new password that is good enough; raises ``ValidationError``."""
    password: str = get_adapter().clean_password(typed, user=user)
    return password


class SetPasswordForm(account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""

    password1 = NewPasswordFields.base_fields["password1"]
    password2 = NewPasswordFields.base_fields["password2"]

    def clean_password1(self) -> str:
        """Refuse weak ones."""
        return checked_password(self.cleaned_data["password1"], user=self.user)


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """Another password, with the present one as proof."""

    oldpassword = password_field(_("Present password"))
    password1 = NewPasswordFields.base_fields["password1"]
    password2 = NewPasswordFields.base_fields["password2"]

    def clean_password1(self) -> str:
        """Refuse weak ones."""
        return checked_password(self.cleaned_data["password1"], user=self.user)


class ResetPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, after the code."""

    password1 = NewPasswordFields.base_fields["password1"]
    password2 = NewPasswordFields.base_fields["password2"]

    def clean_password1(self) -> str:
        """Refuse weak ones."""
        return checked_password(self.cleaned_data["password1"], user=self.user)


class PasswordAgainForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    password = password_field(_("Password"))


class SecondFactorForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """A code of the authenticator app, or a recovery code."""

    code = code_field(_("Code from your app, or a recovery code"), digits=8)

    def clean_code(self) -> str:
        """Record a wrong one."""
        try:
            code: str = super().clean_code()
        except ValidationError:
            services.note_failure(self.user, by="second factor", at=moment_of(context.request))
            raise
        return code


class SecondFactorAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    """The same, for somebody signed in."""

    code = code_field(_("Code from your app, or a recovery code"), digits=8)


class AddAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code that the authenticator app shows."""

    code = code_field(_("Code that the app shows"))


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey; always one that can sign in alone, guarded by finger, face or PIN."""

    name = LineField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("So that you know it again, such as “Office laptop”."),
    )
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)

    def clean_credential(self) -> dict[str, Any]:
        """Refuse what no authenticator says."""
        return readable(self.cleaned_data["credential"])

    def clean(self) -> dict[str, Any]:
        """Refuse a credential that cannot be read."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class NamePasskeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = LineField(label=_("Name"), max_length=60)


class PasskeySignInForm(webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with a passkey alone."""

    def clean_credential(self) -> Any:
        """Record what does not open an account, whatever it was."""
        try:
            readable(self.cleaned_data["credential"])
            return super().clean_credential()
        except (ValidationError, *UNREADABLE) as error:
            raise _not_this_passkey() from error


class PasskeySecondForm(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second factor."""

    def clean_credential(self) -> Any:
        """Record what is not the person's passkey."""
        try:
            readable(self.cleaned_data["credential"])
            return super().clean_credential()
        except (ValidationError, *UNREADABLE) as error:
            raise _not_this_passkey(self.user) from error


class PasskeyAgainForm(webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, for somebody signed in."""

    def clean_credential(self) -> Any:
        """Refuse what is not the person's passkey."""
        try:
            readable(self.cleaned_data["credential"])
            return super().clean_credential()
        except (ValidationError, *UNREADABLE) as error:
            raise _not_this_passkey(self.user) from error


def readable(credential: Any) -> dict[str, Any]:
    """Return what a browser says of a passkey if it has the right form at all."""
    if isinstance(credential, dict) and isinstance(credential.get("response"), dict):
        return credential
    raise ValidationError(_("The browser's answer cannot be read. Try once more."))


def _not_this_passkey(user: User | None = None) -> ValidationError:
    services.note_failure(user, by="passkey", at=moment_of(context.request))
    return ValidationError(
        _("This passkey does not open an account here. Try another one, or a code by mail.")
    )
