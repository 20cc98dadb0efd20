"""Deadlines as entries: on their date in Brussels, or the half hour before their hour.

They say no more than what raises their SEQUENCE; the page behind the link says the rest.
"""

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.days import end_of_day, network_day
from calendars.enums import Stands
from calendars.rows import Row
from ical.entries import Days, Entry
from procedures import entries
from procedures.entries import Share
from procedures.enums import State
from procedures.models import Procedure
from suggestions.models import Call
from trainings.models import Assignment, HostTask, TrainingRequest

ONE_DAY = dt.timedelta(days=1)
ALARM_BEFORE_A_DAY = 15 * 60
"""Minutes before midnight: at nine on the day before."""
ALARM_BEFORE_AN_HOUR = 24 * 60


def of_procedure(procedure: Procedure, row: Row, *, has_alarm: bool) -> Entry:
    """Return the deadline of a procedure; whoever may still reply is reminded."""
    is_answered = row.stands == Stands.DONE
    told = entries.entry(procedure, Share(row.counter, row.own_changed_at, is_answered=is_answered))
    return reminding(told, row, has_alarm=has_alarm and procedure.state == State.RUNNING)


def of_request(request: TrainingRequest, row: Row, *, has_alarm: bool) -> Entry:
    """Return the day until which a host is asked which dates suit."""
    return _dates(request, row, url=request.get_absolute_url(), has_alarm=has_alarm)


def of_assignment(assignment: Assignment, row: Row, *, has_alarm: bool) -> Entry:
    """Return the day until which a trainer is asked which dates suit."""
    url = assignment.get_absolute_url()
    return _dates(assignment.request, row, url=url, has_alarm=has_alarm)


def _dates(request: TrainingRequest, row: Row, *, url: str, has_alarm: bool) -> Entry:
    """Return the day of the answers; closed by the clock it is one change on."""
    day = request.dates_close_on or network_day(row.changed_at)
    words = _("Reply due by 23:59 Brussels time: %(what)s")
    if row.stands == Stands.DONE:
        words = _("Answered: %(what)s")
    elif row.stands == Stands.CLOSED:
        words = _("Closed: %(what)s")
        row = _closed(row, day)
    told = entry(
        row,
        title=words % {"what": request.reference},
        day=day,
        url=url,
        description=_("Which date suits?"),
        created_at=request.created_at,
    )
    return reminding(told, row, has_alarm=has_alarm)


def _closed(row: Row, day: dt.date) -> Row:
    """Return the row one change on: since the closing day, or the day before the last date."""
    last = min(day, dt.date.fromisoformat(row.more) - ONE_DAY)
    moment = max(row.own_changed_at, end_of_day(last))
    return row._replace(counter=row.counter + 1, own_changed_at=moment)


def of_task(task: HostTask, row: Row, *, has_alarm: bool) -> Entry:
    """Return the day on which a task of the host is due."""
    words = _("Done: %(what)s") if row.stands == Stands.DONE else _("Due: %(what)s")
    told = entry(
        row,
        title=words % {"what": f"{task.title}, {task.request.reference}"},
        day=task.due_date or network_day(row.changed_at),
        url=f"{task.request.get_absolute_url()}#checklist",
        description="",
        created_at=task.request.created_at,
    )
    return reminding(told, row, has_alarm=has_alarm)


def of_call(call: Call, row: Row, *, has_alarm: bool) -> Entry:
    """Return the last day on which a Presidency is answered; once it is over, one change on."""
    words = _("Suggestions due by 23:59 Brussels time: %(what)s")
    if row.stands == Stands.DONE:
        words = _("Answered: %(what)s")
    elif row.stands == Stands.CLOSED:
        words = _("Closed: %(what)s")
        moment = max(row.own_changed_at, end_of_day(call.closes_on))
        row = row._replace(counter=row.counter + 1, own_changed_at=moment)
    told = entry(
        row,
        title=words % {"what": call.title},
        day=call.closes_on,
        url=call.get_absolute_url(),
        description=_("“None” is an answer too."),
        created_at=call.created_at,
    )
    return reminding(told, row, has_alarm=has_alarm)


def entry(
    row: Row, *, title: str, day: dt.date, url: str, description: str, created_at: dt.datetime
) -> Entry:
    """Return what is due on a day, all day long."""
    return Entry(
        uid=row.uid,
        sequence=row.sequence + row.counter,
        created_at=created_at,
        changed_at=max(row.changed_at, row.own_changed_at),
        title=title,
        when=Days.through(day, day),
        url=settings.SITE_URL + url,
        transparent=True,
        description=description,
        categories=[_("Deadline")],
    )


def reminding(told: Entry, row: Row, *, has_alarm: bool) -> Entry:
    """Return the entry with the alarm that its owner wants of what is still to be done."""
    if not has_alarm or row.stands != Stands.OPEN:
        return told
    is_a_day = isinstance(told.when, Days)
    return replace(told, alarm_minutes=ALARM_BEFORE_A_DAY if is_a_day else ALARM_BEFORE_AN_HOUR)
