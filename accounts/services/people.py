"""Inviting people, changing their details, closing and reopening accounts."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from accounts import rules, versions
from accounts.access import Standing
from accounts.emails import people as emails
from accounts.enums import Deed
from accounts.models import Mandate, User
from accounts.services.mandates import Wish, administrator_kept, end_mandate, give_mandate
from journal.facts import Json
from journal.services import record

LABEL = "accounts.user"


class AddressTakenError(Exception):
    """Another account has that address; ``holder`` is its person."""

    def __init__(self, holder: User) -> None:
        """Keep whose it is."""
        super().__init__(str(holder.key))
        self.holder = holder


class NotYoursToManageError(Exception):
    """The person works for the Secretariat or administers: only administrators may do that."""


@transaction.atomic
def invite(
    *,
    once: UUID,
    email: str,
    name: str,
    wish: Wish | None,
    by: Standing,
    at: datetime,
    language: str = "en",
    telephone: str = "",
) -> User:
    """Make an account for a person, with a mandate if one is wished, and send the invitation.

    ``email`` is in its normal form. An account that signing in once made by itself takes
    the invitation. A replay of the same form (``once``) has one effect: the account's key is
    the form's. Raises ``AddressTakenError`` and what ``give_mandate`` raises.
    """
    # What one person sends comes one after the other, so that a replay finds the first.
    User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None).first()
    replayed: User | None = User.objects.filter(key=once).first()
    if replayed:
        return replayed
    user: User
    user, _made = User.objects.select_for_update().get_or_create(
        email=email,
        defaults={"key": once, "name": name, "created_at": at, "password": make_password(None)},
    )
    if user.invited_at or not user.is_active:
        raise AddressTakenError(user)
    user.name, user.language, user.telephone, user.invited_at = name, language, telephone, at
    user.version += 1
    user.save()
    _note(Deed.USER_INVITED, user, by=by, at=at)
    mandate = give_mandate(user, wish=wish, by=by, at=at, told=False) if wish else None
    emails.invited(user, mandate=mandate, at=at)
    return user


@transaction.atomic
def change_person(
    user: User,
    *,
    version: int,
    name: str,
    email: str,
    telephone: str,
    time_zone: str,
    language: str,
    by: Standing,
    at: datetime,
) -> User:
    """Change a person's details; a new address is told to both addresses.

    Raises ``NotYoursToManageError``, ``AddressTakenError`` and ``StaleError``.
    """
    user = versions.locked(User.objects.all(), version=version, pk=user.pk)
    _require_management(user, by=by, at=at)
    former = user.email
    user.name, user.email, user.telephone = name, email, telephone
    user.time_zone, user.language = time_zone, language
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise AddressTakenError(User.objects.get(email=email)) from error
    _note(Deed.USER_CHANGED, user, by=by, at=at, facts={"address": email != former})
    if email != former:
        emails.address_changed(user, former=former, at=at)
    return user


@transaction.atomic
def close_account(user: User, *, by: Standing, at: datetime) -> User:
    """Close an account this minute: its sessions and its mandates end; what was done stays.

    Raises ``NotYoursToManageError`` and ``LastAdministratorError``; closing a closed one
    changes nothing.
    """
    with administrator_kept(at=at):
        user = User.objects.select_for_update().get(pk=user.pk)
        _require_management(user, by=by, at=at)
        if not user.is_active:
            return user
        for mandate in Mandate.objects.current_or_future(at).filter(user=user, ended_at=None):
            end_mandate(mandate, by=by, at=at, told=False)
        user.is_active, user.closed_at = False, at
        user.version += 1
        user.save(update_fields=["is_active", "closed_at", "version"])
    _note(Deed.USER_CLOSED, user, by=by, at=at)
    emails.account_closed(user, at=at)
    return user


@transaction.atomic
def reopen_account(user: User, *, by: Standing, at: datetime) -> User:
    """Open a closed account again, without the mandates it had; an open one stays as it is."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return user
    user.is_active, user.closed_at = True, None
    user.version += 1
    user.save(update_fields=["is_active", "closed_at", "version"])
    _note(Deed.USER_REOPENED, user, by=by, at=at)
    emails.account_reopened(user, at=at)
    return user


def _require_management(user: User, *, by: Standing, at: datetime) -> None:
    roles = Mandate.objects.current_or_future(at).filter(user=user).values_list("role", flat=True)
    if not rules.may_manage(
        set(roles), secretariat=by.is_secretariat, administrator=by.is_administrator
    ):
        raise NotYoursToManageError


def _note(
    deed: Deed, user: User, *, by: Standing, at: datetime, facts: dict[str, Json] | None = None
) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(user.key),
        facts=facts,
    )


@transaction.atomic
def note_people_taken(*, form: str, rows: int, by: Standing, at: datetime) -> None:
    """Write down who took the list of people out, in what form, and how many."""
    record(
        Deed.PEOPLE_TAKEN,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        facts={"form": form, "rows": rows},
    )
