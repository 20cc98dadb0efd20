"""What the Secretariat does to a running procedure: remind, extend, withdraw, begin anew."""

import json
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

import documents.services
from accounts.access import Standing
from accounts.days import BRUSSELS, network_day, working_day_before
from accounts.models import Holiday
from accounts.steps import By
from documents.models import Document
from procedures import chain, counting, emails, rounds
from procedures.enums import Deed, Happening, Outcome, ProcedureDeed, State
from procedures.life import NotNowError
from procedures.models import Procedure, ReplyDraft
from procedures.models.procedure import LABEL
from procedures.services.agendas import follow, hold, let_go
from procedures.services.drafts import reference
from procedures.services.locks import advance, enter, locked, note, said_before
from procedures.services.minutes import have_back

REMINDED_BEFORE = (3, 1)
"""Working days before the deadline on which the silent are reminded by themselves."""
REMINDED_AT = time(9)


class NothingToExtendError(Exception):
    """The rule does not let it be extended, or the new deadline is not a later one."""


@transaction.atomic
def extend(
    procedure: Procedure, *, deadline_at: datetime, reason: str, by: Standing, at: datetime
) -> Procedure:
    """Give more time, before the deadline only; everybody is told. A replay has one effect.

    Raises ``NotNowError`` after it and ``NothingToExtendError``.
    """
    procedure = locked(procedure)
    if not procedure.takes_replies(at):
        raise NotNowError
    kind = Happening.EXTENDED
    told: dict[str, Any] = {
        "by": by.actor,
        "deadline": chain.instant(deadline_at),
        "reason": reason,
    }
    if said_before(procedure, kind, among=(kind,), **told):
        return procedure
    former = procedure.deadline_at
    if not procedure.rule_in_force.extendable or former is None or deadline_at <= former:
        raise NothingToExtendError
    advance(procedure, ProcedureDeed.EXTEND, by=By.SECRETARIAT)
    procedure.deadline_at, procedure.changed_at = deadline_at, at
    procedure.sequence += 1
    procedure.save()
    enter(procedure, kind, at=at, **told)
    note(Deed.EXTENDED, procedure, by=by, at=at, deadline=told["deadline"])
    emails.extended(procedure, former=former, reason=reason, at=at)
    return procedure


@transaction.atomic
def withdraw(procedure: Procedure, *, reason: str, by: Standing, at: datetime) -> Procedure:
    """Withdraw a draft or a running procedure with a reason; everybody who was asked is told.

    The item of an agenda that it was to decide comes back. A replay has one effect. Raises
    ``NotNowError`` after the last second: then it has an outcome, whoever closes it.
    """
    procedure = locked(procedure)
    if (procedure.state, procedure.withdraw_reason) == (State.WITHDRAWN, reason):
        return procedure
    procedure = _withdrawn(procedure, reason=reason, by=by, at=at)
    have_back(procedure, by=by, at=at)
    let_go(procedure, by=by, at=at)
    return procedure


def _withdrawn(procedure: Procedure, *, reason: str, by: Standing, at: datetime) -> Procedure:
    """Withdraw a procedure under its lock; what it was to decide waits."""
    was_running = procedure.state == State.RUNNING
    if was_running and not procedure.takes_replies(at):
        raise NotNowError
    advance(procedure, ProcedureDeed.WITHDRAW, by=By.SECRETARIAT)
    procedure.withdrawn_at, procedure.withdraw_reason = at, reason
    procedure.outcome, procedure.changed_at = Outcome.CANCELLED, at
    procedure.sequence += 1
    procedure.save()
    ReplyDraft.objects.filter(ballot__procedure=procedure).delete()
    if was_running:
        enter(procedure, Happening.WITHDRAWN, at=at, by=by.actor, reason=reason)
        emails.withdrawn(procedure, at=at)
    note(Deed.WITHDRAWN, procedure, by=by, at=at)
    return procedure


