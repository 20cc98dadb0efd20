"""An event's programme."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import Standing
from events.enums import Deed, State
from events.models import Event, Session, Speaker
from events.rules import NotNowError
from events.services import documents
from events.services import speakers as speakers_of
from events.services.events import note, require_manager
from events.services.moves import locked
from events.services.news import shown, tell_of_change
from events.services.queue import promote
from events.speakers import is_same_person


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

    A speaker named by ``key`` stays who it was, with photograph and consent; who is named no
    longer is taken off, with both.

    A new one has the ``uid`` of its form: a replay of the form has one effect, and a form
    that served another event makes a session of its own. Raises
    ``OutsideTheEventError`` for a day that is none of the event's, ``NotNowError`` for an
    event that is closed or cancelled and ``ManagedElsewhereError`` for another day of one that
    is moved elsewhere; its hours may be changed here.
    """
    event = _locked(event)
    mark = fields.get("uid") if session is None else None
    if mark and (made := Session.objects.filter(uid=mark).first()):
        if made.event_id == event.pk:
            return made
        fields["uid"] = uuid4()
    before = shown(event)
    kept = event.sessions.get(pk=session.pk) if session else Session()
    if session and fields.get("date", kept.date) != kept.date:
        require_manager(event, "")
    kept.event = event
    for name, value in fields.items():
        setattr(kept, name, value)
    if not event.first_date <= kept.date <= event.last_date:
        raise OutsideTheEventError
    kept.save()
    _keep_speakers(kept, speakers, by=by, at=at)
    note(Deed.PROGRAMME_CHANGED, event, by=by, at=at, session=kept.title)
    tell_of_change(event, before=before, by=by, at=at)
    return kept


@transaction.atomic
def lay_out_days(event: Event, *, by: Standing, at: datetime) -> int:
    """Add one session a day with the event's own hours, so that attendance can be taken.

    Return how many; none where there are sessions already. Raises ``NotNowError`` for an
    event that is closed or cancelled, and for one that lasts all day and so has no hours.
    """
    event = _locked(event)
    if event.starts_time is None or event.ends_time is None:
        raise NotNowError
    if event.sessions.exists():
        return 0
    before = shown(event)
    length = (event.last_date - event.first_date).days + 1
    for number in range(length):
        title = event.title if length == 1 else _("Day %(number)d") % {"number": number + 1}
        Session(
            event=event,
            title=title,
            date=event.first_date + timedelta(days=number),
            starts_time=event.starts_time,
            ends_time=event.ends_time,
        ).save()
    note(Deed.PROGRAMME_CHANGED, event, by=by, at=at, laid_out=length)
    tell_of_change(event, before=before, by=by, at=at)
    return length


def _keep_speakers(
    session: Session, speakers: Sequence[Mapping[str, Any]], *, by: Standing, at: datetime
) -> None:
    there = {speaker.key: speaker for speaker in session.speakers.all()}
    for number, said in enumerate(speakers):
        words = dict(said)
        speaker = there.get(words.pop("key", None))
        if speaker is None or not is_same_person(speaker.name, words["name"]):
            speaker = Speaker(session=session, version=0)
        there.pop(speaker.key, None)
        speakers_of.write(speaker, words, by=by, at=at)
        speaker.order = number
        speaker.version += 1
        speaker.save()
    speakers_of.take_off(there.values(), at=at)


@transaction.atomic
def remove_session(session: Session, *, by: Standing, at: datetime) -> None:
    """Take a session off the programme.

    Raises ``NotNowError`` for an event that is closed, cancelled or moved elsewhere as a whole.
    """
    event = _locked(session.event)
    require_manager(event, "")
    before = shown(event)
    title = session.title
    speakers_of.take_off(session.speakers.all(), at=at)
    documents.take_off(session, by=by, at=at)
    event.sessions.filter(pk=session.pk).delete()
    note(Deed.PROGRAMME_CHANGED, event, by=by, at=at, removed=title)
    tell_of_change(event, before=before, by=by, at=at)
    promote(event, at=at)
