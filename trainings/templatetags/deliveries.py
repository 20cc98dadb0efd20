"""What an event's pages show of the course that it delivers; of other events nothing is asked."""

from typing import Any

from django import template
from django.db.models import QuerySet

from accounts.access import Standing
from courses.models import Course
from events.enums import Kind, State
from events.models import Event, Registration
from trainings import handing_out, prerequisites
from trainings.models import Delivery

register = template.Library()

SHOWN = 10
DELIVERS = frozenset({Kind.TRAINING, Kind.WEBINAR})


@register.inclusion_tag("trainings/before.html")
def comes_before(event: Event, standing: Standing) -> dict[str, Any]:
    """Say which courses come before that of the event, and which of them one has."""
    if event.kind not in DELIVERS:
        return {}
    delivery = Delivery.objects.filter(event=event).select_related("course").first()
    rows = delivery.course.prerequisites.select_related("before") if delivery else ()
    before = list(rows)
    if not before:
        return {}
    email = standing.user.email if standing.user else ""
    held = prerequisites.held_by([email]).get(email, set()) if email else set()
    return {
        "before": [(one.before, one.is_required, one.before_id in held) for one in before],
        "is_required": any(one.is_required for one in before),
        "is_known": bool(email),
    }


@register.simple_tag
def has_material(registration: Registration, standing: Standing) -> bool:
    """Return whether there is material of the training for the person."""
    if registration.event.kind not in DELIVERS:
        return False
    return bool(handing_out.to_participant(registration, at=standing.at))


@register.simple_tag
def coming(course: Course, standing: Standing) -> QuerySet[Event]:
    """Return the next events that deliver a course, as far as the person may know of them."""
    rows = Event.objects.visible_to(standing).filter(
        delivery__course=course, state=State.PUBLISHED, ends_at__gt=standing.at
    )
    return rows.order_by("starts_at", "pk")[:SHOWN]
