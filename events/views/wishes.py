"""What is free of the places that a form offers, and where it says that something is not."""

from collections.abc import Mapping

from django import forms

from events import asking, rules, services
from events.enums import HOLDS_A_PLACE, QuotaScope
from events.forms.answers import name_of
from events.models import Event, Registration
from events.rules import Claim, Obstacle

FIELDS: Mapping[QuotaScope, str] = {
    QuotaScope.STATE: "country",
    QuotaScope.GROUP: "group",
    QuotaScope.ATTENDING: "mode",
    QuotaScope.SESSION: "sessions",
}


def left_for(event: Event, registration: Registration | None = None) -> dict[Claim, int]:
    """Return how many places are free of each session and option; what one holds is free to one."""
    places = services.places_of(event)
    if not places.are_limited:
        return {}
    own: rules.Wish | None = None
    if registration and registration.state in HOLDS_A_PLACE:
        own = services.wish_of(registration)
    return asking.places_left(places, services.held(event, places=places), own=own)


def field_of(form: forms.Form, obstacle: Obstacle) -> str | None:
    """Return beside which field it stands, or nothing where the form does not ask for that."""
    name = FIELDS.get(obstacle.claim.scope, "")
    if obstacle.claim.scope == QuotaScope.CHOICE and isinstance(obstacle.claim.of, tuple):
        name = name_of(obstacle.claim.of[0])
    return name if name in form.fields else None
