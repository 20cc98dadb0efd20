"""An item that one body prepares and another decides: begun, recommended, passed on, ended."""

from datetime import datetime
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

import documents.services
from accounts import versions
from accounts.access import Standing
from accounts.models import Body
from accounts.steps import By, NotNowError, step
from agendas import rules
from agendas.access import is_ahead, party
from agendas.enums import Deed, ItemKind, ItemState, TrackDeed, TrackState
from agendas.models import Agenda, AgendaItem, Track
from agendas.models.item import LABEL
from agendas.papers import open_papers
from agendas.services.agendas import AheadError, NotYoursError, require
from agendas.services.agreements import ConvertedError
from agendas.services.items import add_item, locked_with, require_loose, restore_item, take_off
from agendas.services.locks import held, locked
from agendas.services.offers import drop_waiting, is_in_writing
from agendas.services.within import by_itself
from agendas.services.writing import RestrictedError, Written
from events.enums import State
from journal.services import record

OF_TRACK = "agendas.track"


class SameBodyError(NotNowError):
    """A body would prepare what it decides itself."""


class OtherBodyError(NotNowError):
    """The agenda is not one of the body that decides."""


@transaction.atomic
def begin_track(item: AgendaItem, *, body: Body, by: Standing, at: datetime) -> Track:
    """Let an item prepare what another body decides; twice is once.

    Raises ``SameBodyError``, ``NotYoursError`` and ``NotNowError``.
    """
    agenda = locked(item.agenda)
    require(by, agenda.event)
    if agenda.event.body == body:
        raise SameBodyError
    if item.state != ItemState.OPEN:
        raise NotNowError
    track, made = Track.objects.get_or_create(item=item, defaults={"body": body, "opened_at": at})
    if made:
        _note(Deed.TRACK_BEGUN, track, by=by, at=at)
    return track


@transaction.atomic
def recommend(  # each is a part of what is recorded
    track: Track, *, version: int, recommendation: str, text: str, by: Standing, at: datetime
) -> Track:
    """Record what the body that prepares recommends, or record it otherwise until it is passed on.

    Raises ``StaleError``, ``NotYoursError``, ``NotNowError``, and ``AheadError`` before the first
    day of the meeting that prepares it.
    """
    track = locked_track(track)
    if track.version != version:
        raise versions.StaleError(track)
    _step(track, TrackDeed.RECOMMEND, by=_acting(by, track.item.agenda))
    if is_ahead(track.item.agenda.event, at):
        raise AheadError
    track.recommendation, track.text = recommendation, text
    track.recommended_at, track.recommended_by = at, by.user
    return _saved(track, by=by, at=at)


@transaction.atomic
def place_on(
    track: Track,
    *,
    agenda: Agenda,
    by: Standing,
    at: datetime,
    with_papers: bool = False,
    version: int | None = None,
) -> AgendaItem:
    """Put what was recommended onto an agenda of the body that decides; a replay has one effect.

    It is open to nobody who did not see it where it is prepared. On an agenda from which it was
    taken back, its item is put back as it stood. ``with_papers``: those that the whole body may
    read go with it; ``version`` is that of the track as it was read. Raises
    ``OtherBodyError``, ``NotYoursError``, ``NotNowError`` and ``StaleError``.
    """
    agenda = held(agenda)
    track = locked_track(track)
    if track.decides and track.decides.agenda_id == agenda.pk:
        return track.decides
    if agenda.event.body_id != track.body_id:
        raise OtherBodyError
    _require_read(track, version)
    _step(track, TrackDeed.PLACE, by=_acting(by, agenda))
    if left := agenda.items.filter(went_with=track, state=ItemState.STRUCK).first():
        agenda.items.filter(pk=left.pk).update(went_with=None)
        track.decides = restore_item(left, by=by, at=at)
        _saved(track, by=by, at=at)
        return track.decides
    prepared = track.item
    visibility, readers = by_itself(prepared)
    track.decides = add_item(
        agenda,
        once=uuid5(track.key, f"{agenda.key} {track.version}"),
        kind=ItemKind.DISCUSSION,
        title=prepared.title,
        text=prepared.text,
        visibility=visibility,
        readers=readers,
        presenter=prepared.presenter,
        presenter_state=prepared.presenter_state,
        presenter_name=prepared.presenter_name,
        by=by,
        at=at,
    )
    if with_papers:
        for paper in open_papers(prepared):
            documents.services.repeat(paper, label=LABEL, key=str(track.decides.key), by=by, at=at)
    _saved(track, by=by, at=at)
    return track.decides


