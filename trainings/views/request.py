"""One request, as both sides read it."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from trainings import company, sections, steering, timeline, words
from trainings.access import readable
from trainings.enums import RequestState
from trainings.models import Assignment, DateOption, HostTask

AFTER = (
    steering.DATED,
    "options__answers",
    steering.ASSIGNED,
    Prefetch("tasks", HostTask.objects.select_related("done_by")),
)
"""What is read of a request that was accepted, and of the others that its training answers."""
BEFORE = (
    Prefetch("options", DateOption.objects.none()),
    Prefetch("assignments", Assignment.objects.none()),
    Prefetch("tasks", HostTask.objects.none()),
)
"""What there is only from then on: of one that was not accepted, nothing is asked for."""


@require_safe
def request(request: Request, reference: str) -> HttpResponse:
    """Show a request and what happened to it; a draft is shown as its form."""
    shown = readable(request, reference)
    if shown.state == RequestState.DRAFT:
        return redirect("trainings:draft", shown.reference)
    others = steering.elsewhere(shown)
    prefetch_related_objects([shown], "windows", "groups")
    prefetch_related_objects([shown, *others], *(AFTER if shown.accepted_at else BEFORE))
    found = company.of(shown, others, standing=request.standing, wanted="trainers" in request.GET)
    context = {
        "shown": shown,
        "lines": timeline.of(shown, standing=request.standing),
        "state": words.state_pill(shown),
        "steps": steering.steps(shown),
        "others": others,
        **sections.of(request, shown, found),
        **steering.of(request, shown, found),
    }
    return render(request, "trainings/request.html", context)
