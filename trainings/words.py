"""What pages say of requests, in the same words everywhere."""

from django.utils.translation import gettext as _

from interface.marks import Pill
from trainings.enums import Answer, AssignmentState, Flag, RequestState
from trainings.models import Assignment, TrainingRequest

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
