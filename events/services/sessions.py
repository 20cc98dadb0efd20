"""An event's programme."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from accounts.access import Standing
from events.enums import Deed, State
from events.models import Event, Session, Speaker
from events.rules import NotNowError
from events.services.events import note, shown, tell_of_change
from events.services.moves import locked


class OutsideTheEventError(Exception):
    """The session lies on a day that is none of the event's."""


def _locked(event: Event) -> Event:
    event = locked(event)
    if event.state in {State.CLOSED, State.CANCELLED}:
        raise NotNowError
    return event


@transaction.atomic
def save_session(
    event: Event,
    *,
    session: Session | None,
    speakers: Sequence[Mapping[str, Any]],
    by: Standing,
    at: datetime,
    **fields: Any,
) -> Session:
    """Add a session to the programme, or change one, with its speakers in order.

    A new one has the ``uid`` of its form: a replay of the form has one effect, and a form
    that served another event makes a session of its own. Raises
    ``OutsideTheEventError`` for a day that is none of the event's and ``NotNowError`` for an
    event that is closed or cancelled.
    """
    event = _locked(event)
    mark = fields.get("uid") if session is None else None
    if mark and (made := Session.objects.filter(uid=mark).first()):
        if made.event_id == event.pk:
            return made
        fields["uid"] = uuid4()
    before = shown(event)
    kept = event.sessions.get(pk=session.pk) if session else Session()
    kept.event = event
    for name, value in fields.items():
        setattr(kept, name, value)
    if not event.first_date <= kept.date <= event.last_date:
        raise OutsideTheEventError
    kept.save()
    kept.speakers.all().delete()
    Speaker.objects.bulk_create(
        Speaker(session=kept, order=number, **speaker) for number, speaker in enumerate(speakers)
    )
    note(Deed.PROGRAMME_CHANGED, event, by=by, at=at, session=kept.title)
    tell_of_change(event, before=before, at=at)
    return kept


@transaction.atomic
def remove_session(session: Session, *, by: Standing, at: datetime) -> None:
    """Take a session off the programme."""
    event = _locked(session.event)
    before = shown(event)
    title = session.title
    event.sessions.filter(pk=session.pk).delete()
    note(Deed.PROGRAMME_CHANGED, event, by=by, at=at, removed=title)
    tell_of_change(event, before=before, at=at)
