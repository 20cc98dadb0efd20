"""The checklist that both sides share: laid out, confirmed, ticked off."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.days import working_day_before
from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from accounts.steps import By, NotNowError
from courses.enums import Side
from trainings.enums import Deed, Happening, RequestState
from trainings.models import HostTask, TrainingRequest
from trainings.services.locks import happened, locked, note, require, touch

OPEN = (RequestState.ACCEPTED, RequestState.SCHEDULED)


def lay_out(request: TrainingRequest) -> int:
    """Lay out the tasks of the course's template; return how many.

    Their days count back from the training, or from the first window while there is no date.
    """
    templates = request.sought.task_templates.all()
    wanted = [one for one in templates if one.provision in {"", *request.provides}]
    first = min(span.starts for span in request.spans)
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    HostTask.objects.bulk_create(
        HostTask(
            request=request,
            order=template.order,
            title=template.title,
            owner=template.owner,
            days_before=template.days_before,
            due_date=_due(first, template.days_before, holidays),
        )
        for template in wanted
    )
    return len(wanted)


def move_due_dates(request: TrainingRequest, *, first_date: date) -> None:
    """Let the days of the tasks that count back follow the training; reminders begin anew."""
    tasks = list(request.tasks.filter(days_before__isnull=False))
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    for task in tasks:
        task.due_date = _due(first_date, task.days_before or 0, holidays)
        task.reminded_days = []
    HostTask.objects.bulk_update(tasks, ["due_date", "reminded_days"])


def _due(first_date: date, days_before: int, holidays: Collection[date]) -> date:
    """Return so many days before the training, or the last working day before that."""
    day_after = first_date - timedelta(days=days_before - 1)
    return working_day_before(day_after, working_days=1, holidays=holidays)


def _open(request: TrainingRequest) -> TrainingRequest:
    request = locked(request)
    if request.state not in OPEN:
        raise NotNowError
    return request


@transaction.atomic
def confirm_checklist(request: TrainingRequest, *, by: Standing, at: datetime) -> TrainingRequest:
    """Say for the host that the tasks are agreed on; twice is once."""
    request = _open(request)
    require(by, request, By.STATE)
    if request.checklist_confirmed_at is None:
        request.checklist_confirmed_at, request.checklist_confirmed_by = at, by.user
        touch(request, by=by, at=at)
        request.save()
        note(Deed.CHECKLIST_CONFIRMED, request, by=by, at=at)
        happened(request, Happening.CHECKLIST_CONFIRMED, by=by, at=at, party=By.STATE)
    return request


@transaction.atomic
def add_task(  # each is a part of the task
    request: TrainingRequest,
    *,
    once: UUID,
    title: str,
    owner: str,
    due_date: date | None,
    by: Standing,
    at: datetime,
    note_: str = "",
) -> HostTask:
    """Add a task by hand; a replay of the form has one effect.

    A task that the Secretariat adds for the host has to be confirmed by the host again, while
    the training is not scheduled yet.
    """
    request = _open(request)
    party = require(by, request, By.SECRETARIAT, By.STATE)
    if made := HostTask.objects.filter(once=once).first():
        return made
    task = HostTask.objects.create(
        once=once,
        request=request,
        order=request.tasks.count(),
        title=title,
        owner=owner,
        due_date=due_date,
        note=note_,
    )
    _agreed_anew(request, task, Happening.TASK_ADDED, by=by, at=at, party=party, owner=owner)
    return task


def _agreed_anew(  # each is a part of what the timeline says
    request: TrainingRequest,
    task: HostTask,
    happening: Happening,
    *,
    by: Standing,
    at: datetime,
    party: By,
    owner: str,
) -> None:
    """Put a task that is another now on the timeline; what is news to the host is confirmed anew.

    ``owner`` does the task, or did it before.
    """
    is_news_to_host = party == By.SECRETARIAT and Side.HOST in {owner, task.owner}
    if is_news_to_host and request.state == RequestState.ACCEPTED:
        request.checklist_confirmed_at = request.checklist_confirmed_by = None
    touch(request, by=by, at=at)
    request.save()
    note(Deed.TASK_CHANGED, request, by=by, at=at, task=task.title)
    happened(request, happening, by=by, at=at, party=party, task=task.title)


@transaction.atomic
def change_task(
    task: HostTask,
    *,
    version: int,
    title: str,
    owner: str,
    due_date: date | None,
    note_: str,
    by: Standing,
    at: datetime,
) -> HostTask:
    """Change a task; a day set by hand no longer follows the training. Raises ``StaleError``.

    What the Secretariat changes of a task of the host has to be confirmed again, as a new one.
    """
    request = _open(task.request)
    party = require(by, request, By.SECRETARIAT, By.STATE)
    task = versions.locked(HostTask.objects.all(), version=version, pk=task.pk)
    before = task.owner
    if due_date != task.due_date:
        task.days_before, task.reminded_days = None, []
    task.title, task.owner, task.due_date, task.note = title, owner, due_date, note_
    task.save()
    _agreed_anew(request, task, Happening.TASK_CHANGED, by=by, at=at, party=party, owner=before)
    return task


@transaction.atomic
def set_done(task: HostTask, *, done: bool, by: Standing, at: datetime) -> HostTask:
    """Tick a task off, or open it again; twice is once. Either side may for both."""
    request = _open(task.request)
    party = require(by, request, By.SECRETARIAT, By.STATE)
    task = HostTask.objects.select_for_update().get(pk=task.pk)
    if (task.done_at is not None) != done:
        task.done_at, task.done_by = (at, by.user) if done else (None, None)
        task.version += 1
        task.save()
        touch(request, by=by, at=at)
        request.save()
        what = Happening.TASK_DONE if done else Happening.TASK_REOPENED
        note(Deed.TASK_CHANGED, request, by=by, at=at, task=task.title, done=done)
        happened(request, what, by=by, at=at, party=party, task=task.title)
    return task
