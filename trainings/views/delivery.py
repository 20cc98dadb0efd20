"""The course that an event delivers, in the event's control room."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from courses import languages
from events.access import organisers_only
from events.enums import LIVE
from events.models import Event, Registration
from events.results import FEW
from events.views.room import Room, registration_pill
from interface.marks import Pill
from trainings import evaluation, prerequisites, services
from trainings.forms.delivery import DeliveryForm
from trainings.models import Delivery, FollowUp, TrainingRequest

HERE = "training"


@dataclass(frozen=True)
class Lacks:
    """Somebody who lacks what comes before: required courses, recommended ones."""

    registration: Registration
    pill: Pill
    required: str
    recommended: str


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def of_event(request: Request, slug: str) -> HttpResponse:
    """Show which course an event delivers, who lacks what comes before, and what follows.

    Which course it is, the Secretariat says once.
    """
    room = Room(request, slug)
    delivery = Delivery.objects.filter(event=room.event).select_related("course").first()
    asked = request.method == "POST"
    if (asked and not room.decides) or not room.shows(HERE):
        raise Http404
    form = DeliveryForm(request.POST if asked else None)
    if form.is_valid():
        services.say_course(room.event, by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("trainings:of_event", slug)
    context = room.context(HERE, delivery=delivery, form=form, **_known(room, delivery))
    return render(request, "trainings/of_event.html", context, status=422 if asked else 200)


def _known(room: Room, delivery: Delivery | None) -> dict[str, Any]:
    if delivery is None:
        return {}
    requests = TrainingRequest.objects.visible_to(room.standing).filter(delivery=delivery)
    return {
        "taught_in": languages.name(delivery.language),
        "requests": requests,
        "before": list(delivery.course.prerequisites.select_related("before")),
        "lacks": _lacks(room.event, delivery),
        "trainers": evaluation.of_trainers(delivery) if room.decides else [],
        "follow_up": FollowUp.objects.filter(delivery=delivery).first(),
        "later": evaluation.level_three(delivery, at=room.at),
        "few": FEW,
    }


def _lacks(event: Event, delivery: Delivery) -> list[Lacks]:
    people = list(event.registrations.filter(state__in=LIVE).order_by("sort_name"))
    found = prerequisites.lacking(delivery.course, {one.email for one in people})
    return [
        Lacks(
            one,
            registration_pill(one),
            ", ".join(course.title for course in lacks.required),
            ", ".join(course.title for course in lacks.recommended),
        )
        for one in people
        if (lacks := found[one.email]).required or lacks.recommended
    ]
