"""Where requests and assignments may go, by whom, and what must be so before; pure."""

from types import MappingProxyType

from accounts.steps import By, Step, Table
from trainings.enums import AssignmentDeed, AssignmentState, Need, RequestDeed, RequestState

SECRETARIAT = frozenset({By.SECRETARIAT})
HOST = frozenset({By.STATE})
TRAINER = frozenset({By.PERSON})
CLOCK = frozenset({By.CLOCK})

TO_SCHEDULE = (Need.DATE, Need.TRAINERS, Need.LANGUAGE, Need.MATERIAL, Need.CHECKLIST)
TO_CLOSE = (Need.ATTENDANCE, Need.CERTIFICATES, Need.FEEDBACK, Need.REPORT)

_WITHDRAW = Step(RequestState.WITHDRAWN, HOST)
_DECLINE = Step(RequestState.DECLINED, SECRETARIAT, (Need.REASON,))
_CANCEL = Step(RequestState.CANCELLED, SECRETARIAT, (Need.REASON,))

REQUEST: Table = MappingProxyType(
    {
        RequestState.DRAFT: {
            RequestDeed.SUBMIT: Step(RequestState.SUBMITTED, HOST, (Need.WISH,)),
            RequestDeed.WITHDRAW: _WITHDRAW,
        },
        RequestState.SUBMITTED: {
            RequestDeed.ASK: Step(RequestState.NEEDS_INFO, SECRETARIAT, (Need.QUESTION,)),
            RequestDeed.ACCEPT: Step(RequestState.ACCEPTED, SECRETARIAT, (Need.ASSIGNEE,)),
            RequestDeed.DECLINE: _DECLINE,
            RequestDeed.WITHDRAW: _WITHDRAW,
        },
        RequestState.NEEDS_INFO: {
            RequestDeed.ANSWER: Step(RequestState.SUBMITTED, HOST, (Need.ANSWER,)),
            RequestDeed.DECLINE: _DECLINE,
            RequestDeed.WITHDRAW: _WITHDRAW,
        },
        RequestState.ACCEPTED: {
            RequestDeed.SCHEDULE: Step(RequestState.SCHEDULED, SECRETARIAT, TO_SCHEDULE),
            RequestDeed.ASK_TO_CANCEL: Step(RequestState.ACCEPTED, HOST, (Need.REASON,)),
            RequestDeed.GO_ON: Step(RequestState.ACCEPTED, SECRETARIAT, (Need.ASKED, Need.ANSWER)),
            RequestDeed.CANCEL: _CANCEL,
        },
        RequestState.SCHEDULED: {
            RequestDeed.RESCHEDULE: Step(RequestState.SCHEDULED, SECRETARIAT, TO_SCHEDULE),
            RequestDeed.DELIVER: Step(RequestState.DELIVERED, CLOCK, (Need.OVER,)),
            RequestDeed.ASK_TO_CANCEL: Step(RequestState.SCHEDULED, HOST, (Need.REASON,)),
            RequestDeed.GO_ON: Step(RequestState.SCHEDULED, SECRETARIAT, (Need.ASKED, Need.ANSWER)),
            RequestDeed.CANCEL: _CANCEL,
        },
        RequestState.DELIVERED: {
            RequestDeed.CLOSE: Step(RequestState.CLOSED, SECRETARIAT, TO_CLOSE),
        },
        RequestState.CLOSED: {},
        RequestState.DECLINED: {},
        RequestState.WITHDRAWN: {},
        RequestState.CANCELLED: {},
    }
)

_DROP = Step(AssignmentState.DROPPED, SECRETARIAT)
_OWN_ANSWER = SECRETARIAT | TRAINER

ASSIGNMENT: Table = MappingProxyType(
    {
        AssignmentState.PROPOSED: {
            AssignmentDeed.INVITE: Step(AssignmentState.INVITED, SECRETARIAT),
            AssignmentDeed.DROP: _DROP,
        },
        AssignmentState.INVITED: {
            AssignmentDeed.ACCEPT: Step(AssignmentState.ACCEPTED, _OWN_ANSWER),
            AssignmentDeed.DECLINE: Step(AssignmentState.DECLINED, _OWN_ANSWER),
            AssignmentDeed.DROP: _DROP,
        },
        AssignmentState.ACCEPTED: {
            AssignmentDeed.CONFIRM: Step(AssignmentState.CONFIRMED, SECRETARIAT),
            AssignmentDeed.DECLINE: Step(AssignmentState.DECLINED, _OWN_ANSWER),
            AssignmentDeed.DROP: _DROP,
        },
        AssignmentState.CONFIRMED: {
            AssignmentDeed.DELIVER: Step(AssignmentState.DELIVERED, CLOCK),
            AssignmentDeed.DROP: _DROP,
        },
        AssignmentState.DECLINED: {},
        AssignmentState.DELIVERED: {},
        AssignmentState.DROPPED: {},
    }
)
