"""Admitting people to a course that another one comes before."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

import events.services
from accounts.access import Standing
from accounts.steps import By, NotNowError
from events.enums import Approver, RegistrationState
from events.enums import State as EventState
from events.models import Registration
from jobs.loop import one_by_one
from trainings.models import Delivery
from trainings.prerequisites import Lacking, lacking


@dataclass(frozen=True)
class Waiting:
    """One registration that waits, and what its person lacks."""

    registration: Registration
    lacks: Lacking
    admits: bool


def admit_due(*, at: datetime) -> int:
    """Settle whose registration waits where a course is required before; return how many.

    Who lacks the certificate is declined, and told of what. Who has it is confirmed where nothing
    else is waited for (``Delivery.admits``): where a state or the Secretariat says who comes, they
    go on. Twice is once; the Secretariat may take a refusal back.
    """
    open_ones = Delivery.objects.filter(
        course__prerequisites__is_required=True,
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=at,
        event__registrations__state=RegistrationState.PENDING,
    ).select_related("event", "course")
    deliveries = list(open_ones.distinct())
    waiting = {one.registration.pk: one for each in deliveries for one in _waiting(each)}
    return one_by_one(
        waiting,
        lambda key, *, at: _settle(waiting[key], at=at),
        due="trainings.admit_due",
        at=at,
    )


def _waiting(delivery: Delivery) -> list[Waiting]:
    """Return whose registration waits, by arrival, each with what is lacking."""
    rows = Registration.objects.filter(event=delivery.event, state=RegistrationState.PENDING)
    people = list(rows.select_related("event").order_by("arrival"))
    before = list(delivery.course.prerequisites.select_related("before"))
    found = lacking(before, {one.email for one in people})
    return [Waiting(one, found[one.email], delivery.admits) for one in people]


def _settle(one: Waiting, *, at: datetime) -> bool:
    """Decline or confirm one person; what somebody else decided meanwhile stays.

    Who takes over a place and asks for more than that place goes on waiting for a person's word.
    """
    nobody = Standing(user=None, at=at)
    registration, lacks = one.registration, one.lacks
    decides = one.admits and registration.event.approver == Approver.SECRETARIAT
    if not lacks.required and not decides:
        return False
    try:
        if lacks.required:
            with override(registration.language):
                reason = _("A certificate is needed first: %(courses)s.") % {
                    "courses": ", ".join(course.title for course in lacks.required)
                }
            events.services.decline(registration, reason=reason, by=nobody, as_=By.CLOCK, at=at)
        else:
            events.services.approve(registration, by=nobody, as_=By.CLOCK, at=at)
    except (NotNowError, events.services.NoPlaceError):
        return False
    return True