@transaction.atomic
def write_track(track: Track, *, written: Written, by: Standing, at: datetime) -> Track:
    """Note that what was recommended is decided by a written procedure, or by another round of it.

    Raises ``RestrictedError``, ``NotYoursError`` and ``NotNowError``.
    """
    track = locked_track(track)
    if (track.written_label, track.written_key) == written[:2]:
        return track
    if not track.item.is_open_to_body:
        raise RestrictedError
    _step(track, TrackDeed.WRITE, by=By.SECRETARIAT if by.is_secretariat else By.STATE)
    track.written_label, track.written_key, track.written_url = written
    return _saved(track, by=by, at=at)


@transaction.atomic
def return_track(track: Track, *, by: Standing, at: datetime) -> Track:
    """Take it back from the agenda that was to decide, so that it goes another way.

    Its item is taken off there and stays off, lest it is decided twice, also once the meeting was
    cancelled, for it may take place after all; of a meeting that is closed it stays. Raises
    ``ConvertedError`` where that item, or a part of it, is decided in writing, ``DecidedError``,
    ``NotYoursError`` and ``NotNowError``.
    """
    decides = Track.objects.select_related("decides__agenda").get(pk=track.pk).decides
    found = locked_with(decides) if decides else None
    track = locked_track(track)
    if found is None or track.decides_id != found[1].pk:
        raise NotNowError
    agenda, item = found
    acting = _acting(by, agenda)
    _step(track, TrackDeed.RETURN, by=acting)
    if is_in_writing(item):
        raise ConvertedError
    track.decides = None
    item.went_with = track
    item.save(update_fields=["went_with"])
    drop_waiting(item)
    if item.state == ItemState.OPEN and agenda.event.state != State.CLOSED:
        require_loose(item)
        take_off(item, acting=acting, reason=_("It goes another way."), by=by, at=at)
    return _saved(track, by=by, at=at)


@transaction.atomic
def drop_track(
    track: Track, *, reason: str, by: Standing, at: datetime, version: int | None = None
) -> Track:
    """Pursue it no further, for a reason; ``version`` is that of the track as it was read.

    Raises ``NotYoursError``, ``NotNowError`` and ``StaleError``.
    """
    track = locked_track(track)
    _require_read(track, version)
    _step(track, TrackDeed.DROP, by=_acting(by, track.item.agenda))
    track.ended_at, track.reason = at, reason
    track.left.update(went_with=None)
    return _saved(track, by=by, at=at)


@transaction.atomic
def end_tracks(
    *, at: datetime, item: AgendaItem | None = None, written: tuple[str, str] = ("", "")
) -> None:
    """Note that what was prepared is decided: the item of the meeting, or what is in writing."""
    for track in _that_wait(item, written):
        _step(track, TrackDeed.DECIDE, by=By.CLOCK)
        track.ended_at = at
        _saved(track, by=None, at=at)


@transaction.atomic
def release_track(*, written: tuple[str, str], at: datetime) -> None:
    """Note that what decides in writing came to nothing: it can go another way."""
    for track in _that_wait(None, written):
        _step(track, TrackDeed.RETURN, by=By.CLOCK)
        track.written_label = track.written_key = track.written_url = ""
        _saved(track, by=None, at=at)


def _that_wait(item: AgendaItem | None, written: tuple[str, str]) -> list[Track]:
    """Return the track, under its lock, that waits for one item or for one written procedure."""
    label, key = written
    asked = Q(decides=item, state=TrackState.ON_AGENDA) if item else Q(
        written_label=label, written_key=key, state=TrackState.IN_WRITING
    )  # fmt: skip
    return list(Track.objects.select_for_update(of=("self",)).filter(asked))


def locked_track(track: Track) -> Track:
    """Return the track as it is now, under its lock, with its items and their meetings."""
    rows = Track.objects.select_for_update(of=("self",)).select_related(
        "item__agenda__event", "item__parent", "item__presenter_state", "decides__agenda__event"
    )
    return rows.get(pk=track.pk)


def _acting(by: Standing, agenda: Agenda) -> By:
    """Return as whom a person acts; raises ``NotYoursError`` for who prepares no such meeting."""
    acting = party(by, agenda.event)
    if acting is None:
        raise NotYoursError
    return acting


def _require_read(track: Track, version: int | None) -> None:
    """Raise ``StaleError`` where another version was read, of what could still be done."""
    is_over = track.state in {TrackState.DECIDED, TrackState.DROPPED}
    if version not in {None, track.version} and not is_over:
        raise versions.StaleError(track)


def _step(track: Track, deed: TrackDeed, *, by: By) -> None:
    track.state = step(rules.TRACK, state=track.state, deed=deed, by=by).to
    track.version += 1


def _saved(track: Track, *, by: Standing | None, at: datetime) -> Track:
    track.save()
    _note(Deed.TRACK_MOVED, track, by=by, at=at, to=track.state)
    return track


def _note(deed: Deed, track: Track, *, by: Standing | None, at: datetime, **facts: Any) -> None:
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label=LABEL,
        key=str(track.item.key),
        facts=facts,
    )
