"""A state's requests, and what host and Secretariat do together: dates, checklist, files."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import only_for
from accounts.http import Request
from accounts.views import deeds
from accounts.views.deeds import Deed
from courses.models import Course
from documents import serving
from documents.models import Document, Version
from interface.marks import Pill
from trainings import board, services, words
from trainings.access import has_requests, own, readable, speaks_for_a_state
from trainings.enums import RequestState
from trainings.forms.hosting import AddTaskForm, ChangeTaskForm, DatesForm, FilesForm
from trainings.models import HostTask, TrainingRequest
from trainings.models.request import LABEL
from trainings.sections import asked_of
from trainings.views.answering import done


@dataclass(frozen=True)
class Line:
    """One request in the list of a state's."""

    row: board.Row
    title: str
    place: str
    pills: list[Pill]


@require_safe
@only_for(has_requests)
def requests(request: Request) -> HttpResponse:
    """Lead to the requests as the person reads them: on the board, or those of the own state."""
    return redirect("trainings:board" if request.standing.is_secretariat else "trainings:mine")


@require_safe
@only_for(speaks_for_a_state)
def mine(request: Request) -> HttpResponse:
    """Show the requests of the person's states, those under way first."""
    rows = [
        row
        for row in board.rows(request.standing, at=request.at)
        if row.request.member_state_id in request.standing.member_states
        and (row.request.state != RequestState.WITHDRAWN or row.request.submitted_at)
    ]
    titles = {str(course.pk): course.title for course in Course.objects.all()}
    lines = [_line(row, titles) for row in reversed(rows)]
    ended = [line for line in lines if line.row.request.ended_at]
    context = {
        "tables": [
            (_("Under way"), [line for line in lines if not line.row.request.ended_at]),
            (_("Ended"), ended),
        ],
        "nothing": not lines,
        "several": len(request.standing.member_states) > 1,
    }
    return render(request, "trainings/mine.html", context)


def _line(row: board.Row, titles: dict[str, str]) -> Line:
    found = row.request
    if found.state == RequestState.DRAFT:
        title = titles.get(found.typed.get("course", ""), _("Not chosen yet"))
        place = found.typed.get("city", "")
        return Line(row, title, place, [words.state_pill(found)])
    title = found.course.title if found.course else _("Not chosen yet")
    pills = [words.state_pill(found), *map(words.flag_pill, row.flags)]
    return Line(row, title, found.host_city(), pills)


@require_POST
def answer_dates(request: Request, reference: str) -> HttpResponse:
    """Answer the dates for the own side."""
    shown = readable(request, reference)
    form = DatesForm(request.POST, options=asked_of(shown, request.standing))
    if not form.is_valid():
        messages.warning(request, _("Not saved: choose one of the three answers for each date."))
        return redirect(shown)
    return done(
        request,
        shown,
        lambda: services.answer_dates(
            shown, answers=form.answers(), by=request.standing, at=request.at
        ),
        _("Your answers are kept; you may change them while the date is open."),
    )


@require_POST
def confirm_checklist(request: Request, reference: str) -> HttpResponse:
    """Agree for the host on who does what by when."""
    shown = own(request, reference)
    return done(
        request,
        shown,
        lambda: services.confirm_checklist(shown, by=request.standing, at=request.at),
        _("The checklist is confirmed. You are reminded of each task in time."),
    )


def _task(request: Request, reference: str, key: UUID) -> tuple[TrainingRequest, HostTask]:
    shown = readable(request, reference)
    return shown, get_object_or_404(shown.tasks, key=key)


@require_POST
def tick(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Tick a task off, or open it again."""
    shown, task = _task(request, reference, key)
    is_done = request.POST.get("done") == "1"
    answered = done(
        request,
        shown,
        lambda: services.set_done(task, done=is_done, by=request.standing, at=request.at),
        _("Ticked off.") if is_done else _("Open again."),
    )
    answered["Location"] += "#checklist"
    return answered


@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: Request, reference: str) -> HttpResponse:
    """Add a task to the checklist."""
    shown = readable(request, reference)
    form = AddTaskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return done(
            request,
            shown,
            lambda: services.add_task(
                shown, by=request.standing, at=request.at, **form.cleaned_data
            ),
            _("Added."),
        )
    return deeds.page(request, form, deed=_of_task(shown, _("Add a task"), _("Add")))


@require_http_methods(["GET", "HEAD", "POST"])
def change_task(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Change a task: its words, its day, who does it."""
    shown, task = _task(request, reference, key)
    form = ChangeTaskForm(request.POST if request.method == "POST" else None, task=task)
    if form.is_valid():
        try:
            return done(
                request,
                shown,
                lambda: services.change_task(
                    task, by=request.standing, at=request.at, **form.cleaned_data
                ),
                _("Changed."),
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=ChangeTaskForm.told(stale.theirs),  # type: ignore[arg-type]  # it is a task
                address=reverse("trainings:change_task", args=[reference, key]),
            )
    return deeds.page(request, form, deed=_of_task(shown, _("Change a task"), _("Save")))


def _of_task(shown: TrainingRequest, title: str, button: str) -> Deed:
    return Deed(
        title=title,
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=button,
        lead=_(
            "Both sides see the checklist. Who does a task is reminded a week and a day before."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: Request, reference: str) -> HttpResponse:
    """Add files to a request."""
    shown = readable(request, reference)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        return done(
            request,
            shown,
            lambda: services.attach(
                shown,
                once=data["once"],
                uploads=data["uploads"],
                title=data["title"],
                by=request.standing,
                at=request.at,
            ),
            _("Added."),
        )
    context = {"shown": shown, "form": form}
    return render(request, "trainings/attach.html", context, status=422 if form.errors else 200)


def _file(request: Request, reference: str, key: UUID) -> tuple[TrainingRequest, Document]:
    shown = readable(request, reference)
    rows = Document.objects.of(LABEL, str(shown.key))
    return shown, get_object_or_404(rows, key=key)


@require_safe
def attached(request: Request, reference: str, key: UUID) -> HttpResponseBase:
    """Give a file that goes with a request to who may read the request."""
    _shown, document = _file(request, reference, key)
    return serving.answer(Version.objects.newest().get(document=document), request)


@require_POST
def detach(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Take a file off a request."""
    shown, document = _file(request, reference, key)
    return done(
        request,
        shown,
        lambda: services.detach(shown, document, by=request.standing, at=request.at),
        _("Removed."),
    )
