"""Letters to people about their account and their mandates."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

import mail.services
from accounts.models import Mandate, User
from interface.moments import day
from mail.letters import Button, Text
from mail.models import Letter

LABEL = "accounts.user"


def invited(user: User, *, mandate: Mandate | None, at: datetime) -> Letter:
    """Invite a person to the account that the Secretariat has made."""
    return _write(
        Text(
            subject=_("Your account with %(organisation)s") % {"organisation": _house()},
            paragraphs=(
                _(
                    "The Secretariat has made an account for you. It opens what concerns you:"
                    " meetings and their papers, registrations, your calendar."
                ),
                _(
                    "You need no password: give this address on the sign-in page, and a code comes"
                    " by mail. Afterwards you can add a passkey on your security page."
                ),
            ),
            facts=((_("Address to sign in with"), user.email), *_facts(mandate)),
            button=_sign_in(),
        ),
        user,
        at=at,
    )


def mandate_given(mandate: Mandate, *, at: datetime) -> Letter:
    """Tell a person of a new mandate."""
    return _write(
        Text(
            subject=_("You have a mandate: %(mandate)s") % {"mandate": mandate.in_words},
            paragraphs=(
                _(
                    "The Secretariat has entered a mandate for you. What it opens is on your"
                    " overview."
                ),
            ),
            facts=_facts(mandate),
            button=_sign_in(),
        ),
        mandate.user,
        at=at,
        copies=mandate.copy_addresses,
    )


def mandate_ended(mandate: Mandate, *, at: datetime) -> Letter:
    """Tell a person that a mandate is over."""
    return _write(
        Text(
            subject=_("Your mandate has ended: %(mandate)s") % {"mandate": mandate.in_words},
            paragraphs=(
                _(
                    "The rights that came with it have ended. What you did in its name stays valid,"
                    " and your account stays open for your own registrations."
                ),
                _("If this is a mistake, please answer this letter."),
            ),
            facts=_facts(mandate),
        ),
        mandate.user,
        at=at,
        copies=mandate.copy_addresses,
    )


def account_closed(user: User, *, at: datetime) -> Letter:
    """Tell a person that the account is closed."""
    return _write(
        Text(
            subject=_("Your account is closed"),
            paragraphs=(
                _(
                    "Nobody can sign in with this address any more, and the mandates that went"
                    " with the account have ended. What you did stays valid."
                ),
                _("If this is a mistake, please answer this letter."),
            ),
        ),
        user,
        at=at,
    )


def account_reopened(user: User, *, at: datetime) -> Letter:
    """Tell a person that the account is open again."""
    return _write(
        Text(
            subject=_("Your account is open again"),
            paragraphs=(
                _("You can sign in with this address again. Earlier mandates stay ended."),
            ),
            button=_sign_in(),
        ),
        user,
        at=at,
    )


def address_changed(user: User, *, former: str, at: datetime) -> None:
    """Tell both addresses of an account that the one has taken the other's place."""
    text = Text(
        subject=_("The address of your account has changed"),
        paragraphs=(
            _("The Secretariat has changed the address with which you sign in and get letters."),
            _("If you did not expect this, please answer this letter at once."),
        ),
        facts=((_("Until now"), former), (_("From now on"), user.email)),
    )
    _write(text, user, at=at)
    _write(text, user, at=at, to=former)


def _house() -> str:
    return str(settings.ORGANISATION_SHORT_NAME)


def _sign_in() -> Button:
    return Button(_("Sign in"), settings.SITE_URL + reverse("account_login"))


def _facts(mandate: Mandate | None) -> tuple[tuple[str, str], ...]:
    if mandate is None:
        return ()
    facts = [(_("Role"), mandate.in_words), (_("From"), day(mandate.starts))]
    if mandate.ends:
        facts.append((_("Until"), day(mandate.ends)))
    return tuple(facts)


def _write(
    text: Text, user: User, *, at: datetime, to: str = "", copies: list[str] | None = None
) -> Letter:
    return mail.services.write(
        text,
        to=to or user.email,
        name=user.name,
        language=user.language,
        label=LABEL,
        key=str(user.key),
        person=str(user.key),
        copies=copies or (),
        at=at,
    )
