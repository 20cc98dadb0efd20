"""What pages say of requests, in the same words everywhere."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import MemberState
from events.enums import Mode
from interface import moments
from interface.marks import Pill
from trainings.enums import Answer, AssignmentState, Flag, RequestState
from trainings.models import Assignment, DateOption, Delivery, TrainingRequest
from trainings.rules.wish import Window

SATURDAY = 5
STATES = {
    RequestState.DRAFT: ("", "pen"),
    RequestState.SUBMITTED: ("info", "inbox"),
    RequestState.NEEDS_INFO: ("warn", "help"),
    RequestState.ACCEPTED: ("info", "check"),
    RequestState.SCHEDULED: ("ok", "calendar"),
    RequestState.DELIVERED: ("ok", "training"),
    RequestState.CLOSED: ("", "lock"),
    RequestState.DECLINED: ("bad", "cross"),
    RequestState.WITHDRAWN: ("", "undo"),
    RequestState.CANCELLED: ("bad", "cross"),
}
FLAGS = {
    Flag.STALLED: ("bad", "alert"),
    Flag.OVERDUE: ("bad", "clock"),
    Flag.SHORT_NOTICE: ("warn", "clock"),
}
ANSWERS = {
    Answer.YES: ("ok", "check"),
    Answer.IF_NEED_BE: ("warn", "info"),
    Answer.NO: ("bad", "cross"),
}
ASSIGNMENTS = {
    AssignmentState.PROPOSED: ("", "pen"),
    AssignmentState.INVITED: ("info", "mail"),
    AssignmentState.ACCEPTED: ("info", "check"),
    AssignmentState.DECLINED: ("bad", "cross"),
    AssignmentState.CONFIRMED: ("ok", "check"),
    AssignmentState.DELIVERED: ("ok", "training"),
    AssignmentState.DROPPED: ("", "undo"),
}


def state_pill(request: TrainingRequest) -> Pill:
    """Return the state of a request as icon, word and colour."""
    return Pill(request.get_state_display(), *STATES[RequestState(request.state)])


def flag_pill(flag: str) -> Pill:
    """Return what a request is marked with as icon, word and colour."""
    return Pill(Flag(flag).label, *FLAGS[Flag(flag)])


def answer_pill(answer: str) -> Pill:
    """Return what somebody says to a date; silence too."""
    if not answer:
        return Pill(_("No answer yet"), "", "clock")
    return Pill(Answer(answer).label, *ANSWERS[Answer(answer)])


def assignment_pill(assignment: Assignment) -> Pill:
    """Return how far an assignment is."""
    return Pill(assignment.get_state_display(), *ASSIGNMENTS[AssignmentState(assignment.state)])


def assigned(assignment: Assignment) -> str:
    """Return for which training an assignment is: course, place, days, reference."""
    request = assignment.request
    chosen = request.chosen
    told = {
        "course": request.sought.title,
        "where": request.host_city(),
        "days": moments.days(chosen.first_date, chosen.last_date) if chosen else _("no date yet"),
        "reference": request.reference,
    }
    return _("%(course)s, %(where)s · %(days)s · %(reference)s") % told


def together(delivery: Delivery, *, but_for: MemberState) -> str:
    """Return where a training is that a state's request joins, and with whom it is."""
    event = delivery.event
    is_online = event.mode == Mode.ONLINE
    where = _("online") if is_online else _("in %(city)s") % {"city": event.city}
    if event.host_id in {None, but_for.pk}:
        return _("%(where)s, as one with %(event)s") % {"where": where, "event": event.title}
    return _("%(where)s, together with %(state)s") % {"where": where, "state": event.host}


def dated(option: DateOption, *, but_for: MemberState) -> str:
    """Return a date, and where it is and with whom if it joins a training that there is."""
    told = moments.days(option.first_date, option.last_date)
    if option.joins is None:
        return told
    return f"{told} · {together(option.joins, but_for=but_for)}"


def remarks(days: Sequence[date], *, windows: Collection[Window], holiday: str | None) -> list[str]:
    """Return what is unusual about days for a training, in words."""
    found = []
    if not any(one.starts <= days[0] and days[-1] <= one.ends for one in windows):
        found.append(_("outside the host's windows"))
    if any(day.weekday() >= SATURDAY for day in days):
        found.append(_("on a weekend"))
    if holiday:
        found.append(_("on a holiday: %(name)s") % {"name": holiday})
    return found


def whose(request: TrainingRequest) -> str:
    """Return a request as the page of another one names it: by its state, and its reference."""
    return f"{request.member_state} ({request.reference})"


def held(request: TrainingRequest) -> str:
    """Return where a training is that somebody else hosts, and with whom; else nothing."""
    delivery = request.delivery
    if delivery is None or delivery.event.host_id == request.member_state_id:
        return ""
    return together(delivery, but_for=request.member_state)
