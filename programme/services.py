"""Taking a work programme in: twice is once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from journal.services import record
from programme.enums import Deed
from programme.models import Goal, Task, Theme, WorkProgramme
from programme.reading import ProgrammeRead, TaskRead, UnreadableError


@dataclass(frozen=True)
class Imported:
    """What an import came to."""

    programme: WorkProgramme
    tasks: int
    added: int
    changed: bool


@transaction.atomic
def import_programme(found: ProgrammeRead, *, at: datetime, actor: str = "") -> Imported:
    """Store a programme as it was read, or bring the stored one of that title up to date.

    The same programme again changes nothing and leaves no entry in the journal. Tasks that
    the new file lacks are not taken away, since events may be linked to them: that, and a
    code that another programme uses, is refused with ``UnreadableError``.
    """
    programme = WorkProgramme.objects.select_for_update().filter(title=found.title).first()
    _refuse_what_others_hold(found, programme)
    changes = _Changes()
    programme = changes.saved(
        programme or WorkProgramme(slug=_slug(found.title)),
        title=found.title,
        presidency_id=found.presidency or None,
        starts=found.starts,
        ends=found.ends,
        funding=found.funding,
        presidency_goal=found.presidency_goal,
    )
    _themes(programme, found, changes)
    goals = _goals(programme, found, changes)
    added = _tasks(found.tasks, goals, changes)
    if changes.any:
        record(
            Deed.IMPORTED,
            at=at,
            actor=actor,
            label="programme.workprogramme",
            key=programme.slug,
            facts={"tasks": len(found.tasks), "added": added},
        )
    return Imported(programme, tasks=len(found.tasks), added=added, changed=changes.any)


class _Changes:
    """Saves rows that differ from what they should be, and remembers whether any did."""

    def __init__(self) -> None:
        self.any = False

    def saved[M: models.Model](self, row: M, **values: Any) -> M:
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            self.any = True
        return row


def _refuse_what_others_hold(found: ProgrammeRead, programme: WorkProgramme | None) -> None:
    codes = {task.code for task in found.tasks}
    faults = [
        f"the code {code} belongs to the programme {title!r} already."
        for code, title in Task.objects.filter(code__in=codes)
        .exclude(goal__programme=programme)
        .values_list("code", "goal__programme__title")
    ]
    held = Task.objects.filter(goal__programme=programme).exclude(code__in=codes)
    faults += [
        f"the task {code} is missing; a stored task is not taken away."
        for code in held.values_list("code", flat=True)
    ]
    codes_of_goals = {goal.code for goal in found.goals}
    faults += [
        f"the goal {code} is missing; a stored goal is not taken away."
        for code in Goal.objects.filter(programme=programme)
        .exclude(code__in=codes_of_goals)
        .values_list("code", flat=True)
    ]
    if programme is None and WorkProgramme.objects.filter(slug=_slug(found.title)).exists():
        faults.append(f"another programme has nearly the title {found.title!r}.")
    if faults:
        raise UnreadableError(faults)


def _slug(title: str) -> str:
    return slugify(title)[:50] or "programme"


def _themes(programme: WorkProgramme, found: ProgrammeRead, changes: _Changes) -> None:
    held = {theme.title: theme for theme in programme.themes.all()}
    for order, theme in enumerate(found.themes, start=1):
        row = held.pop(theme.title, None) or Theme(programme=programme)
        changes.saved(row, order=order, title=theme.title, text=theme.text)
    for gone in held.values():
        gone.delete()
        changes.any = True


def _goals(programme: WorkProgramme, found: ProgrammeRead, changes: _Changes) -> dict[str, Goal]:
    goals = {goal.code: goal for goal in programme.goals.all()}
    for goal in found.goals:
        goals[goal.code] = changes.saved(
            goals.get(goal.code) or Goal(programme=programme, code=goal.code),
            parent_id=goals[goal.parent].pk if goal.parent else None,
            numeral=goal.numeral,
            kind=goal.kind,
            title=goal.title,
        )
    return goals


def _tasks(tasks: Sequence[TaskRead], goals: dict[str, Goal], changes: _Changes) -> int:
    held = {task.code: task for task in Task.objects.filter(goal__in=goals.values())}
    for order, task in enumerate(tasks, start=1):
        changes.saved(
            held.get(task.code) or Task(code=task.code),
            goal_id=goals[task.goal].pk,
            order=order,
            area=task.area,
            text=task.text,
            parties=task.parties,
            member_state_id=task.member_state or None,
            source_line=task.source_line,
            party_inferred=task.party_inferred,
        )
    return len(tasks) - len(held)
