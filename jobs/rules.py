"""The steps a job takes, and when it is given up.

Who may take a step is the answer of the app whose job it is.
"""

from collections.abc import Mapping
from datetime import timedelta

from jobs.enums import Deed, State

LEASE = timedelta(seconds=30)
RETRY_AFTER = timedelta(seconds=20)
TRIES = 5

JOB: Mapping[State, Mapping[Deed, State]] = {
    State.WAITING: {Deed.BEGIN: State.RUNNING, Deed.STOP: State.STOPPED},
    State.RUNNING: {
        Deed.FINISH: State.DONE,
        Deed.FAIL: State.FAILED,
        Deed.STOP: State.STOPPED,
    },
    State.STOPPED: {Deed.RESTART: State.WAITING},
    State.FAILED: {Deed.RESTART: State.WAITING},
    State.DONE: {},
}
OPEN = frozenset({State.WAITING, State.RUNNING})


class NoSuchStepError(Exception):
    """The job is not in a state in which this can be done to it."""


def after(state: str, *, deed: Deed) -> State:
    """Return where a deed leads from a state.

    >>> str(after("failed", deed=Deed.RESTART))
    'waiting'
    """
    found = JOB[State(state)].get(deed)
    if found is None:
        raise NoSuchStepError(f"{deed} from {state}")
    return found


def is_over(*, total: int, done: int, failed: int) -> bool:
    """Say whether every piece was tried.

    >>> is_over(total=500, done=498, failed=2)
    True
    """
    return done + failed >= total
