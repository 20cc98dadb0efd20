"""The work programme, open to everybody: goals, areas, tasks."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.days import network_day
from accounts.http import Request
from programme.enums import Party
from programme.forms import Filter
from programme.models import Goal, Task, WorkProgramme

ALL = "all"


@dataclass(frozen=True)
class GoalShown:
    """A goal with what stands under it, as far as the filter leaves it."""

    goal: Goal
    tasks: list[Task]
    below: "list[GoalShown]"

    @property
    def count(self) -> int:
        """Return how many tasks stand under it."""
        return len(self.tasks) + sum(goal.count for goal in self.below)


@login_not_required
@require_safe
def programme(request: Request) -> HttpResponse:
    """Show the programme in force, or say that there is none yet."""
    shown = WorkProgramme.objects.in_force(network_day(request.at))
    return _page(request, shown)


@login_not_required
@require_safe
def one(request: Request, slug: str) -> HttpResponse:
    """Show a programme by its name."""
    return _page(request, get_object_or_404(WorkProgramme, slug=slug))


def _page(request: Request, shown: WorkProgramme | None) -> HttpResponse:
    form = Filter(request.GET)
    party = form.cleaned_data["party"] if form.is_valid() else ""
    tasks = list(Task.objects.of(shown)) if shown else []
    parties = Counter(party for task in tasks for party in task.responsible)
    goals = _outline(shown, [task for task in tasks if not party or party in task.responsible])
    return render(
        request,
        "programme/programme.html",
        {
            "programme": shown,
            "filter": form,
            "party": Party(party) if party else None,
            "goals": goals,
            "whole": bool(party) or request.GET.get("tasks") == ALL,
            "shown": sum(goal.count for goal in goals),
            "total": len(tasks),
            "parties": [(one, parties[one]) for one in Party if parties[one]],
            "themes": shown.themes.all() if shown else [],
            "others": WorkProgramme.objects.exclude(pk=shown.pk) if shown else [],
        },
    )


def _outline(shown: WorkProgramme | None, tasks: list[Task]) -> list[GoalShown]:
    """Arrange the goals that hold any of the tasks."""
    goals = list(shown.goals.all()) if shown else []
    below = [
        GoalShown(goal, held, [])
        for goal in goals
        if (held := [task for task in tasks if task.goal_id == goal.pk])
    ]
    above = [
        GoalShown(goal, [], [inner for inner in below if inner.goal.parent_id == goal.pk])
        for goal in goals
        if goal.parent_id is None
    ]
    return [goal for goal in above if goal.count]
