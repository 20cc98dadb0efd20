"""A trainer's own assignment."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from trainings.models import Assignment


@require_safe
def assignment(request: Request, key: UUID) -> HttpResponse:
    """Show a trainer what he or she is asked to teach."""
    rows = Assignment.objects.own(request.standing).select_related(
        "request__course", "request__member_state", "trainer"
    )
    shown = get_object_or_404(rows, key=key)
    return render(request, "trainings/assignment.html", {"shown": shown})
