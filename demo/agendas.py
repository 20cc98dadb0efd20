"""What stands on agendas: put on with its papers, wished otherwise, prepared for another body."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Q

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import Body, MemberState, Seat
from accounts.seats import places
from agendas import services
from agendas.enums import ItemKind, Presenter
from agendas.models import Agenda, AgendaItem, Track
from agendas.models.item import AgendaItemQuerySet
from demo.papers import Paper, uploaded
from demo.people import address
from demo.plots import event_of, secretariat, standing_of
from demo.story import Story, once
from events.access import may_edit
from events.models import Event

BETWEEN = timedelta(minutes=6)


@dataclass(frozen=True)
class Point:
    """An item: what it is called, who presents it, of which it is a part, who may know of it.

    ``readers`` are states to whose seats a restricted item is open.
    """

    key: str
    title: str
    kind: ItemKind = ItemKind.DISCUSSION
    text: str = ""
    minutes: int | None = 20
    starts: time | None = None
    presenter: Presenter = Presenter.SECRETARIAT
    state: str = ""
    name: str = ""
    of: str = ""
    visibility: Visibility = Visibility.BODY
    readers: Sequence[str] = ()
    papers: Sequence[Paper] = ()


def prepare(story: Story, key: str, points: Sequence[Point], *, at: datetime) -> None:
    """Note that the agenda of a meeting is begun, and what is put on it, one after the other."""
    story.tell(at, partial(_open, key))
    for number, point in enumerate(points, start=1):
        story.tell(at + number * BETWEEN, partial(_put_on, key, point))


def arrange(
    story: Story, key: str, name: str, *, at: datetime, before: str = "", **said: Any
) -> None:
    """Note that an item is given its time, and its place before another one."""
    story.tell(at, partial(_arrange, key, name, before, said))


def preparer(event: Event, at: datetime) -> Standing:
    """Return who prepares a meeting: the Presidency's team if it is its own, else the Secretariat."""
    team = standing_of(address("presidency"), at)
    return team if may_edit(team, event) else secretariat(at)


def agenda_of(key: str) -> Agenda:
    """Return the agenda of a meeting."""
    return Agenda.objects.select_related("event__body").get(event=event_of(key))


def item_of(key: str, name: str) -> AgendaItem:
    """Return the item of a point, or the one that came by itself and has that title."""
    return items_of(key, name).get()


def items_of(key: str, name: str) -> AgendaItemQuerySet:
    """Return the same, or none where it came onto another agenda."""
    rows = AgendaItem.objects.select_related("agenda__event", "parent")
    named = Q(agenda__event=event_of(key), title=name)
    return rows.filter(Q(once=once("item", key, name)) | named)


def _open(key: str, at: datetime) -> None:
    event = event_of(key)
    by = preparer(event, at)
    agenda = services.open_agenda(event, by=by, at=at)
    services.set_hours(agenda, has_hours=True, by=by, at=at)


def _put_on(key: str, point: Point, at: datetime) -> None:
    agenda = agenda_of(key)
    whole = item_of(key, point.of) if point.of else None
    restricted = Visibility.RESTRICTED in {point.visibility, whole and whole.visibility}
    by = secretariat(at) if restricted else preparer(agenda.event, at)
    item = services.add_item(
        agenda,
        once=once("item", key, point.key),
        by=by,
        at=at,
        parent=whole,
        readers=Seat.objects.held_on(agenda.event.first_date).filter(
            body=agenda.event.body_id, member_state__in=point.readers
        ),
        kind=point.kind,
        title=point.title,
        text=point.text,
        minutes=point.minutes,
        starts_time=point.starts,
        presenter=Presenter.STATE if point.state else point.presenter,
        presenter_state=MemberState.objects.filter(code=point.state).first(),
        presenter_name=point.name,
        visibility=point.visibility,
    )
    for paper in point.papers:
        services.add_papers(
            item,
            once=once("item's paper", key, point.key, paper.title),
            uploads=[uploaded(paper, paper.lines)],
            title=paper.title,
            visibility=paper.visibility,
            by=by,
            at=at,
        )


def _arrange(key: str, name: str, before: str, said: Mapping[str, Any], at: datetime) -> None:
    item, by = item_of(key, name), secretariat(at)
    item = services.change_item(item, version=item.version, by=by, at=at, **said)
    if before:
        services.move_item(item, before=item_of(key, before), by=by, at=at)


# What seats wish and declare


def wish(
    story: Story, key: str, name: str, wishes: Mapping[str, str], *, at: Sequence[datetime]
) -> None:
    """Note that states would have an item decided in writing, each at its moment."""
    for moment, (code, text) in zip(at, wishes.items(), strict=True):
        story.tell(moment, partial(_wish, key, name, code, text))


def _wish(key: str, name: str, code: str, text: str, at: datetime) -> None:
    services.wish(
        item_of(key, name),
        member_state=MemberState.objects.get(code=code),
        by=standing_of(address(f"nr.{code.lower()}"), at),
        at=at,
        text=text,
    )


def ask_presidency(story: Story, key: str, name: str, *, at: datetime) -> None:
    """Note that the Presidency is asked whether an item is decided in writing, if any presides."""
    story.tell(at, partial(_ask_presidency, key, name))


def _ask_presidency(key: str, name: str, at: datetime) -> None:
    with suppress(services.NoPresidencyError):
        services.ask_presidency(item_of(key, name), by=secretariat(at), at=at)


def declare(story: Story, key: str, name: str, code: str, text: str, *, at: datetime) -> None:
    """Note that a state declares an interest in an item."""
    story.tell(at, partial(_declare, key, name, code, text))


def _declare(key: str, name: str, code: str, text: str, at: datetime) -> None:
    event = event_of(key)
    body = Body.objects.get(pk=event.body_id)
    services.declare_interest(
        item_of(key, name),
        once=once("interest", key, name, code),
        place=next(one for one in places(body, on=event.first_date) if one.code == code),
        text=text,
        by=standing_of(address(f"nr.{code.lower()}"), at),
        at=at,
    )


# What one body prepares for another


def let_prepare(story: Story, key: str, name: str, *, at: datetime) -> None:
    """Note that an item prepares what the Board decides."""
    story.tell(at, partial(_let_prepare, key, name))


def recommend(story: Story, key: str, name: str, said: tuple[str, str], *, at: datetime) -> None:
    """Note what was recommended to the Board, and in which words."""
    story.tell(at, partial(_recommend, key, name, said))


def pass_on(story: Story, key: str, name: str, *, to: str, at: datetime) -> None:
    """Note that what was recommended is put on an agenda of the Board."""
    story.tell(at, partial(_pass_on, key, name, to))


def track_of(key: str, name: str) -> Track:
    """Return the way of an item from the body that prepares it to the one that decides."""
    return Track.objects.get(item=item_of(key, name))


def _let_prepare(key: str, name: str, at: datetime) -> None:
    board = Body.objects.get(pk="BOARD")
    services.begin_track(item_of(key, name), body=board, by=secretariat(at), at=at)


def _recommend(key: str, name: str, said: tuple[str, str], at: datetime) -> None:
    track = track_of(key, name)
    services.recommend(
        track,
        version=track.version,
        recommendation=said[0],
        text=said[1],
        by=secretariat(at),
        at=at,
    )


def _pass_on(key: str, name: str, to: str, at: datetime) -> None:
    services.place_on(
        track_of(key, name), agenda=agenda_of(to), with_papers=True, by=secretariat(at), at=at
    )
