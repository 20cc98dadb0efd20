"""Tasks and due work that leave a trace, and some that fail."""

import datetime as dt
from dataclasses import dataclass

from django.db import OperationalError
from django.tasks import task

from journal.services import record

MOMENT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Due:
    """As config.schedule has it."""

    name: str
    function: object
    every_seconds: int


@task
def leave_a_trace(key):
    record("task.done", at=MOMENT, key=key)


def done(*, at):
    record("due.done", at=at)


def failed(*, at):
    raise ValueError(at)


def database_away(*, at):
    raise OperationalError(at)


def shared_out(key, *, at):
    """Leave a trace of a row, then fail where it is number nought."""
    record("row.done", at=at, key=str(key))
    return 100 // key


DUE = (Due("fails", failed, 1), Due("works", done, 1), Due("rarely", done, 3600))
