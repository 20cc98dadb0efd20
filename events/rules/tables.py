"""Where events, registrations and wishes for a change may go, and by whom; pure."""

from collections.abc import Collection
from types import MappingProxyType

from accounts.steps import By, Step, Table
from events.enums import (
    Approver,
    EventDeed,
    ListDeed,
    ListState,
    RegistrationDeed,
    RegistrationState,
    RequestDeed,
    RequestState,
    State,
)

ORGANISERS = frozenset({By.SECRETARIAT, By.PRESIDENCY})
SECRETARIAT = frozenset({By.SECRETARIAT})

EVENT: Table = MappingProxyType(
    {
        State.DRAFT: {
            EventDeed.PUBLISH: Step(State.PUBLISHED, SECRETARIAT),
            EventDeed.CANCEL: Step(State.CANCELLED, SECRETARIAT),
        },
        State.PUBLISHED: {
            EventDeed.HOLD: Step(State.HELD, SECRETARIAT | {By.CLOCK}),
            EventDeed.CANCEL: Step(State.CANCELLED, SECRETARIAT),
        },
        State.HELD: {EventDeed.CLOSE: Step(State.CLOSED, SECRETARIAT)},
        State.CLOSED: {},
        State.CANCELLED: {EventDeed.REVIVE: Step(State.PUBLISHED, SECRETARIAT)},
    }
)

_DECIDED_BY = SECRETARIAT | {By.STATE}
_LEFT_BY = SECRETARIAT | {By.PERSON, By.STATE}
_CANCEL = Step(RegistrationState.CANCELLED, SECRETARIAT)
_WITHDRAW = Step(RegistrationState.WITHDRAWN, _LEFT_BY)
_RELEASE = Step(RegistrationState.DECLINED, _DECIDED_BY)

REGISTRATION: Table = MappingProxyType(
    {
        RegistrationState.NAMED: {
            RegistrationDeed.CONFIRM: Step(RegistrationState.CONFIRMED, SECRETARIAT | {By.PERSON}),
            RegistrationDeed.QUEUE: Step(RegistrationState.WAITING, SECRETARIAT | {By.PERSON}),
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
            RegistrationDeed.RELEASE: _RELEASE,
        },
        RegistrationState.PENDING: {
            RegistrationDeed.CONFIRM: Step(RegistrationState.CONFIRMED, _DECIDED_BY | {By.CLOCK}),
            RegistrationDeed.QUEUE: Step(RegistrationState.WAITING, _DECIDED_BY | {By.CLOCK}),
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY | {By.CLOCK}),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
            RegistrationDeed.RELEASE: _RELEASE,
        },
        RegistrationState.WAITING: {
            RegistrationDeed.CONFIRM: Step(RegistrationState.CONFIRMED, SECRETARIAT | {By.CLOCK}),
            RegistrationDeed.OFFER: Step(RegistrationState.OFFERED, frozenset({By.CLOCK})),
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
            RegistrationDeed.RELEASE: _RELEASE,
        },
        RegistrationState.OFFERED: {
            RegistrationDeed.CONFIRM: Step(RegistrationState.CONFIRMED, SECRETARIAT | {By.PERSON}),
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY | {By.CLOCK}),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.CANCEL: _CANCEL,
            RegistrationDeed.RELEASE: _RELEASE,
        },
        RegistrationState.CONFIRMED: {
            RegistrationDeed.DECLINE: Step(RegistrationState.DECLINED, _DECIDED_BY),
            RegistrationDeed.WITHDRAW: _WITHDRAW,
            RegistrationDeed.PASS_ON: Step(RegistrationState.WITHDRAWN, _LEFT_BY),
            RegistrationDeed.CANCEL: _CANCEL,
            RegistrationDeed.RELEASE: _RELEASE,
        },
        RegistrationState.DECLINED: {
            RegistrationDeed.RESTORE: Step(RegistrationState.WAITING, SECRETARIAT),
        },
        RegistrationState.WITHDRAWN: {
            RegistrationDeed.RESTORE: Step(RegistrationState.WAITING, SECRETARIAT | {By.PERSON}),
            RegistrationDeed.REAPPLY: Step(RegistrationState.PENDING, frozenset({By.PERSON})),
            RegistrationDeed.TAKE_BACK: Step(RegistrationState.CONFIRMED, SECRETARIAT),
            RegistrationDeed.RELEASE: _RELEASE,
        },
        RegistrationState.CANCELLED: {
            RegistrationDeed.RESTORE: Step(RegistrationState.WAITING, SECRETARIAT | {By.CLOCK}),
        },
    }
)

CHANGE_REQUEST: Table = MappingProxyType(
    {
        RequestState.OPEN: {
            RequestDeed.GRANT: Step(RequestState.GRANTED, SECRETARIAT),
            RequestDeed.REFUSE: Step(RequestState.REFUSED, SECRETARIAT),
            RequestDeed.TAKE_BACK: Step(
                RequestState.TAKEN_BACK, SECRETARIAT | {By.PERSON, By.CLOCK}
            ),
        },
        RequestState.GRANTED: {},
        RequestState.REFUSED: {},
        RequestState.TAKEN_BACK: {},
    }
)

ATTENDANCE_LIST: Table = MappingProxyType(
    {
        ListState.DRAFT: {
            ListDeed.APPLY: Step(ListState.APPLIED, ORGANISERS),
            ListDeed.DISCARD: Step(ListState.DISCARDED, ORGANISERS | {By.CLOCK}),
        },
        ListState.APPLIED: {},
        ListState.DISCARDED: {},
    }
)


def decides_as(
    *, secretariat: bool, approver: str, country: str, host: str | None, states: Collection[str]
) -> By | None:
    """Return as whom a person decides on a registration from a country, if at all.

    The Secretariat always may; who speaks for a Member State decides on its own people where
    the event asks the states, and on everybody where it asks the one that hosts. Others from
    elsewhere are the Secretariat's.
    """
    if secretariat:
        return By.SECRETARIAT
    asked = {Approver.STATE: country, Approver.HOST: host}.get(Approver(approver))
    return By.STATE if asked in states else None
