"""Small values that pages show: a status, a tab, a part of a bar."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from interface import moments

type Words = str | Promise

ICONS = {"": "", "ok": "check", "warn": "clock", "bad": "alert", "info": "info"}


@dataclass(frozen=True)
class Pill:
    """A status, said as icon, word and colour."""

    label: Words
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Tab:
    """One page of several that belong together; ``within`` it the reader may be further down."""

    label: Words
    url: str
    count: int | None = None
    here: bool = False
    within: bool = False


@dataclass(frozen=True)
class Part:
    """One part of a stacked bar: its word, its number, its colour."""

    label: Words
    number: int
    fill: str = "brand"


@dataclass(frozen=True)
class Progress:
    """How far long work is: what was done, what failed, out of how much, and its state."""

    done: int
    failed: int
    total: int
    state: Pill


def urgency(by: dt.datetime | dt.date, at: dt.datetime) -> Pill:
    """Say how near a deadline is: red when past or today, amber within three days.

    A bare date lasts until the end of that day on the Network's clock.
    """
    last = moments.local(by).date() if isinstance(by, dt.datetime) else by
    days = (last - moments.local(at).date()).days
    past = by <= at if isinstance(by, dt.datetime) else days < 0
    if past:
        return Pill(gettext("Overdue"), "bad", "alert")
    if days == 0:
        return Pill(gettext("Today"), "bad", "alert")
    if not isinstance(by, dt.datetime):
        by = at + dt.timedelta(days=days)
    return Pill(moments.left(by, at), "warn" if days <= 3 else "", "clock")
