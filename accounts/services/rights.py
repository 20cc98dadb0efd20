"""The few rights that no mandate brings, given to a person by name."""

from collections.abc import Collection
from datetime import datetime
from functools import cache

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.functional import Promise

from accounts.access import Standing
from accounts.enums import Deed
from accounts.models import User
from accounts.services.mandates import NotYoursToGiveError
from journal.services import record

LABEL = "accounts.user"


@cache
def named() -> dict[str, str | Promise]:
    """Return every right that is given by name, and what it lets a person do.

    They are the permissions that the tables of all apps declare beside those Django makes.
    """
    return {
        codename: label
        for model in apps.get_models()
        for codename, label in model._meta.permissions  # noqa: SLF001  # public in all but name
    }


@transaction.atomic
def set_rights(user: User, *, rights: Collection[str], by: Standing, at: datetime) -> None:
    """Let a person hold exactly these of the named rights; each change is journalled.

    Raises ``NotYoursToGiveError`` unless an administrator does it.
    """
    if not by.is_administrator:
        raise NotYoursToGiveError
    user = User.objects.select_for_update().get(pk=user.pk)
    held = set(held_by(user))
    for codename in named():
        if (codename in rights) == (codename in held):
            continue
        permission = Permission.objects.get(codename=codename)
        if codename in rights:
            user.user_permissions.add(permission)
        else:
            user.user_permissions.remove(permission)
        record(
            Deed.RIGHT_GIVEN if codename in rights else Deed.RIGHT_TAKEN,
            at=at,
            actor=by.actor,
            acting_for=by.acting_for,
            label=LABEL,
            key=str(user.key),
            facts={"right": codename},
        )


def held_by(user: User) -> list[str]:
    """Return the named rights that a person holds."""
    return list(
        user.user_permissions.filter(codename__in=named())
        .order_by("pk")
        .values_list("codename", flat=True)
    )
