"""Who speaks for which seats at a moment, and so gets the letters to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.enums import SPEAKS_FOR_THE_SEAT, Role
from accounts.models import Mandate, User
from accounts.seats import Holder


@dataclass(frozen=True)
class Reader:
    """A person who gets a letter for a state, an organisation or the Secretariat."""

    user: User
    holder: Holder
    copies: tuple[str, ...]


def who_speak_for(holders: Collection[Holder], *, at: datetime) -> list[Reader]:
    """Return who speaks for states and organisations, in one query."""
    rows = Mandate.objects.valid_at(at).filter(speaking_for(holders))
    return [_reader(row) for row in rows.select_related("user").order_by("pk")]


def speaking_for(holders: Collection[Holder]) -> Q:
    """Return which mandates are for states and organisations: that they speak for them."""
    states = {state for state, _organisation in holders if state}
    organisations = {organisation for _state, organisation in holders if organisation}
    return Q(role__in=SPEAKS_FOR_THE_SEAT, member_state__in=states) | Q(
        role=Role.OBSERVER, organisation__in=organisations
    )


def secretariat(*, at: datetime) -> list[Reader]:
    """Return who works for the Secretariat, each once."""
    mandates = Mandate.objects.valid_at(at).filter(role=Role.SECRETARIAT)
    return [
        Reader(user, (None, None), ()) for user in User.objects.holding(mandates).order_by("pk")
    ]


def _reader(mandate: Mandate) -> Reader:
    holder = (mandate.member_state_id, mandate.organisation_id)
    return Reader(mandate.user, holder, tuple(mandate.copy_addresses))
