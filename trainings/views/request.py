"""One request, as both sides read it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from trainings import timeline
from trainings.models import TrainingRequest


@require_safe
def request(request: Request, reference: str) -> HttpResponse:
    """Show a request and what happened to it."""
    rows = TrainingRequest.objects.visible_to(request.standing)
    rows = rows.select_related("member_state", "course", "assignee", "chosen", "delivery__event")
    shown = get_object_or_404(rows, reference=reference)
    context = {"shown": shown, "lines": timeline.of(shown, standing=request.standing)}
    return render(request, "trainings/request.html", context)
