"""What an event's pages show of the course that it delivers; of other events nothing is asked."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings

from accounts.access import Standing
from accounts.days import network_day
from accounts.http import Request
from accounts.models import MemberState
from courses.enums import CourseKind
from courses.models import Course
from courses.words import length
from events import words
from events.enums import Kind, State
from events.models import Event, Registration
from trainings import handing_out, offer, prerequisites
from trainings.forms.country import CountryForm
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
def coming(course: Course, standing: Standing) -> list[dict[str, Any]]:
    """Return the next events that deliver a course, and whether one can register for them."""
    rows = Event.objects.visible_to(standing).filter(
        delivery__course=course, state=State.PUBLISHED, ends_at__gt=standing.at
    )
    return [
        {
            "event": event,
            "where": words.where(event),
            "language": words.languages(event),
            "is_open": event.is_open_at(standing.at),
        }
        for event in rows.order_by("starts_at", "pk")[:SHOWN]
    ]


@register.inclusion_tag("courses/cards.html")
def cards(courses: Sequence[Course], standing: Standing) -> dict[str, Any]:
    """Show courses as the catalogue has them, each with its languages and its next date."""
    found = offer.spoken(courses, on=network_day(standing.at))
    following = offer.next_of(courses, standing)
    return {
        "rows": [
            {
                "course": course,
                "kind": CourseKind(course.kind).label,
                "length": length(course),
                "languages": [one.name for one in found[course.pk] if one.can_be_had],
                "next": following.get(course.pk),
            }
            for course in courses
        ]
    }


@register.inclusion_tag("trainings/how_to_get.html")
def how_to_get(course: Course, request: Request) -> dict[str, Any]:
    """Say in which languages a course can be had, and how one gets it in a country.

    Who speaks for a state sees the own one first.
    """
    standing = request.standing
    found = offer.spoken([course], on=network_day(standing.at))[course.pk]
    states = list(MemberState.objects.order_by("name"))
    form = CountryForm(request.GET if "country" in request.GET else None, states=states)
    own = next((one for one in states if one.pk in standing.member_states), None)
    state = form.chosen or own
    return {
        "course": course,
        "standing": standing,
        "spoken": found,
        "form": form,
        "state": state,
        "in_country": offer.in_country(found, state) if state else [],
        "can_be_asked_for": course.is_on_request and bool(course.parts.all()),
        "is_own": state is not None and state.pk in standing.member_states,
        "contact": settings.MAIL_REPLY_TO,
    }
