"""Letters about signing in. Each code letter has a twin for addresses without an account."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import mail.services
from accounts.models import User
from mail.letters import Button, Text
from mail.models import Letter

LABEL = "accounts.user"
CHANGES = {
    "password_changed": gettext_lazy("The password was changed."),
    "password_set": gettext_lazy("A password was set."),
    "password_reset": gettext_lazy("The password was set anew, with a code by mail."),
    "totp_activated": gettext_lazy("An authenticator app was added."),
    "totp_deactivated": gettext_lazy("The authenticator app was removed."),
    "webauthn_added": gettext_lazy("A passkey was added."),
    "webauthn_removed": gettext_lazy("A passkey was removed."),
    "recovery_codes_generated": gettext_lazy(
        "New recovery codes were made; the old ones are void."
    ),
}


def sign_in_code(email: str, *, code: str, user: User | None, at: datetime) -> Letter:
    """Send the code that signs a person in."""
    text = Text(
        subject=_("Your code to sign in"),
        paragraphs=(
            _(
                "Somebody, you we hope, wants to sign in with this address. The code"
                " holds for ten minutes."
            ),
            _("If it was not you, do nothing: without the code nobody gets in. Give it to no one."),
        ),
        facts=((_("Code"), code),),
    )
    return _write(text, email=email, user=user, at=at)


def confirmation_code(user: User, *, code: str, at: datetime) -> Letter:
    """Send the code by which somebody signed in proves once more to be the person."""
    text = Text(
        subject=_("Your code to go on"),
        paragraphs=(
            _(
                "You asked for something that needs a fresh proof that it is you. The code"
                " holds for ten minutes."
            ),
            _(
                "If it was not you, sign out everywhere on your security page. Give the code to"
                " no one."
            ),
        ),
        facts=((_("Code"), code),),
    )
    return _write(text, email=user.email, user=user, at=at)


def password_code(email: str, *, code: str, user: User | None, at: datetime) -> Letter:
    """Send the code by which a person sets a new password."""
    text = Text(
        subject=_("Your code for a new password"),
        paragraphs=(
            _(
                "Somebody, you we hope, wants to set a new password for this address. The code"
                " holds for ten minutes."
            ),
            _(
                "If it was not you, do nothing: your password stays as it is. Give the code to"
                " no one."
            ),
        ),
        facts=((_("Code"), code),),
    )
    return _write(text, email=email, user=user, at=at)


def no_account(email: str, *, user: User | None, at: datetime) -> Letter:
    """Tell an address that nobody is known by it."""
    text = Text(
        subject=_("No account for this address"),
        paragraphs=(
            _(
                "Somebody, you we hope, wants to sign in with this address, but no account is known"
                " by it."
            ),
            _(
                "You may have another address with us. Accounts come from the Secretariat by"
                " invitation; to register for a public event you need none."
            ),
            _("If it was not you, do nothing."),
        ),
    )
    return _write(text, email=email, user=user, at=at)


def sign_in_changed(user: User, *, what: str, at: datetime) -> Letter:
    """Tell the holder of an account that a way to sign in to it has changed."""
    text = Text(
        subject=_("How you sign in has changed"),
        paragraphs=(
            str(CHANGES[what]),
            _(
                "If it was not you, sign in with a code by mail, look at your security page and"
                " write to the Secretariat."
            ),
        ),
        button=Button(
            _("Open the security page"), settings.SITE_URL + reverse("accounts:security")
        ),
    )
    return mail.services.write(
        text,
        to=user.email,
        name=user.name,
        language=user.language,
        label=LABEL,
        key=str(user.key),
        person=str(user.key),
        at=at,
    )


def _write(text: Text, *, email: str, user: User | None, at: datetime) -> Letter:
    known = str(user.key) if user else ""
    return mail.services.write(
        text,
        to=email,
        name=user.name if user else "",
        language=user.language if user else "en",
        label=LABEL if user else "",
        key=known,
        person=known,
        at=at,
        blank_after=True,
    )
