"""Deadlines as entries: on their date in Brussels, or the half hour before their hour."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.days import BRUSSELS, end_of_day, network_day
from calendars.enums import Stands
from calendars.rows import Row
from ical.entries import Days, Entry, Hours
from ical.enums import Status
from procedures.enums import State
from procedures.models import Procedure
from trainings.models import Assignment, HostTask, TrainingRequest

HALF_AN_HOUR = dt.timedelta(minutes=30)
ALARM_BEFORE_A_DAY = 15 * 60
"""Minutes before midnight: at nine on the day before."""
ALARM_BEFORE_AN_HOUR = 24 * 60


def of_procedure(procedure: Procedure, row: Row, *, has_alarm: bool) -> Entry:
    """Return the deadline of a procedure; withdrawn, it is cancelled.

    At the end of a day it is all-day: at 23:59 in Brussels it is the next day in Athens.
    """
    ends_at = procedure.deadline_at or procedure.changed_at
    day = network_day(ends_at)
    is_whole_day = ends_at == end_of_day(day)
    when = (
        Days.through(day, day)
        if is_whole_day
        else Hours(ends_at - HALF_AN_HOUR, ends_at, str(BRUSSELS))
    )
    return _entry(
        row,
        title=_said(
            row,
            hour=f"{ends_at.astimezone(BRUSSELS):%H:%M}",
            what=procedure.reference,
            is_over=procedure.state in {State.CLOSED, State.NOTIFIED},
        ),
        when=when,
        url=procedure.get_absolute_url(),
        description=procedure.title,
        categories=[procedure.body_id],
        created_at=procedure.created_at,
        status=Status.CANCELLED if procedure.state == State.WITHDRAWN else Status.CONFIRMED,
        has_alarm=has_alarm and procedure.state == State.RUNNING,
    )


def of_request(request: TrainingRequest, row: Row, *, has_alarm: bool) -> Entry:
    """Return the day until which a host is asked which dates suit."""
    return _dates(request, row, url=request.get_absolute_url(), has_alarm=has_alarm)


def of_assignment(assignment: Assignment, row: Row, *, has_alarm: bool) -> Entry:
    """Return the day until which a trainer is asked which dates suit."""
    url = assignment.get_absolute_url()
    return _dates(assignment.request, row, url=url, has_alarm=has_alarm)


def _dates(request: TrainingRequest, row: Row, *, url: str, has_alarm: bool) -> Entry:
    day = request.dates_close_on or network_day(row.changed_at)
    return _entry(
        row,
        title=_said(row, hour="23:59", what=request.reference),
        when=Days.through(day, day),
        url=url,
        description=_("Which date suits? %(title)s") % {"title": _training(request)},
        created_at=request.created_at,
        has_alarm=has_alarm,
    )


def of_task(task: HostTask, row: Row, *, has_alarm: bool) -> Entry:
    """Return the day on which a task of the host is due."""
    day = task.due_date or network_day(row.changed_at)
    words = _("Done: %(what)s") if row.stands == Stands.DONE else _("Due: %(what)s")
    return _entry(
        row,
        title=words % {"what": f"{task.title}, {task.request.reference}"},
        when=Days.through(day, day),
        url=f"{task.request.get_absolute_url()}#checklist",
        description=_training(task.request),
        created_at=task.request.created_at,
        has_alarm=has_alarm,
    )


def _training(request: TrainingRequest) -> str:
    return f"{request.sought.title}, {request.host_city()}"


def _said(row: Row, *, hour: str, what: str, is_over: bool = False) -> str:
    """Return the title: what is due, or that it was answered or is over."""
    if row.stands == Stands.DONE:
        return _("Answered: %(what)s") % {"what": what}
    if is_over:
        return _("Closed: %(what)s") % {"what": what}
    return _("Reply due by %(hour)s Brussels time: %(what)s") % {"hour": hour, "what": what}


def _entry(
    row: Row,
    *,
    title: str,
    when: Days | Hours,
    url: str,
    description: str,
    created_at: dt.datetime,
    has_alarm: bool,
    categories: list[str] | None = None,
    status: Status = Status.CONFIRMED,
) -> Entry:
    alarm = ALARM_BEFORE_A_DAY if isinstance(when, Days) else ALARM_BEFORE_AN_HOUR
    return Entry(
        uid=row.uid,
        sequence=row.sequence + row.counter,
        created_at=created_at,
        changed_at=max(row.changed_at, row.own_changed_at),
        title=title,
        when=when,
        url=settings.SITE_URL + url,
        status=status,
        transparent=True,
        description=description,
        categories=[_("Deadline"), *(categories or [])],
        alarm_minutes=alarm if has_alarm and row.stands == Stands.OPEN else None,
    )
