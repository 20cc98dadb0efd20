"""What the page of one registration shows of the others made with the same form."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from events import handover, joint, words
from events.enums import LIVE, RegistrationDeed
from events.models import Registration
from events.views.registration import OWN_PAGE
from interface.marks import Pill
from mail import links


@dataclass(frozen=True)
class Other:
    """Another registration of the same person, with what can still be done about it."""

    title: str
    when: str
    where: str
    pill: Pill
    url: str
    change: str
    withdraw: str


def others(registration: Registration, *, at: datetime) -> list[Other]:
    """Return the other registrations of the same form, in the order of their days."""
    return [_other(one, at=at) for one in joint.bundle_of(registration)]


def _other(registration: Registration, *, at: datetime) -> Other:
    event = registration.event
    token = links.token(OWN_PAGE, registration.key, registration.link_generation)
    open_ = registration.state in LIVE and event.lets(RegistrationDeed.WITHDRAW, at=at)
    return Other(
        title=event.title,
        when=words.when(event),
        where=words.where(event),
        pill=handover.own_pill(registration),
        url=reverse(OWN_PAGE, args=[token]),
        change=reverse("events:own_change", args=[token]) if open_ else "",
        withdraw=reverse("events:own_withdraw", args=[token]) if open_ else "",
    )
