"""The board of all requests: columns by state, each row with its age and flags."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.access import Standing
from accounts.days import network_day
from trainings.enums import Flag, RequestState
from trainings.models import Assignment, TrainingRequest
from trainings.models.request import HAS_A_DELIVERY

OPEN = (
    RequestState.SUBMITTED,
    RequestState.NEEDS_INFO,
    RequestState.ACCEPTED,
    RequestState.SCHEDULED,
    RequestState.DELIVERED,
)
"""The columns of the board; what has ended stands in the list alone."""


@dataclass(frozen=True)
class Filter:
    """What the board leaves over; an empty word leaves everything."""

    member_state: str = ""
    course: str = ""
    assignee: int | None = None
    language: str = ""
    flag: str = ""
    text: str = ""
    year: int | None = None
    month: int | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One request on the board; ``days_old`` counts from the day it was sent, or begun.

    ``on`` is the first day of its training, or of its first window while there is no date.
    """

    request: TrainingRequest
    days_old: int
    flags: tuple[str, ...]
    trainers: int
    on: date | None


@dataclass(frozen=True)
class Column:
    """All requests in one state."""

    state: RequestState
    rows: tuple[Row, ...]


def rows(standing: Standing, *, at: datetime, only: Filter | None = None) -> list[Row]:
    """Return the requests that the person may read, the oldest deed first, in two queries."""
    only = only or Filter()
    found: Iterable[Any] = (  # requests with the number of their confirmed trainers
        TrainingRequest.objects.visible_to(standing)
        .filter(_kept(only))
        .matching(only.text)
        .select_related("member_state", "course", "assignee", "delivery__event", "chosen")
        .prefetch_related("windows")
        .annotate(confirmed=Coalesce(Subquery(_taught()), 0))
        .order_by("deed_at", "pk")
    )
    made = [_row(one, trainers=one.confirmed, at=at) for one in found]
    return [
        row
        for row in made
        if only.flag in {"", *row.flags}
        and only.year in {None, row.on.year if row.on else None}
        and only.month in {None, row.on.month if row.on else None}
    ]


def _taught() -> Any:
    """Return how many teach the training of a request, whichever request they came by."""
    own = Q(request=OuterRef("pk"))
    joint = Q(request__delivery=OuterRef("delivery"), request__state__in=HAS_A_DELIVERY)
    rows = Assignment.objects.teaching().filter(own | joint).order_by().values(all=Value(1))
    return rows.annotate(number=Count("pk")).values("number")


def _kept(only: Filter) -> Q:
    wanted = {
        "member_state": only.member_state,
        "course__slug": only.course,
        "assignee": only.assignee,
        "language": only.language,
        "state__in": only.states,
    }
    return Q(**{name: value for name, value in wanted.items() if value})


def _row(request: TrainingRequest, *, trainers: int, at: datetime) -> Row:
    since = request.submitted_at or request.created_at
    chosen = request.chosen.first_date if request.chosen else None
    return Row(
        request=request,
        days_old=(network_day(at) - network_day(since)).days,
        flags=tuple(request.flags_at(at)),
        trainers=trainers,
        on=chosen or min((span.starts for span in request.spans), default=None),
    )


def columns(rows: Iterable[Row]) -> list[Column]:
    """Return the rows that are under way in columns by state."""
    by_state: dict[str, list[Row]] = {}
    for row in rows:
        by_state.setdefault(row.request.state, []).append(row)
    return [Column(state, tuple(by_state.get(state, ()))) for state in OPEN]


def flag_counts(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many of the rows have each flag."""
    found = {str(flag): 0 for flag in Flag}
    for row in rows:
        for flag in row.flags:
            found[flag] += 1
    return found
