"""The dates of a feed as rows, read in one query."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from accounts.days import BRUSSELS, network_day
from accounts.models import Mandate, User
from calendars.dates import Days, mine, of_a_body
from calendars.enums import Scope, Stands
from calendars.meeting_dates import WITH_DAYS_OFF, counted_back
from calendars.models import Feed
from calendars.reading import Reader

SAYS_LESS: dict[str, int] = {Stands.DONE: 1, Stands.WORKS: 1, Stands.ASKED: 2}
"""Beside a registration, or beside another seat that has not answered."""


class Row(NamedTuple):
    """One date: its UID and SEQUENCE, when it changed, and how the owner stands to it.

    ``counter`` and ``own_changed_at`` are the owner's share of SEQUENCE and of the moment of
    change. ``more`` is what else is said: of an event its mode, but for who takes part online in
    what is both, and in what is over; of dates to answer the last one that nobody answered; of
    what is counted back from a meeting its day.
    """

    thing: str
    uid: UUID
    sequence: int
    counter: int
    changed_at: dt.datetime
    own_changed_at: dt.datetime
    state: str
    stands: str
    more: str


class Shape(NamedTuple):
    """All by which the words of the query differ: as whom the owner acts, but not who it is.

    Of each mandate the role, and which of the owner's states and organisations it is for.
    """

    scope: str
    leaves_out_invited: bool
    leaves_out_cancelled: bool
    mandates: frozenset[tuple[str, str | None, int | None]]
    today: dt.date


EMAIL, BODY, STATE = "\x01email", "\x01body", "\x01state"
"""What stands in the words of the query for what differs from person to person."""


def rows_of(feed: Feed, reader: Reader) -> list[Row]:
    """Return what a feed holds at the reader's moment, in a stable order; one query.

    To word it takes longer than to answer it, so that is done once a day for all who stand
    alike.
    """
    shape, own = _shape(feed, reader)
    worded = _worded(shape)
    if worded is None:
        return []
    sql, values = worded
    with connection.cursor() as cursor:
        cursor.execute(sql, [own.get(value, value) for value in values])
        found = map(_row, cursor.fetchall())
        return sorted(_once(found), key=lambda row: (row.thing, str(row.uid)))


def _shape(feed: Feed, reader: Reader) -> tuple[Shape, dict[Any, Any]]:
    """Return the shape of the query, and what is put into its words for this person."""
    states = sorted({one.member_state_id for one in reader.mandates if one.member_state_id})
    bodies = sorted({one.organisation_id for one in reader.mandates if one.organisation_id})
    of_state = {code: f"{STATE}{number}" for number, code in enumerate(states)}
    of_organisation = {pk: -number for number, pk in enumerate(bodies, start=1)}
    mandates = frozenset(
        (
            one.role,
            of_state.get(one.member_state_id or ""),
            of_organisation.get(one.organisation_id or 0),
        )
        for one in reader.mandates
    )
    own: dict[Any, Any] = {EMAIL: reader.user.email if reader.user else "", BODY: feed.body_id}
    own |= {word: code for code, word in of_state.items()}
    own |= {word: pk for pk, word in of_organisation.items()}
    shape = Shape(
        feed.scope,
        feed.leaves_out_invited,
        feed.leaves_out_cancelled,
        mandates,
        network_day(reader.at),
    )
    return shape, own


@lru_cache(maxsize=256)
def _worded(shape: Shape) -> tuple[str, tuple[Any, ...]] | None:
    """Return the query as SQL and its values; nothing where it can find nothing."""
    reader = Reader(
        user=User(email=EMAIL),
        at=dt.datetime.combine(shape.today, dt.time(12), BRUSSELS),
        mandates=tuple(
            Mandate(role=role, member_state_id=state, organisation_id=organisation)
            for role, state, organisation in shape.mandates
        ),
    )
    feed = Feed(
        scope=shape.scope,
        body_id=BODY,
        leaves_out_invited=shape.leaves_out_invited,
        leaves_out_cancelled=shape.leaves_out_cancelled,
    )
    of = mine if shape.scope == Scope.MINE else of_a_body
    first, *others = of(feed, reader, Days(shape.today))
    try:
        return first.union(*others, all=True).order_by().query.sql_with_params()
    except EmptyResultSet:
        return None


def _row(found: tuple[Any, ...]) -> Row:
    """Return a row in the types of Python, which SQLite does not know all of."""
    row = Row._make(found)
    return row._replace(
        uid=row.uid if isinstance(row.uid, UUID) else UUID(row.uid),
        changed_at=_moment(row.changed_at),
        own_changed_at=_moment(row.own_changed_at),
        more=counted_back(row.thing, row.more) if row.thing in WITH_DAYS_OFF else row.more,
    )


def _moment(found: Any) -> dt.datetime:
    at = found if isinstance(found, dt.datetime) else dt.datetime.fromisoformat(found)
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _once(found: Iterable[Row]) -> list[Row]:
    """Return one row for each thing: the one that says most of how the owner stands to it.

    A procedure in which a person answers for two seats is answered once both are. SEQUENCE and
    the moment of change go by all of them: who gives a place back still teaches.
    """
    kept: dict[tuple[str, UUID], Row] = {}
    for row in sorted(found, key=_rank, reverse=True):
        less = kept.get((row.thing, row.uid), row)
        kept[row.thing, row.uid] = row._replace(
            counter=max(row.counter, less.counter),
            own_changed_at=max(row.own_changed_at, less.own_changed_at),
        )
    return list(kept.values())


def _rank(row: Row) -> tuple[int, float]:
    return SAYS_LESS.get(row.stands, 0), -row.own_changed_at.timestamp()
