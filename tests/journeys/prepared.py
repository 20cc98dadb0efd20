"""The meetings of the small house that are prepared: agendas, papers, wishes, interests, a track."""

import datetime as dt
import uuid

from django.utils import timezone

from accounts import access
from accounts.days import network_day
from accounts.enums import Visibility
from accounts.models import Body, MemberState
from agendas import services
from agendas.enums import ItemKind, Recommendation
from agendas.models.item import LABEL
from events.enums import Kind
from events.models import Event
from tests.factories.documents import document
from tests.factories.events import EventFactory

DAY = dt.timedelta(days=1)


def add_to(world) -> None:
    """A meeting of the Board whose agenda is sent out, with all that hangs on it."""
    now, by = timezone.now(), world.standing("presidency")
    office = world.standing("secretariat")
    board = _meeting(world, "meeting", "BOARD")
    standing = services.add_standing_item(
        board.body, once=uuid.uuid4(), title=f"Progress{world.mark}", by=office, at=now
    )
    agenda = services.open_agenda(board, by=by, at=now)
    item = _item(world, agenda, "Open", Visibility.BODY)
    secret = _item(world, agenda, "Secret", Visibility.RESTRICTED)
    paper = document(LABEL, str(item.key), title=f"Table{world.mark}", visibility="body", by=by)
    hidden = document(
        LABEL, str(secret.key), title=f"Salaries{world.mark}", visibility="restricted", by=by
    )
    agenda.refresh_from_db()
    services.circulate(agenda, by=by, at=now)
    speaker = world.standing("nr")
    services.wish(
        item, member_state=MemberState.objects.get(pk=world.words["state"]),
        text=f"Clear.{world.mark}", by=speaker, at=now,
    )  # fmt: skip
    (place,) = services.declaring_places(speaker, board)
    interest = services.declare_interest(
        item, once=uuid.uuid4(), place=place, person=f"Maija{world.mark}",
        text=f"Mine.{world.mark}", by=speaker, at=now,
    )  # fmt: skip
    world.words |= {
        "standing item": str(standing.key),
        "item": str(item.key),
        "item restricted": str(secret.key),
        "agenda paper": str(paper.key),
        "agenda paper restricted": str(hidden.key),
        "declared interest": str(interest.key),
    }
    _track(world)


def _meeting(world, name: str, body: str, *, days: int = 60) -> Event:
    event = EventFactory(
        title=f"Meeting of the {body}{world.mark}",
        slug=f"2027-01-01-{name}",
        kind=Kind.MEETING,
        body=Body.objects.get(pk=body),
        host=MemberState.objects.get(pk=world.words["presides"]),
        visibility=Visibility.BODY,
        first_date=network_day(timezone.now()) + days * DAY,
    )
    world.words[f"event {name}"] = event.slug
    return event


def _item(world, agenda, title: str, visibility: str):
    return services.add_item(
        agenda,
        once=uuid.uuid4(),
        kind=ItemKind.DISCUSSION,
        title=f"{title}{world.mark}",
        text=f"What it is about.{world.mark}",
        visibility=visibility,
        by=world.standing("presidency"),
        at=timezone.now(),
    )


def _track(world) -> None:
    """What the ExCom recommends to the Board."""
    now, by = timezone.now(), access.standing(world.people["secretariat"], timezone.now())
    agenda = services.open_agenda(_meeting(world, "excom", "EXCOM", days=0), by=by, at=now)
    item = _item(world, agenda, "Budget", Visibility.BODY)
    track = services.begin_track(item, body=Body.objects.get(pk="BOARD"), by=by, at=now)
    services.recommend(
        track, version=track.version, recommendation=Recommendation.POSITIVE,
        text=f"By all.{world.mark}", by=by, at=now,
    )  # fmt: skip
    world.words |= {"track": str(track.key), "item prepared": str(item.key)}
