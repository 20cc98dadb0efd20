"""A meeting of the small house that was held: decided, minuted, commented, with something to do."""

import datetime as dt
import uuid

from django.utils import timezone

from accounts.days import network_day
from accounts.enums import Visibility
from accounts.models import Body, MemberState
from agendas import services as agendas
from events.enums import Kind, State
from meetings import replies, services
from meetings.day import table_of
from meetings.enums import ItemOutcome
from tests.factories.events import EventFactory, SessionFactory

DAY = dt.timedelta(days=1)


def add_to(world) -> None:
    """A meeting of the Board a month ago, its minutes out for comments."""
    now, by = timezone.now(), world.standing("presidency")
    event = EventFactory(
        kind=Kind.MEETING,
        state=State.HELD,
        body=Body.objects.get(pk="BOARD"),
        host_id=world.words["presides"],
        visibility=Visibility.BODY,
        title=f"Board held{world.mark}",
        slug="board-held",
        first_date=network_day(now) - 30 * DAY,
    )
    SessionFactory(event=event, title=f"All of it{world.mark}")
    agenda = agendas.open_agenda(event, by=by, at=now)
    item = agendas.add_item(
        agenda,
        once=uuid.uuid4(),
        title=f"Toolbox{world.mark}",
        visibility=Visibility.BODY,
        by=by,
        at=now,
    )
    agendas.circulate(agenda, by=by, at=now)
    agendas.adopt(agenda, by=by, at=now)
    services.conclude(item, conclusion=f"Welcomed.{world.mark}", version=0, by=by, at=now)
    kept = services.decide(
        item,
        outcome=ItemOutcome.ADOPTED,
        half_day=table_of(event).half_days[0],
        version=1,
        title=f"The toolbox{world.mark}",
        quorum_note=f"Nobody asked.{world.mark}",
        by=by,
        at=now,
    )
    said = {"text": f"Twelve.{world.mark}", "reason": f"A slip.{world.mark}"}
    services.correct(kept, once=uuid.uuid4(), by=by, at=now, **said)
    action = services.add_action(
        event,
        once=uuid.uuid4(),
        text=f"Print it{world.mark}",
        due_date=network_day(now) + 10 * DAY,
        item=item,
        member_state=MemberState.objects.get(pk=world.words["state"]),
        by=by,
        at=now,
    )
    minutes = services.draft_minutes(event, by=by, at=now)
    until = network_day(now) + 20 * DAY
    minutes = services.send_for_comments(
        minutes, until=until, version=minutes.version, by=by, at=now
    )
    section = minutes.sections.first()
    speaker = world.standing("nr")
    (place,) = replies.own_places(minutes, speaker)
    comment = services.comment(
        section,
        once=uuid.uuid4(),
        place=place,
        text=f"It rained.{world.mark}",
        proposal=f"It was wet.{world.mark}",
        by=speaker,
        at=now,
    )
    world.words |= {
        "event minuted": event.slug,
        "minuted item": str(item.key),
        "action point": str(action.key),
        "minutes": str(minutes.key),
        "section": str(section.key),
        "comment": str(comment.key),
    }
