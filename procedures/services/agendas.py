"""Procedures and the agenda: an item is converted, its outcome goes onto the next agenda."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

import documents.services
import meetings.services
from accounts.access import Standing
from accounts.days import network_day
from accounts.models import Body
from accounts.steps import NotNowError
from agendas import services as agendas
from agendas.enums import ItemKind, ItemState
from agendas.models import AgendaItem, Offer, Track
from agendas.papers import open_papers
from agendas.services.locks import held as agenda_held
from events.enums import Kind, State
from events.models import Event
from interface import moments
from meetings.models import Minutes
from meetings.services.minutes import held as minutes_held
from procedures.enums import Agreed, Deed
from procedures.models import Procedure, VotingRule
from procedures.models.procedure import DECIDED, ENDED, LABEL
from procedures.services.drafts import draft
from procedures.services.locks import note


class OtherPresidencyError(NotNowError):
    """What a new round was to decide is on an agenda of a Presidency that has not agreed."""


@transaction.atomic
def convert(  # each is a part of what is recorded
    item: AgendaItem,
    *,
    once: UUID,
    title: str,
    question: str,
    rule: VotingRule,
    agreed_by: str,
    agreed_on: date,
    agreed_how: str,
    by: Standing,
    at: datetime,
) -> Procedure:
    """Draft a procedure from an item of an agenda, which leaves the discussion; twice is once.

    The papers that the whole body may read go with it, and that the Presidency agreed is
    recorded. Raises ``RestrictedError``, ``HasPartsError``, ``NotYoursError``, ``NotNowError``,
    ``DecidedError`` where the meeting has decided it, and ``RefusedError`` where the Presidency
    has said here that it does not agree.
    """
    adopts = meetings.services.minutes_of_item(item)
    agenda, item = agendas.locked_with(item)
    if there := Procedure.objects.of_item(item).first():
        return there
    if adopts:
        meetings.services.require_before_the_body(adopts)
    made = draft(
        once=once,
        by=by,
        at=at,
        title=title,
        question=question,
        body=agenda.event.body,
        rule=rule,
        item=item,
        minutes=adopts,
        agreed_by=agreed_by,
        agreed_on=agreed_on,
        agreed_how=agreed_how,
    )
    _take_papers(made, item, by=by, at=at)
    agendas.mark_in_writing(item, written=written(made), by=by, at=at)
    if adopts:
        meetings.services.ask_in_writing(adopts, written=written(made), by=by, at=at)
    note(Deed.CONVERTED, made, by=by, at=at, agreed_on=str(agreed_on), agreed_how=agreed_how)
    return made


@transaction.atomic
def convert_as_agreed(
    item: AgendaItem,
    *,
    once: UUID,
    title: str,
    question: str,
    rule: VotingRule,
    by: Standing,
    at: datetime,
) -> Procedure:
    """Draft a procedure from an item about which the Presidency has answered here; twice is once.

    Raises ``NotAgreedError`` where it does not agree, or no longer, and what ``convert`` raises.
    """
    if there := Procedure.objects.of_item(item).first():
        return there
    agreement = agendas.agreement_of(item)
    assert agreement.answered_at is not None  # noqa: S101  # what is given has its moment
    return convert(
        item,
        once=once,
        title=title,
        question=question,
        rule=rule,
        agreed_by=agreement.said_by,
        agreed_on=network_day(agreement.answered_at),
        agreed_how=Agreed.HERE,
        by=by,
        at=at,
    )


@transaction.atomic
def convert_track(  # each is a part of what is recorded
    track: Track,
    *,
    once: UUID,
    title: str,
    question: str,
    rule: VotingRule,
    agreed_by: str,
    agreed_on: date,
    agreed_how: str,
    by: Standing,
    at: datetime,
) -> Procedure:
    """Draft a procedure of the body that decides from what another recommended; twice is once.

    Raises ``RestrictedError`` and ``NotNowError``.
    """
    track = agendas.locked_track(track)
    if there := Procedure.objects.filter(reference=track.written_key).first():
        return there
    made = draft(
        once=once,
        by=by,
        at=at,
        title=title,
        question=question,
        body=track.body,
        rule=rule,
        agreed_by=agreed_by,
        agreed_on=agreed_on,
        agreed_how=agreed_how,
    )
    _take_papers(made, track.item, by=by, at=at)
    agendas.write_track(track, written=written(made), by=by, at=at)
    note(Deed.CONVERTED, made, by=by, at=at, agreed_on=str(agreed_on), agreed_how=agreed_how)
    return made


def _take_papers(made: Procedure, item: AgendaItem, *, by: Standing, at: datetime) -> None:
    for paper in open_papers(item):
        documents.services.repeat(paper, label=LABEL, key=str(made.key), by=by, at=at)


def settle(procedure: Procedure, *, on: date, at: datetime) -> None:
    """Bring the outcome of a closed procedure onto the next agenda of its body.

    ``on`` is the day on which it ended. Where it decided, what waited for it is decided;
    where not, its item is to be discussed. The meeting of the item is locked before the next one.
    """
    if procedure.item:
        agenda_held(procedure.item.agenda)
    _offer(procedure, on=on, at=at)
    if procedure.outcome not in DECIDED:
        let_go(procedure, by=None, at=at)
        return
    agendas.end_tracks(written=_named(procedure), at=at)
    if procedure.item:
        agendas.end_tracks(item=procedure.item, at=at)


@transaction.atomic
def offer_missed(body: Body, *, at: datetime) -> None:
    """Offer for the next agenda of a body what nobody has: what ended before it had agendas.

    As far as that was since its last meeting; each procedure is offered once.
    """
    held = Event.objects.filter(body=body, kind=Kind.MEETING, state__in=[State.HELD, State.CLOSED])
    since = held.filter(ends_at__lte=at).aggregate(last=Max("ends_at"))["last"]
    offered = Offer.objects.filter(body=body, source_label=LABEL).values("source_key")
    rows = Procedure.objects.filter(body=body, state__in=ENDED).exclude(reference__in=offered)
    if since:
        rows = rows.filter(closed_at__gt=since)
    for procedure in rows.order_by("closed_at", "pk"):
        _offer(procedure, on=_ended_on(procedure), at=at)


def _ended_on(procedure: Procedure) -> date:
    """Return the day on which a procedure ended, whenever somebody closed it."""
    return network_day(min(filter(None, (procedure.closed_at, procedure.deadline_at))))


def _offer(procedure: Procedure, *, on: date, at: datetime) -> None:
    agendas.offer_item(
        body=procedure.body,
        kind=ItemKind.INFORMATION,
        title=procedure.title,
        text=_told(procedure, on=on),
        visibility=procedure.visibility,
        source=written(procedure),
        at=at,
    )


def _told(procedure: Procedure, *, on: date) -> str:
    """Return the outcome: "PROC-2026-004, Tue 7 May 2024: Adopted, decision D-2026-03."."""
    said = {
        "reference": procedure.reference,
        "day": moments.short_day(on),
        "outcome": procedure.get_outcome_display(),
        "decision": procedure.decision.number if procedure.decision else "",
    }
    if procedure.decision:
        return _("%(reference)s, %(day)s: %(outcome)s, decision %(decision)s.") % said
    return _("%(reference)s, %(day)s: %(outcome)s.") % said


def let_go(procedure: Procedure, *, by: Standing | None, at: datetime) -> None:
    """Give back what a procedure was to decide and did not: the item, or what was recommended."""
    if procedure.item:
        agendas.bring_back(procedure.item, by=by, at=at)
    agendas.release_track(written=_named(procedure), at=at)


def hold(earlier: Procedure) -> None:
    """Lock what a new round is to decide before it takes its number, as a conversion does."""
    if earlier.minutes:
        minutes_held(earlier.minutes)
    if earlier.item:
        agenda_held(earlier.item.agenda)
        agenda_held(agendas.taken_on(earlier.item).agenda)
    for track in _tracks(earlier):
        agendas.locked_track(track)


def follow(earlier: Procedure, made: Procedure, *, by: Standing, at: datetime) -> None:
    """Let a new round decide what the round before was to, where nothing else does by now.

    Where a later agenda has taken the item in, that is the one it decides; an item that adopts
    minutes goes with them. That the Presidency agreed goes with what is decided. Raises
    ``OtherPresidencyError`` where another Presidency prepares that meeting, and
    ``RefusedError`` where the Presidency has said that it would rather discuss the item.
    """
    if earlier.minutes and not _asks_again(earlier.minutes, earlier, made, by=by, at=at):
        return
    made.minutes = earlier.minutes
    made.item = _passed_on(earlier.item, made, by=by, at=at) if earlier.item else None
    tracks = list(_tracks(earlier))
    for track in tracks:
        agendas.write_track(track, written=written(made), by=by, at=at)
    if made.minutes or made.item or tracks:
        made.agreed_by, made.agreed_on, made.agreed_how = (
            earlier.agreed_by,
            earlier.agreed_on,
            earlier.agreed_how,
        )
    made.save(update_fields=["minutes", "item", "agreed_by", "agreed_on", "agreed_how"])


def _passed_on(
    item: AgendaItem, made: Procedure, *, by: Standing, at: datetime
) -> AgendaItem | None:
    """Return the item that a new round decides from now on; nothing where none is left to it."""
    found = agendas.taken_on(item)
    if Procedure.objects.of_item(found).exists():
        return None
    deed = agendas.pass_on if found.state == ItemState.IN_WRITING else agendas.mark_in_writing
    try:
        deed(found, written=written(made), by=by, at=at)
    except agendas.RefusedError:
        raise
    except NotNowError:
        return None
    if found.agenda.event.host_id != item.agenda.event.host_id:
        raise OtherPresidencyError
    return found


def _tracks(procedure: Procedure) -> QuerySet[Track]:
    return Track.objects.filter(written_label=LABEL, written_key=procedure.reference)


def _asks_again(
    minutes: Minutes, earlier: Procedure, made: Procedure, *, by: Standing, at: datetime
) -> bool:
    """Let a new round ask about the same minutes; return whether they are still to be adopted."""
    try:
        meetings.services.ask_in_writing(
            minutes, written=written(made), instead_of=_named(earlier), by=by, at=at
        )
    except NotNowError:
        return False
    return True


def written(procedure: Procedure) -> tuple[str, str, str]:
    """Return what decides in writing as others name it: label, key and address."""
    return (*_named(procedure), procedure.get_absolute_url())


def _named(procedure: Procedure) -> tuple[str, str]:
    return LABEL, procedure.reference
