"""What meetings of bodies want by a day, as parts of the one query of a feed.

Of a meeting that is over, cancelled or put back nothing is wanted but comments on its minutes
and what it left to do. What is done is gone at once: an answer can be taken back, and nothing
counts how often.
"""

import datetime as dt
from typing import Any

from django.db.models import CharField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.days import clear_working_days_before, days_in, working_day_before
from accounts.enums import HolidayCalendar
from accounts.models import Holiday, Seat
from agendas.enums import AgendaState
from agendas.models import Agenda
from agendas.rules import OPEN_TO_BODY
from agendas.wishing import WORKING_DAYS_BEFORE
from calendars.columns import columns, shown_to
from calendars.enums import Stands, Thing
from calendars.reading import Reader
from events.access import run_by
from events.enums import Kind, State
from events.models.event import EventQuerySet, own_seats
from meetings.models import ActionPoint, Comment, Convening, Delegation, Minutes, NoComment
from meetings.models.minutes import MinutesQuerySet

_OPEN = Value(Stands.OPEN.value)
_NOTHING = Value("")
_BETWEEN = "|"
WITH_DAYS_OFF = frozenset({Thing.WISHES, Thing.DISPATCH})
"""Whose day is counted back from the meeting; ``more`` is read as what it is counted from."""


def of_seats(reader: Reader, today: dt.date) -> list[QuerySet[Any, Any]]:
    """Return what is wanted of the reader's own seats and has not come yet.

    States alone want items in writing, and one of them may have no seat but the chair.
    """
    ahead = _ahead(reader, today)
    bodies = reader.bodies if reader.member_states else []
    return [
        _delegations(ahead.filter(Exists(_unnamed(reader)))),
        _wishes(ahead.filter(body__in=bodies)),
        _comments(_unread(reader, today)),
        _actions(reader, today),
    ]


def of_a_body(reader: Reader, events: EventQuerySet, today: dt.date) -> list[QuerySet[Any, Any]]:
    """Return the same as all of a body have it, whoever has answered."""
    ahead = _ahead(reader, today).filter(pk__in=events.values("pk"))
    minutes = Minutes.objects.open_for_comments(today).filter(event__in=events.values("pk"))
    return [_delegations(ahead), _wishes(ahead), _comments(minutes)]


def to_convene(reader: Reader, today: dt.date, *, body: str | None = None) -> QuerySet[Any, Any]:
    """Return the last days of dispatch of the meetings that the reader prepares."""
    rows = _ahead(reader, today).filter(pk__in=run_by(reader).values("pk"))
    if body is not None:
        rows = rows.filter(body=body)
    return columns(
        rows.exclude(Exists(_sent())),
        Thing.DISPATCH,
        sequence="version",
        counter=F("body__version"),
        own_changed_at=F("changed_at"),
        stands=_OPEN,
        more=_counted_from(""),
    )


def counted_back(thing: str, more: str) -> str:
    """Return the day of what is counted back from a meeting, as a text."""
    met, notice, days_off = more.split(_BETWEEN)
    day, holidays = dt.date.fromisoformat(met), days_in(days_off)
    if thing == Thing.DISPATCH:
        last = clear_working_days_before(day, working_days=int(notice), holidays=holidays)
    else:
        last = working_day_before(day, working_days=WORKING_DAYS_BEFORE, holidays=holidays)
    return last.isoformat()


def _ahead(reader: Reader, today: dt.date) -> EventQuerySet:
    """Return the meetings to come; what one may know of is asked by ``shown_to``."""
    return shown_to(reader).filter(kind=Kind.MEETING, state=State.PUBLISHED, first_date__gte=today)


def _sent() -> QuerySet[Convening]:
    return Convening.objects.sent().filter(event=OuterRef("pk")).order_by()


def _seats(reader: Reader, event: str = "") -> QuerySet[Seat]:
    """Return the reader's seats at a meeting, on its day; ``event`` leads to it from a row."""
    first = OuterRef(f"{event}first_date")
    return own_seats(reader).filter(
        Q(ends=None) | Q(ends__gte=first), body=OuterRef(f"{event}body"), starts__lte=first
    )


def _unnamed(reader: Reader) -> QuerySet[Seat]:
    """Return those of the seats that have not said who comes."""
    answered = Delegation.objects.answered().filter(
        event=OuterRef(OuterRef("pk")), seat=OuterRef("pk")
    )
    return _seats(reader).filter(~Exists(answered))


def _delegations(rows: EventQuerySet) -> QuerySet[Any, Any]:
    """Return by when those who were convened say who comes."""
    first = _sent().values("event").annotate(first=Min("sent_at")).values("first")
    return columns(
        rows.filter(Exists(_sent()), registration_closes_at__isnull=False),
        Thing.DELEGATION,
        sequence="version",
        counter=Value(0),
        own_changed_at=Subquery(first),
        stands=_OPEN,
        more=_NOTHING,
    )


def _wishes(rows: EventQuerySet) -> QuerySet[Any, Any]:
    """Return by when states say what they want in writing."""
    return columns(
        Agenda.objects.filter(state=AgendaState.CIRCULATED, event__in=rows.values("pk")),
        Thing.WISHES,
        at="event__",
        uid="event__uid",
        sequence="event__version",
        counter=F("edition"),
        own_changed_at=F("circulated_at"),
        stands=_OPEN,
        more=_counted_from("event__"),
    )


def _unread(reader: Reader, today: dt.date) -> MinutesQuerySet:
    """Return the minutes of which the own seats have said nothing."""
    own = Q(member_state__in=reader.member_states) | Q(organisation__in=reader.organisations)
    said = Comment.objects.filter(own, section__minutes=OuterRef("pk"))
    nothing = NoComment.objects.filter(own, minutes=OuterRef("pk"))
    return Minutes.objects.open_for_comments(today).filter(
        Exists(_seats(reader, "event__")),
        ~Exists(said),
        ~Exists(nothing),
        event__in=shown_to(reader).values("pk"),
    )


def _actions(reader: Reader, today: dt.date) -> QuerySet[Any, Any]:
    """Return by when the reader is to have done what meetings left; only what all of them know."""
    known = Q(item=None) | Q(item__visibility__in=OPEN_TO_BODY) & (
        Q(item__parent=None) | Q(item__parent__visibility__in=OPEN_TO_BODY)
    )
    own = ActionPoint.objects.of(reader).open().filter(known, due_date__gte=today)
    return _after(own.filter(event__in=shown_to(reader).values("pk")), Thing.ACTION, "created_at")


def _comments(rows: MinutesQuerySet) -> QuerySet[Any, Any]:
    """Return until when minutes can be commented on; another last day is another version."""
    return _after(rows, Thing.MINUTES, "sent_at")


def _after(rows: QuerySet[Any], thing: Thing, since: str) -> QuerySet[Any, Any]:
    """Return what a meeting leads to, as columns; ``since`` is the field from when it is known."""
    return columns(
        rows,
        thing,
        at="event__",
        uid="key",
        sequence="event__version",
        counter=F("version"),
        own_changed_at=F(since),
        stands=_OPEN,
        more=_NOTHING,
    )


def _counted_from(at: str) -> Concat:
    """Return the day of the meeting, the body's notice and the days off, in one text."""
    days_off = Cast(Holiday.objects.listed(HolidayCalendar.BE), CharField())
    return Concat(
        Cast(f"{at}first_date", CharField()),
        Value(_BETWEEN),
        Cast(f"{at}body__notice_days", CharField()),
        Value(_BETWEEN),
        Coalesce(days_off, Value("")),
        output_field=CharField(),
    )
