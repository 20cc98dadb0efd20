"""One request, as both sides read it."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from trainings import company, sections, steering, timeline, words
from trainings.access import readable
from trainings.enums import RequestState
from trainings.models import HostTask


@require_safe
def request(request: Request, reference: str) -> HttpResponse:
    """Show a request and what happened to it; a draft is shown as its form."""
    shown = readable(request, reference)
    if shown.state == RequestState.DRAFT:
        return redirect("trainings:draft", shown.reference)
    prefetch_related_objects(
        [shown],
        "options__answers",
        "windows",
        "groups",
        Prefetch("tasks", HostTask.objects.select_related("done_by")),
        steering.ASSIGNED,
    )
    others = steering.elsewhere(shown)
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
