"""Reminding host and Secretariat of what is theirs to do before a training."""

from datetime import date, datetime, time

from accounts.days import BRUSSELS, network_day
from courses.enums import Side
from jobs.loop import one_by_one
from trainings import emails
from trainings.models import HostTask, TrainingRequest
from trainings.rules.reminding import is_due
from trainings.services.checklist import OPEN
from trainings.services.locks import locked

REMINDED_AT = time(9)


def remind_tasks_due(*, at: datetime) -> int:
    """Remind of tasks from nine in Brussels: a week and a day before, and once when overdue.

    One letter a request and side names all of them. Return how many tasks were reminded of.
    """
    if at.astimezone(BRUSSELS).time() < REMINDED_AT:
        return 0
    waiting = HostTask.objects.filter(
        done_at=None, due_date__isnull=False, request__state__in=OPEN
    ).values_list("request", flat=True)
    keys = sorted(set(waiting.order_by()))
    return one_by_one(keys, _remind, due="trainings.remind_tasks_due", at=at)


def _remind(pk: int, *, at: datetime) -> int:
    request, today = locked(TrainingRequest(pk=pk)), network_day(at)
    tasks = [
        task
        for task in request.tasks.filter(done_at=None, due_date__isnull=False)
        if request.state in OPEN and _is_due(task, today=today)
    ]
    for task in tasks:
        task.reminded_days = [*task.reminded_days, today.isoformat()]
    HostTask.objects.bulk_update(tasks, ["reminded_days"])
    for side in Side:
        if named := [task for task in tasks if task.owner == side]:
            emails.tasks_due(request, named, side=side, at=at)
    return len(tasks)


def _is_due(task: HostTask, *, today: date) -> bool:
    reminded = [date.fromisoformat(day) for day in task.reminded_days]
    return task.due_date is not None and is_due(task.due_date, reminded=reminded, today=today)
