"""What the page of a request shows of dates, checklist and files."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Category
from accounts.http import Request
from accounts.steps import By
from courses import languages
from courses.enums import Provision, Side
from documents.models import Document
from interface import moments
from interface.marks import Pill
from trainings import deeds, readiness, steering, words
from trainings.company import Company
from trainings.enums import Happening, RequestDeed, RequestState
from trainings.forms.hosting import DatesForm
from trainings.models import DateOption, HostTask, TrainingRequest
from trainings.models.request import ENDED, LABEL
from trainings.rules.dates import AGREES, best
from trainings.services.checklist import OPEN
from trainings.services.dates import NEGOTIATED
from trainings.services.locks import parties

WEIGHED = (RequestState.SUBMITTED, RequestState.NEEDS_INFO)
"""While what is asked for is what both sides look at first."""


@dataclass(frozen=True)
class DateLine:
    """One date, what each side says to it, and how many of the trainers can.

    ``choice`` is what the Secretariat may do with it, and what is missing for that.
    """

    option: DateOption
    host: Pill
    secretariat: Pill
    free: int
    is_best: bool
    is_chosen: bool
    choice: steering.Choice | None = None


@dataclass(frozen=True)
class Dates:
    """The dates of a request; ``asked`` is what the form of the reader's side is made of.

    ``is_sought`` says that the sides still look for a date, or may look for another.
    """

    lines: list[DateLine]
    trainers: int
    asked: list[tuple[DateOption, str, str]]
    is_mine_missing: bool
    may_answer: bool
    is_sought: bool


def dates(request: TrainingRequest, company: Company, standing: Standing) -> Dates:
    """Return the dates that stand, with what everybody says to them.

    Read the request with ``options__answers`` at hand.
    """
    options = request.dates
    of_option: dict[int, steering.Choice] = {}
    if company.judges:
        found = steering.choices(request, company.ground(request), at=standing.at)
        of_option = {one.option.pk: one for one in found}
    known = {option.pk: readiness.known_of(option, company.teaching) for option in options}
    suits = best(known.values())
    lines = [
        DateLine(
            option=option,
            host=words.answer_pill(one.host),
            secretariat=words.answer_pill(one.secretariat),
            free=sum(said in AGREES for _name, said in one.trainers),
            is_best=one is suits and bool(one.host),
            is_chosen=option.pk == request.chosen_id,
            choice=of_option.get(option.pk),
        )
        for option, one in ((option, known[option.pk]) for option in options)
    ]
    asked, is_host = asked_of(request, standing), _answers_as_host(request, standing)
    closes = request.dates_close_on
    return Dates(
        lines=lines,
        trainers=len(company.teaching),
        asked=asked,
        is_mine_missing=any(not said for _option, _told, said in asked),
        is_sought=request.state in NEGOTIATED,
        may_answer=bool(options)
        and request.state in NEGOTIATED
        and not (is_host and closes and network_day(standing.at) > closes),
    )


def asked_of(request: TrainingRequest, standing: Standing) -> list[tuple[DateOption, str, str]]:
    """Return the dates that stand, in words, each with what the person's own side says to it."""
    is_host = _answers_as_host(request, standing)
    return [
        (
            option,
            moments.days(option.first_date, option.last_date),
            one.host if is_host else one.secretariat,
        )
        for option, one in ((option, readiness.known_of(option, [])) for option in request.dates)
    ]


def _answers_as_host(request: TrainingRequest, standing: Standing) -> bool:
    return By.SECRETARIAT not in parties(standing, request.member_state_id)


def of(request: Request, shown: TrainingRequest, company: Company) -> dict[str, Any]:
    """Return what the partials ``wish``, ``dates``, ``checklist`` and ``files`` show."""
    standing = request.standing
    found = dates(shown, company, standing)
    asked = None
    if shown.state == RequestState.NEEDS_INFO:
        asked = shown.timeline.filter(happening=Happening.ASKED).select_related("by").last()
    tasks = list(shown.tasks.all())
    may = deeds.possible(shown, standing=standing)
    is_host = shown.member_state_id in standing.member_states
    return {
        "asked": asked,
        "dates": found,
        "dates_form": DatesForm(options=found.asked) if found.may_answer else None,
        "tasks": [(task, *_of_task(task, standing)) for task in tasks],
        "tasks_open": shown.state in OPEN,
        "may_confirm": is_host and shown.state in OPEN and not shown.checklist_confirmed_at,
        "files": Document.objects.of(LABEL, str(shown.key)),
        "is_open": shown.state not in ENDED,
        "is_weighed": shown.state in WEIGHED,
        "is_host": is_host,
        "may_answer": RequestDeed.ANSWER in may,
        "may_withdraw": RequestDeed.WITHDRAW in may,
        "may_ask_to_cancel": RequestDeed.ASK_TO_CANCEL in may,
        "asks": _asks(shown),
        "windows": shown.windows.all(),
        "report_url": _report_url(shown, standing),
    }


def _report_url(shown: TrainingRequest, standing: Standing) -> str:
    """Return where the report on the training is read; the host reads it once it was sent."""
    if not shown.delivered_at or not (shown.reported_at or standing.is_secretariat):
        return ""
    return reverse("trainings:report", args=[shown.reference])


def _of_task(task: HostTask, standing: Standing) -> tuple[bool, str]:
    """Return whether a task is overdue, and who does it."""
    late = bool(task.due_date and not task.done_at and task.due_date < network_day(standing.at))
    return late, str(Side(task.owner).label)


def _asks(shown: TrainingRequest) -> dict[str, Any]:
    """Return what is asked for, in words."""
    provides = [str(Provision(one).label) for one in shown.provides]
    return {
        "language": languages.name(shown.language),
        "groups": [(Category(one.category).label, one.people) for one in shown.groups.all()],
        "provides": ", ".join(provides),
    }
