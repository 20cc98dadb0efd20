"""The first administrator, whom nobody signed in can invite."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Role
from accounts.models import Mandate, User
from accounts.services.mandates import Wish
from accounts.services.people import invite


class AdministeredError(Exception):
    """Somebody administers the installation already, and invites everybody else."""


@transaction.atomic
def found(*, email: str, name: str, at: datetime) -> User:
    """Invite the first administrator of an installation.

    ``email`` is in its normal form. Raises ``AdministeredError`` where there is one, now or
    later, and ``AddressTakenError``.
    """
    if Mandate.objects.current_or_future(at).filter(role=Role.ADMINISTRATOR).exists():
        raise AdministeredError
    nobody = Standing(user=None, at=at, mandates=(Mandate(role=Role.ADMINISTRATOR),))
    wish = Wish(role=Role.ADMINISTRATOR, starts=network_day(at))
    return invite(once=uuid4(), email=email, name=name, wish=wish, by=nobody, at=at)
