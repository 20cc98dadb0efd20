"""Who speaks for a seat since lately and was at no introduction meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accounts.days import network_day
from accounts.models import Mandate
from accounts.models.mandate import MandateQuerySet
from events.enums import Kind, RegistrationState, State
from events.models import Event, Invitation, Registration

HELD = (State.HELD, State.CLOSED)


@dataclass(frozen=True)
class Newcomer:
    """A new representative or substitute; ``known`` where invited or registered already."""

    mandate: Mandate
    known: bool


def since(on: date) -> date:
    """Return the day from which on a mandate counts as new: twelve months back.

    >>> since(date(2024, 2, 29)).isoformat()
    '2023-03-01'
    """
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return date(on.year - 1, 3, 1)


def newcomers(at: datetime) -> MandateQuerySet:
    """Return the mandates of those who are new and have not been introduced; one query.

    Whose mandate was renewed is not new, and who had a confirmed place at an introduction
    meeting that was held has been introduced.
    """
    first = since(network_day(at))
    before = Mandate.objects.for_seats().filter(starts__lt=first)
    introduced = Registration.objects.filter(
        event__kind=Kind.INTRODUCTION, event__state__in=HELD, state=RegistrationState.CONFIRMED
    )
    return (
        Mandate.objects.valid_at(at)
        .for_seats()
        .filter(starts__gte=first)
        .exclude(user__in=before.values("user"))
        .exclude(user__email__in=introduced.values("email"))
        .select_related("user", "member_state")
        .order_by("member_state__order", "role", "user__sort_name")
    )


def to_invite(event: Event, mandates: Iterable[Mandate]) -> list[Newcomer]:
    """Return the newcomers, and who of them knows of this meeting already."""
    known = set(Invitation.objects.standing().filter(event=event).values_list("email", flat=True))
    known |= set(event.registrations.live().values_list("email", flat=True))
    return [Newcomer(mandate, mandate.user.email in known) for mandate in mandates]
