"""Admitting people to a course that another one comes before."""

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

import events.services
from accounts.access import Standing
from accounts.steps import By, NotNowError
from events.enums import Approver, RegistrationState
from events.enums import State as EventState
from events.models import Registration
from trainings.models import Delivery
from trainings.prerequisites import Lacking, lacking


def admit_due(*, at: datetime) -> int:
    """Settle whose registration waits where a course is required before; return how many.

    Who lacks the certificate is declined, and told of what. Who has it is confirmed, unless the
    host's state says who comes: then the state goes on. Twice is once; the Secretariat may
    take a refusal back.
    """
    open_ones = Delivery.objects.filter(
        course__prerequisites__is_required=True,
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=at,
        event__registrations__state=RegistrationState.PENDING,
    ).select_related("event", "course")
    return sum(_admit(delivery, at=at) for delivery in open_ones.distinct())


def _admit(delivery: Delivery, *, at: datetime) -> int:
    rows = Registration.objects.filter(event=delivery.event, state=RegistrationState.PENDING)
    waiting: dict[str, list[Registration]] = defaultdict(list)
    for one in rows.select_related("event").order_by("arrival"):
        waiting[one.email].append(one)
    found = lacking(delivery.course, waiting)
    return sum(_settle(one, found[email], at=at) for email, ones in waiting.items() for one in ones)


def _settle(registration: Registration, lacks: Lacking, *, at: datetime) -> bool:
    """Decline or confirm one person; what somebody else decided meanwhile stays."""
    nobody = Standing(user=None, at=at)
    event = registration.event
    if not lacks.required and event.approver == Approver.STATE:
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
    except NotNowError:
        return False
    return True
