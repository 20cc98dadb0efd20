"""What stands beside the items of an agenda: papers, wishes, interests, and where each leads."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accounts.access import Standing
from accounts.days import days_in, network_day
from accounts.models import Seat
from agendas import papers, sources, words
from agendas.access import SETTLED, answers_for_presidency
from agendas.enums import ItemKind, ItemState
from agendas.models import Agenda, AgendaItem, Interest, Track, Wish
from agendas.papers import Paper
from agendas.wishing import barred, is_formality, last_day_beside, take_wishes, with_parts
from decisions.sources import Named, open_ones
from events.access import may_edit
from events.models import Event
from interface import moments
from interface.marks import Pill


@dataclass(frozen=True)
class Step:
    """Another step of the way of an item: whose agenda it is on, and where that stands."""

    title: str
    url: str


@dataclass
class Side:
    """What stands beside one item, as far as it is the person's to know."""

    papers: list[Paper] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)
    prepares: Step | None = None
    prepared_by: Step | None = None
    track: Track | None = None
    recommended: Track | None = None
    written: Step | None = None
    source: Step | None = None
    agreement: Pill | None = None
    may_wish: bool = False
    has_wished: bool = False
    may_declare: bool = False


@dataclass(frozen=True)
class Sides:
    """What stands beside all items of an agenda, and what is said once for all of them."""

    by_item: Mapping[int, Side]
    zip_url: str
    is_too_much: bool
    wishes_until: date | None
    takes_wishes: bool
    prepares: bool
    answers: bool
    states: int


def of(
    agenda: Agenda,
    items: Sequence[AgendaItem],
    numbers: Mapping[int, str],
    standing: Standing,
    *,
    since: datetime | None = None,
) -> Sides:
    """Return what stands beside the items, of which the person may know; few queries for all.

    ``since`` is when the person last looked at the agenda, which is ``told_what_stands_beside``.
    """
    told: Any = agenda
    event = agenda.event
    prepares = may_edit(standing, event)
    speaks = bool(standing.member_states) and event.body_id in standing.bodies
    until = None
    if (speaks or prepares) and take_wishes(agenda):
        until = last_day_beside(event, days_in(told.days_off))
    is_open = until is not None and network_day(standing.at) <= until
    sides = {item.pk: Side() for item in items}
    _papers(sides, items, numbers, papers.Reader(standing, event, asked=told.is_asked), since)
    if told.has_wishes and (prepares or speaks):
        _wishes(sides, items, standing, sees_all=prepares)
    if told.has_interests and (prepares or speaks or standing.organisations):
        _interests(sides, standing, sees_all=reads_interests(standing, event))
    answers = answers_for_presidency(standing, event)
    if prepares or answers:
        _agreements(sides, items)
    _steps(sides, items, standing)
    if is_open and speaks:
        for item in _to_wish(items):
            sides[item.pk].may_wish = True
    if event.state not in SETTLED and (prepares or event.body_id in standing.bodies):
        for item in items:
            sides[item.pk].may_declare = _is_debated(item)
    found = [paper for side in sides.values() for paper in side.papers]
    return Sides(
        by_item=sides,
        zip_url=papers.zip_url(found, event),
        is_too_much=not papers.may_take_together(found),
        wishes_until=until,
        takes_wishes=is_open,
        prepares=prepares,
        answers=answers,
        states=told.states or 0,
    )


def reads_interests(standing: Standing, event: Event) -> bool:
    """Return whether the person reads all declared interests: the preparers, and the chair."""
    return may_edit(standing, event) or event.host_id in standing.member_states


def _is_debated(item: AgendaItem) -> bool:
    """Return whether something is decided in an item, in which somebody can have an interest.

    Nobody has one in the adoption of the agenda.
    """
    decides = item.kind in {ItemKind.ADOPTION, ItemKind.DISCUSSION}
    return decides and item.state != ItemState.STRUCK and not is_formality(item)


def states_at(event: Event) -> int:
    """Return how many Member States sit in the body of a meeting on its day; one query."""
    seats = Seat.objects.filter(body=event.body_id).held_on(event.first_date)
    return seats.exclude(member_state=None).count()


def _to_wish(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return the items that a body could decide in writing."""
    rows = list(items)
    whole = with_parts(rows)
    return [
        item
        for item in rows
        if item.state == ItemState.OPEN and not barred(item, has_parts=item.pk in whole)
    ]


def _papers(
    sides: dict[int, Side],
    items: Sequence[AgendaItem],
    numbers: Mapping[int, str],
    reader: papers.Reader,
    since: datetime | None,
) -> None:
    for pk, found in papers.listed(items, numbers, reader, since=since).items():
        sides[pk].papers = found


def _wishes(
    sides: dict[int, Side], items: Sequence[AgendaItem], standing: Standing, *, sees_all: bool
) -> None:
    rows = Wish.objects.filter(item__in=[item.pk for item in items]).select_related("member_state")
    for wish in rows:
        own = wish.member_state_id in standing.member_states
        sides[wish.item_id].has_wished |= own
        if own or sees_all:
            sides[wish.item_id].wishes.append(wish)


def _agreements(sides: dict[int, Side], items: Iterable[Any]) -> None:
    for item in items:
        if item.presidency_answer is not None:
            sides[item.pk].agreement = words.presidency(item.presidency_answer)


def _interests(sides: dict[int, Side], standing: Standing, *, sees_all: bool) -> None:
    rows = Interest.objects.standing().filter(item__in=list(sides))
    if not sees_all:
        rows = rows.of_seats(standing)
    for interest in rows.select_related("member_state", "organisation"):
        sides[interest.item_id].interests.append(interest)


def _tracks(items: Iterable[AgendaItem]) -> list[Track]:
    """Return what is prepared by the items, or decided by them."""
    ways = [getattr(item, way, None) for item in items for way in ("track", "prepared_by")]
    return [track for track in ways if track is not None]


def _steps(
    sides: Mapping[int, Side],
    items: Sequence[AgendaItem],
    standing: Standing,
) -> None:
    """Lead to what prepares, decides or brought an item, as far as the person may open it."""
    tracks = _tracks(items)
    named = [name for item in items for name in (sources.written(item), sources.source(item))]
    others = [one for track in tracks for one in (track.item, track.decides) if one]
    known = open_ones(
        standing, [*named, *map(sources.written, tracks), *map(sources.itself, others)]
    )
    for item in items:
        if sources.written(item) in known:
            sides[item.pk].written = Step(item.written_key, item.written_url)
        if sources.source(item) in known:
            sides[item.pk].source = Step(sources.known_as(item), item.source_url)
    for track in tracks:
        if side := sides.get(track.item_id):
            side.track = track
            side.prepares = _where(track, known)
        if side := sides.get(track.decides_id or 0):
            side.recommended = track
            side.prepared_by = _step(track.item) if sources.itself(track.item) in known else None


def where_decided(track: Track, standing: Standing) -> Step | None:
    """Return where it is decided what one body prepares, as far as the person may open it."""
    decides = [sources.itself(track.decides)] if track.decides else []
    return _where(track, open_ones(standing, [sources.written(track), *decides]))


def _where(track: Track, known: Collection[Named]) -> Step | None:
    if sources.written(track) in known:
        return Step(track.written_key, track.written_url)
    if track.decides and sources.itself(track.decides) in known:
        return _step(track.decides)
    return None


def _step(item: AgendaItem) -> Step:
    agenda = item.agenda
    event = agenda.event
    said = f"{event.title}, {moments.short_day(event.first_date)}"
    return Step(said, f"{agenda.get_absolute_url()}#item-{item.key}")
