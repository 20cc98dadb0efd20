"""A task of the work programme, with the events that serve it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from events.models import Event
from programme.models import Task


@login_not_required
@require_safe
def page(request: Request, code: str) -> HttpResponse:
    """Show a task and those of its events that the reader may see."""
    tasks = Task.objects.select_related("goal__programme", "goal__parent", "member_state")
    task = get_object_or_404(tasks, code=code)
    return render(
        request,
        "desk/task.html",
        {
            "task": task,
            "events": Event.objects.visible_to(request.standing)
            .filter(tasks=task)
            .order_by("-starts_at", "pk"),
        },
    )