@transaction.atomic
def new_round(
    procedure: Procedure, *, once: UUID, reason: str, by: Standing, at: datetime
) -> Procedure:
    """End a procedure whose papers change and draft the next round of it.

    The draft takes question, rule and papers over; what was replied stays where it is. Where
    an earlier draft of it was thrown away, this one takes its place. Raises ``NotNowError``, and
    ``OtherPresidencyError`` where what it was to decide is on an agenda of another Presidency.
    """
    if made := Procedure.objects.filter(once=once).first():
        return made
    procedure = locked(procedure)
    if rounds.following(procedure):
        raise NotNowError
    Procedure.objects.filter(previous=procedure).update(previous=None)
    hold(procedure)
    if procedure.state == State.RUNNING:
        procedure = _withdrawn(procedure, reason=reason, by=by, at=at)
    draft = Procedure.objects.create(
        once=once,
        reference=reference(at),
        created_at=at,
        created_by=by.user,
        changed_at=at,
        title=procedure.title,
        question=procedure.question,
        body=procedure.body,
        visibility=procedure.visibility,
        decision_visibility=procedure.decision_visibility,
        rule=procedure.rule,
        calendar=procedure.calendar,
        reminds=procedure.reminds,
        round=procedure.round + 1,
        previous=procedure,
    )
    for paper in Document.objects.of(LABEL, str(procedure.key)):
        documents.services.repeat(paper, label=LABEL, key=str(draft.key), by=by, at=at)
    note(Deed.DRAFTED, draft, by=by, at=at)
    follow(procedure, draft, by=by, at=at)
    return draft


@transaction.atomic
def remind(
    procedure: Procedure,
    *,
    subject: str,
    text: str,
    by: Standing | None,
    at: datetime,
    once: UUID | None = None,
) -> list[str]:
    """Remind the seats that have not replied; return their codes. Raises ``NotNowError``.

    ``once`` marks the form that asked for it: sent again, it returns whom it reminded then.
    """
    procedure = locked(procedure)
    if not procedure.takes_replies(at):
        raise NotNowError
    if once and (codes := _reminded(procedure, once)):
        return codes
    silent = counting.silent(procedure)
    codes = [ballot.code for ballot in silent]
    if not codes:
        return []
    mark: dict[str, Any] = {"once": str(once)} if once else {}
    enter(procedure, Happening.REMINDED, at=at, by=by.actor if by else "", seats=codes, **mark)
    note(Deed.REMINDED, procedure, by=by, at=at, seats=len(codes))
    emails.reminder(procedure, silent, subject=subject, text=text, at=at)
    return codes


def _reminded(procedure: Procedure, once: UUID) -> list[str]:
    """Return the seats that a form has reminded already."""
    entry = procedure.ledger.filter(kind=Happening.REMINDED, text__contains=str(once)).first()
    codes: list[str] = json.loads(entry.text)["data"]["seats"] if entry else []
    return codes


@transaction.atomic
def set_reminding(procedure: Procedure, *, on: bool, by: Standing, at: datetime) -> Procedure:
    """Let the silent be reminded by themselves while it runs, or no more; twice is once.

    Raises ``NotNowError``.
    """
    procedure = locked(procedure)
    if not procedure.takes_replies(at):
        raise NotNowError
    if procedure.reminds != on:
        procedure.reminds = on
        procedure.save(update_fields=["reminds"])
        note(Deed.REMINDS if on else Deed.REMINDS_NOT, procedure, by=by, at=at)
    return procedure


def remind_due(*, at: datetime) -> int:
    """Remind at nine in Brussels, three and one working days before; return how many letters.

    Each of the days once; one that was slept through is made up for on the same day.
    """
    running = Procedure.objects.running().values_list("pk", flat=True)
    return sum(_remind_one(pk, at=at) for pk in list(running))


@transaction.atomic
def _remind_one(pk: int, *, at: datetime) -> int:
    procedure = locked(Procedure(pk=pk))
    today = network_day(at)
    if not (procedure.reminds and procedure.takes_replies(at)):
        return 0
    if today.isoformat() in procedure.reminded_days:
        return 0
    if at.astimezone(BRUSSELS).time() < REMINDED_AT or today not in _days(procedure):
        return 0
    procedure.reminded_days = [*procedure.reminded_days, today.isoformat()]
    procedure.save(update_fields=["reminded_days"])
    return len(remind(procedure, subject="", text="", by=None, at=at))


def _days(procedure: Procedure) -> list[date]:
    """Return the days of its own reminders."""
    holidays = Holiday.objects.days(procedure.calendar)
    end = network_day(procedure.deadline_at or procedure.created_at)
    return [
        working_day_before(end, working_days=days, holidays=holidays) for days in REMINDED_BEFORE
    ]
