"""What a search finds in the work programmes."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.search import Found
from programme.models import Task


def find(text: str, standing: Standing, limit: int) -> list[Found]:  # noqa: ARG001  # one form for all apps
    """Return the tasks that hold each word; programmes are open to everybody."""
    if not text.split():
        return []
    tasks = Task.objects.matching(text).select_related("goal__programme")[:limit]
    return [
        Found(
            kind=_("Task"),
            title=Truncator(task.text).chars(120),
            note=f"{task.code} · {task.goal.programme}",
            url=reverse(
                "programme:one",
                args=[task.goal.programme.slug],
                query={"tasks": "all"},
                fragment=task.code,
            ),
            icon="list",
        )
        for task in tasks
    ]
