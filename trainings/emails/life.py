"""The letters about a training that has its date: moved, cancelled, delivered, reported."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from courses.enums import Side
from events.emails import when
from interface.moments import day
from mail.names import harmless
from trainings import words
from trainings.emails.letter import name_of, to_host, to_secretariat, to_trainer
from trainings.emails.teaching import on_the_page, teaching
from trainings.models import HostTask, TrainingRequest


def scheduled(request: TrainingRequest, *, at: datetime) -> None:
    """Tell host and trainers that the training has its date."""
    said = [_("The training has its date. Registration is open; you approve who comes.")]
    if where := words.held(request):
        said = [
            _("The training has its date. It is held %(where)s.") % {"where": harmless(where)},
            _("Registration is open; who hosts it approves who comes."),
        ]
    said.append(_("Pass the address of its page on to those who should come."))
    page = (_("People register at"), settings.SITE_URL + request.held.event.get_absolute_url())
    to_host(request, _("Scheduled: %(title)s"), said, at=at, hosts=True, more=(page,))
    for assignment in teaching(request):
        told = [_("The training that you teach has its date."), on_the_page()]
        to_trainer(assignment, _("Scheduled: %(title)s"), told, at=at, teaches=True)


def rescheduled(request: TrainingRequest, *, at: datetime) -> None:
    """Tell host and trainers of the new date; those who registered hear of it from the event."""
    said = [_("The training is moved to another date. Registrations stay.")]
    to_host(request, _("Another date: %(title)s"), said, at=at, hosts=True)
    for assignment in teaching(request):
        to_trainer(assignment, _("Another date: %(title)s"), said, at=at, teaches=True)


def changed(
    request: TrainingRequest, *, before: dict[str, Any], now: dict[str, Any], at: datetime
) -> None:
    """Tell host and trainers what of the event is different; the entries move in calendars."""
    said = [_("Something about the training has changed:")]
    if before["title"] != now["title"]:
        said.append(_("The title was: %(old)s") % {"old": harmless(before["title"])})
    if before["when"] != now["when"]:
        said.append(_("New time: %(when)s") % {"when": when(request.held.event)})
    if before["where"] != now["where"]:
        place = {"new": harmless(now["where"]), "old": harmless(before["where"])}
        said.append(_("New place: %(new)s (before: %(old)s)") % place)
    to_host(request, _("Changed: %(title)s"), said, at=at, hosts=True)
    for assignment in teaching(request):
        to_trainer(assignment, _("Changed: %(title)s"), said, at=at, teaches=True)


def tasks_due(
    request: TrainingRequest, tasks: Iterable[HostTask], *, side: Side, at: datetime
) -> None:
    """Remind one of the two sides of its tasks."""
    said = [
        _("Before the training this is still to be done by you. Tick off what is done."),
        *(
            _("%(task)s: by %(day)s") % {"task": harmless(one.title), "day": day(one.due_date)}
            for one in tasks
            if one.due_date
        ),
    ]
    tell = to_host if side == Side.HOST else to_secretariat
    tell(request, _("To do: %(title)s"), said, at=at)


def cancel_asked(request: TrainingRequest, *, by: Standing, at: datetime) -> None:
    """Tell the Secretariat that the host asks to cancel."""
    said = [
        _("%(name)s asks to cancel the training:") % {"name": name_of(by)},
        harmless(request.cancel_asked_reason),
    ]
    to_secretariat(request, _("Asked to cancel: %(title)s"), said, at=at)


def goes_on(request: TrainingRequest, *, text: str, at: datetime) -> None:
    """Tell the host that the training goes on, and why."""
    said = [_("The training is not cancelled."), harmless(text)]
    to_host(request, _("It goes on: %(title)s"), said, at=at)


def cancelled(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that the training is cancelled, and why; trainers hear that they are free."""
    said = [_("The Secretariat has cancelled the training."), harmless(request.reason)]
    to_host(request, _("Cancelled: %(title)s"), said, at=at, hosts=False)


def delivered(request: TrainingRequest, *, at: datetime) -> None:
    """Thank the host, and say what follows; ask the trainers how it went."""
    said = [
        _("The training has taken place. Thank you for hosting it."),
        _("Attendance, certificates and feedback follow; then a report for you."),
    ]
    to_host(request, _("Delivered: %(title)s"), said, at=at)
    for assignment in teaching(request):
        to_trainer(
            assignment,
            _("How did it go? %(title)s"),
            [
                _("The training that you taught is over. Thank you."),
                _("Please say in a few minutes how it went, and what should be changed."),
            ],
            at=at,
            button=_("Say how it went"),
            address=reverse("trainings:trainer_report", args=[assignment.key]),
        )


def reported(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that the report is there."""
    said = [_("The report on the training is ready for you.")]
    to_host(
        request,
        _("Report: %(title)s"),
        said,
        at=at,
        button=_("Read the report"),
        address=reverse("trainings:report", args=[request.reference]),
    )


def closed(request: TrainingRequest, *, at: datetime) -> None:
    """Tell the host that all is done."""
    said = [_("Nothing about this training is open any more.")]
    to_host(request, _("Closed: %(title)s"), said, at=at)
