"""The suggestions of the small house: a call in draft, one open, one over, and what was said."""

import datetime as dt
import uuid

from django.utils import timezone

from accounts import access
from accounts.days import network_day
from accounts.models import Body, MemberState
from documents.models import Document
from suggestions import services
from suggestions.enums import SuggestionDeed
from tests.documents.files import checked

DAY = dt.timedelta(days=1)


def add_to(world) -> None:
    """The Presidency asks the Board; the National Representative answers."""
    now, nr = timezone.now(), world.standing("nr")
    draft, running = _call(world, at=now), _call(world, at=now)
    services.open_call(running, by=world.standing("presidency"), at=now)
    ago = now - 40 * DAY
    over = _call(world, at=ago)
    services.open_call(over, by=_then(world, "presidency", ago), at=ago)
    typed = services.begin(running, once=uuid.uuid4(), member_state=_state(world), by=nr, at=now)
    words = {"title": f"Not whole yet{world.mark}", "contact_email": "", "text": world.mark}
    services.save_draft(typed, version=1, typed=words, by=nr, at=now)
    given = _given(world, running, at=now)
    services.attach(
        given, once=uuid.uuid4(), uploads=[checked()], title=f"Plan{world.mark}", by=nr, at=now
    )
    late = _given(world, over, at=ago)
    late = services.decide(
        late, version=late.version, deed=SuggestionDeed.TAKE_UP, reason=f"Good.{world.mark}",
        by=world.standing("presidency"), at=now,
    )  # fmt: skip
    world.words |= {
        "suggestions draft": str(draft.key),
        "suggestions open": str(running.key),
        "suggestions over": str(over.key),
        "suggestion draft": str(typed.key),
        "suggestion given": str(given.key),
        "suggestion over": str(late.key),
        "suggestion file": str(_file(given)),
    }


def _call(world, *, at):
    return services.draft_call(
        once=uuid.uuid4(),
        body=Body.objects.get(pk="BOARD"),
        presidency=MemberState.objects.get(pk=world.words["presides"]),
        title=f"Burglaries{world.mark}",
        text=f"What works?{world.mark}",
        categories=["policy", "practice", "research"],
        opens_on=network_day(at),
        closes_on=network_day(at) + 30 * DAY,
        by=_then(world, "presidency", at),
        at=at,
    )


def _given(world, call, *, at):
    by = _then(world, "nr", at)
    made = services.begin(call, once=uuid.uuid4(), member_state=_state(world), by=by, at=at)
    said = {
        "category": "practice", "title": f"Alarms{world.mark}", "text": f"In all.{world.mark}",
        "links": "https://example.eu/alarms", "contact_name": f"Zoë{world.mark}",
        "contact_email": "zoe@police.example",
    }  # fmt: skip
    return services.give(made, said=said, version=1, typed=said, by=by, at=at)


def _state(world):
    return MemberState.objects.get(pk=world.words["state"])


def _then(world, role, at):
    return access.standing(world.people[role], at)


def _file(suggestion):
    return Document.objects.get(label="suggestions.suggestion", owner_key=suggestion.key).key
