"""What pages say of a place that was handed over by name."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import words
from events.models import Registration
from interface.marks import Pill

PILL = Pill(gettext_lazy("Handed over"), icon="person")


def state(registration: Registration, *, within: str = "") -> str:
    """Return the state of a registration in words; of a place handed over, to whom.

    To readers ``within`` a country only who is from there is named.
    """
    taker = registration.handed_over_to
    if taker is None:
        return registration.get_state_display()
    if within not in {"", taker.country}:
        return str(PILL.label)
    return _("Handed over to %(name)s") % {"name": taker.name}


def own_title(registration: Registration) -> str:
    """Return to a person what the own registration led to."""
    taker = registration.handed_over_to
    if taker is None:
        return words.outcome_title(registration.state)
    return _("You handed your place over to %(name)s") % {"name": taker.name}


def own_pill(registration: Registration, *, position: int | None = None) -> Pill:
    """Return to a person the state of the own registration."""
    if registration.handed_over_to is None:
        return words.own_pill(registration.state, position=position)
    return Pill(own_title(registration), "", "person")
