"""Calling a body together: pressed once, stoppable for five minutes, then sent as a whole."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

import agendas.services
import jobs.work
from accounts.access import Standing, standing
from accounts.models import Organisation
from accounts.steps import NotNowError
from events import services as events
from events.access import may_edit
from events.enums import Group
from events.grace import leaves_at
from events.models import Event
from jobs.models import Job
from jobs.rules import NoSuchStepError
from jobs.work import Piece
from journal.services import record
from meetings.convening import (
    Readers,
    agenda_of,
    checks,
    is_adopted,
    is_ready,
    notice_of,
)
from meetings.emails import convening as emails
from meetings.enums import Deed, Ended
from meetings.models import Convening

LABEL = emails.LABEL


class NotReadyError(NotNowError):
    """Something is lacking without which nobody is convened."""


class NoticeMissedError(Exception):
    """It is later than the body's notice says, and nobody said why."""


class OtherReadersError(Exception):
    """Other people would get the letters than were shown to who sends them."""


class OtherAgendaError(Exception):
    """The agenda has changed since it was shown to who sends it."""


def note(deed: Deed, convening: Convening, *, by: Standing | None, at: datetime) -> None:
    """Write the deed into the journal; nobody's where the clock does it."""
    facts: dict[str, Any] = {
        "event": convening.event.slug,
        "edition": convening.edition,
        "dispatch_by": convening.dispatch_by.isoformat(),
    }
    if convening.reason:
        facts["late"] = True
    record(
        deed,
        at=at,
        actor=by.actor if by else "",
        acting_for=by.acting_for if by else "",
        label="events.event",
        key=str(convening.event.uid),
        facts=facts,
    )


@transaction.atomic
def convene(
    event: Event,
    *,
    once: UUID,
    reason: str,
    words: str,
    institutions: Collection[Organisation],
    answer_by: datetime | None,
    seen: str,
    by: Standing,
    at: datetime,
    agenda_version: int | None = None,
) -> Convening:
    """Convene a body, or tell it of another agenda; all of it leaves in five minutes.

    The same form twice is one convening. One that was given up is stopped with it.
    ``agenda_version`` says which version of the agenda was read. Raises ``NotReadyError`` where
    something is lacking, the person does not prepare the meeting, or a convening is about to
    leave already, ``NoticeMissedError``, ``OtherAgendaError`` and ``OtherReadersError``.
    """
    with events.holding(event) as held:
        if made := Convening.objects.filter(once=once).first():
            return made
        of_it = Convening.objects.filter(event=held)
        if not may_edit(by, held) or of_it.to_leave().exists():
            raise NotReadyError
        agenda = agenda_of(held)
        if agenda is None or not is_ready(checks(held, agenda, at=at)):
            raise NotReadyError
        notice = notice_of(held, at=at)
        if notice.is_late and not reason:
            raise NoticeMissedError
        if agenda_version not in {None, agenda.version}:
            raise OtherAgendaError
        if Readers(held, institutions=institutions, at=at).mark != seen:
            raise OtherReadersError
        for one in of_it.given_up():
            _stop(one, by=by, at=at)
        convening = Convening(
            once=once,
            event=_answered_by(held, answer_by, by=by, at=at),
            edition=of_it.sent().count() + 1,
            agenda_version=agenda.version,
            notice_days=notice.days,
            dispatch_by=notice.last_day,
            reason=reason if notice.is_late else "",
            words=words,
            made_by=by.user,
            made_at=at,
            starts_at=leaves_at(at=at, starts=held.starts_at),
        )
        _lay_out(convening, institutions, at=at)
        note(Deed.CONVENED, convening, by=by, at=at)
        return convening


def _answered_by(event: Event, answer_by: datetime | None, *, by: Standing, at: datetime) -> Event:
    """Set the moment until which seats answer, where it is another than before."""
    if answer_by == event.registration_closes_at:
        return event
    return events.change_event(
        event, version=event.version, registration_closes_at=answer_by, by=by, at=at
    )


def _lay_out(convening: Convening, institutions: Collection[Organisation], *, at: datetime) -> None:
    """Store a convening with the job that sends it once it can no longer be stopped."""
    convening.job = jobs.work.create(
        LABEL, about=str(convening.key), total=1, not_before=convening.starts_at, at=at
    )
    convening.save()
    convening.institutions.set(institutions)


@transaction.atomic
def stop_convening(convening: Convening, *, by: Standing, at: datetime) -> Convening:
    """Stop a convening of which nothing has left; raises ``NoSuchStepError`` past that.

    One that was given up is stopped so that it does not ask anybody any more.
    """
    job = Job.objects.select_for_update().get(pk=convening.job_id)
    convening = Convening.objects.select_for_update(of=("self",)).get(pk=convening.pk)
    if not convening.waits:
        raise NoSuchStepError
    if job.is_open:
        jobs.work.stop(job, at=at)
    _stop(convening, by=by, at=at)
    return convening


def _stop(convening: Convening, *, by: Standing, at: datetime) -> None:
    convening.stopped_at, convening.stopped_by = at, by.user
    convening.save(update_fields=["stopped_at", "stopped_by"])
    note(Deed.CONVENING_STOPPED, convening, by=by, at=at)


def _end(convening: Convening, why: Ended, *, at: datetime) -> Piece:
    """End a convening that does not leave; whoever pressed hears why."""
    convening.stopped_at, convening.ended_for = at, why
    convening.save(update_fields=["stopped_at", "ended_for"])
    note(Deed.CONVENING_STOPPED, convening, by=None, at=at)
    emails.did_not_leave(convening, at=at)
    return Piece(done=1)


def run_convenings(*, at: datetime) -> int:
    """Send the convenings whose five minutes are over; return how many."""
    return jobs.work.work(LABEL, _piece, at=at)


def _piece(job: Job, at: datetime) -> Piece:
    """Invite, send the agenda out and tell all others, in one transaction.

    A meeting that was cancelled meanwhile convenes nobody, nor does an agenda leave that was
    changed since the press.
    """
    convening = Convening.objects.select_related("event__body", "made_by").get(job=job)
    event, by = convening.event, standing(convening.made_by, at)
    agenda = agenda_of(event)
    if not may_edit(by, event):
        return _end(convening, Ended.LEFT, at=at)
    if agenda is None or not is_ready(checks(event, agenda, at=at)):
        return _end(convening, Ended.LACKING, at=at)
    if agenda.version != convening.agenda_version:
        return _end(convening, Ended.CHANGED, at=at)
    readers = Readers(event, institutions=list(convening.institutions.all()), at=at)
    told, convening.people = readers.told, readers.number
    if not is_adopted(agenda):
        agendas.services.circulate(agenda, by=by, at=at, version=convening.agenda_version)
    words = emails.wording(convening, readers)
    if readers.prepared:
        events.send_prepared(event, wording=words, by=by, at=at)
    events.invite(
        event,
        once=convening.key,
        people=readers.invited,
        group=Group.MEMBER,
        note_to_them="",
        wording=words,
        by=by,
        at=at,
    )
    for reader in told:
        emails.told(convening, reader, at=at)
    convening.sent_at = at
    convening.save(update_fields=["sent_at", "people"])
    note(Deed.CONVENING_SENT, convening, by=None, at=at)
    return Piece(done=1)
