"""How a meeting of one's body stands to who names a delegation for it, or registers."""

from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.access import Standing
from events.access import names_delegation
from interface.marks import Pill
from meetings.enums import ANSWERED, DelegationState
from meetings.models import Convening, Delegation


def of_events(standing: Standing) -> dict[str, Any]:
    """Return what is read with each event: whether seats were asked who comes, the own answer."""
    own = Delegation.objects.filter(standing.own_rows, event=OuterRef("pk")).order_by("pk")
    return {
        "own_delegation": Subquery(own.values("state")[:1]),
        "is_convened": Exists(Convening.objects.sent().filter(event=OuterRef("pk"))),
    }


def pill_of(event: Any, standing: Standing) -> Pill:
    """Return the delegation of who names one, once that is asked for; else the own place."""
    if event.own_delegation == DelegationState.NOBODY:
        return Pill(_("Nobody comes"), "", "dash")
    if event.own_delegation in ANSWERED:
        return Pill(_("Delegation named"), "info")
    if names_delegation(standing, event):
        return (
            Pill(_("Delegation not named yet"), "warn", "hourglass")
            if event.is_convened
            else Pill(_("Your body meets"), "", "info")
        )
    if event.is_open_at(standing.at):
        return Pill(_("Not registered yet"), "warn", "alert")
    return Pill(_("Your body meets"), "", "info")
