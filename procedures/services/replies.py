"""What a seat does: reply, object to the procedure, propose other words."""

from datetime import datetime
from typing import Any

from django.db import transaction

import documents.services
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import User
from accounts.steps import By
from accounts.versions import StaleError
from documents.checking import Checked
from procedures import counting, emails, life
from procedures.enums import Deed, Happening, Outcome
from procedures.life import NotNowError
from procedures.models import (
    Amendment,
    Ballot,
    BallotEvent,
    Objection,
    Procedure,
    ReplyDraft,
)
from procedures.models.procedure import EVIDENCE
from procedures.services.closing import end, end_if_all_replied
from procedures.services.locks import Said, enter, locked, note, said_before

REPLIES = (Happening.REPLIED, Happening.ENTERED, Happening.LATE)


class NotYourSeatError(Exception):
    """The person does not speak for the seat at that moment."""


class TooLateError(Exception):
    """The last second is over; nothing was recorded."""


def _open(procedure: Procedure, *, at: datetime) -> Procedure:
    """Return the running procedure under its lock; ``at`` is when the reply came in."""
    procedure = locked(procedure)
    if procedure.deadline_at and not life.counts(received_at=at, deadline_at=procedure.deadline_at):
        raise TooLateError
    if not procedure.takes_replies(at):
        raise NotNowError
    return procedure


def _ballot(procedure: Procedure, ballot: Ballot, *, by: Standing) -> Ballot:
    found = procedure.ballots.select_related("member_state", "organisation").get(pk=ballot.pk)
    found.procedure = procedure
    if not found.is_held_by(by):
        raise NotYourSeatError
    return found


@transaction.atomic
def cast(
    ballot: Ballot,
    *,
    choice: str,
    by: Standing,
    at: datetime,
    statement: str = "",
    is_reservation: bool = False,
    casting: str = "",
    seen: str | None = None,
) -> BallotEvent:
    """Reply for a seat, or change the reply; the later one stands, both stay in the ledger.

    The seat's other holders are told at once that it replied, never what. ``casting`` is how
    the chair would break a tie, kept for the seat in the chair alone. Who says again what
    they said last has the receipt of then. ``seen`` is what stood (``Ballot.stands``) when the
    form was filled. Raises ``StaleError`` where another reply stands by now, ``TooLateError``,
    ``NotNowError`` and ``NotYourSeatError``.
    """
    procedure = _open(ballot.procedure, at=at)
    ballot = _ballot(procedure, ballot, by=by)
    casting = casting if counting.breaks_ties(ballot, at=at) else ""
    ReplyDraft.objects.filter(ballot=ballot).delete()
    spoken: dict[str, Any] = {"by": by.actor, "seat": ballot.code}
    told: dict[str, Any] = {"choice": choice, "reservation": is_reservation, "casting": casting}
    kind = Happening.REPLIED
    if there := said_before(procedure, kind, among=REPLIES, said=statement, **spoken, **told):
        return there
    if seen is not None and seen != ballot.stands:
        raise StaleError(ballot)
    event = enter(procedure, kind, at=at, said=Said(statement), **spoken, **told)
    _stand(ballot, event, choice=choice, casting=casting, is_reservation=is_reservation)
    ballot.cast_by, ballot.entered_by, ballot.cast_at = by.user, None, at
    ballot.save()
    note(Deed.REPLIED, procedure, by=by, at=at, seat=ballot.code)
    end_if_all_replied(procedure, at=at)
    emails.receipt(ballot, event, to=by.user, at=at)
    emails.others_told(ballot, event, by=by.user, at=at)
    return event


def _stand(
    ballot: Ballot, event: BallotEvent, *, choice: str, casting: str, is_reservation: bool
) -> None:
    ballot.choice, ballot.casting, ballot.is_reservation = choice, casting, is_reservation
    ballot.event = event


@transaction.atomic
def enter_reply(
    ballot: Ballot,
    *,
    choice: str,
    reason: str,
    voter: User | None,
    evidence: str,
    by: Standing,
    at: datetime,
    statement: str = "",
    is_reservation: bool = False,
    casting: str = "",
) -> BallotEvent:
    """Enter a reply that came by mail, with a reason and the mail's hash (``evidence``).

    The ledger names both who replied and who typed. After the last second it is recorded as
    late, and never counts, whatever the mail's date. The same mail entered again in the same
    words is the entry of then. Raises ``NotNowError`` before the launch and after a withdrawal.
    """
    procedure = locked(ballot.procedure)
    in_time = procedure.takes_replies(at)
    if not in_time and not procedure.is_over(at):
        raise NotNowError
    if procedure.outcome == Outcome.CANCELLED or procedure.deadline_at is None:
        raise NotNowError
    ballot = procedure.ballots.select_related("member_state", "organisation").get(pk=ballot.pk)
    ballot.procedure = procedure
    casting = casting if counting.breaks_ties(ballot, at=at) else ""
    spoken: dict[str, Any] = {"by": by.actor, "seat": ballot.code}
    told: dict[str, Any] = {
        "choice": choice,
        "reservation": is_reservation,
        "casting": casting,
        "voter": str(voter.key) if voter else "",
        "reason": reason,
        "evidence": evidence,
    }
    kind = Happening.ENTERED if in_time else Happening.LATE
    if there := said_before(procedure, kind, among=REPLIES, said=statement, **spoken, **told):
        return there
    event = enter(procedure, kind, at=at, said=Said(statement), **spoken, **told)
    if in_time:
        _stand(ballot, event, choice=choice, casting=casting, is_reservation=is_reservation)
        ballot.cast_by, ballot.entered_by, ballot.cast_at = voter, by.user, at
        ballot.save()
        ReplyDraft.objects.filter(ballot=ballot).delete()
    note(Deed.ENTERED if in_time else Deed.LATE, procedure, by=by, at=at, seat=ballot.code)
    if in_time:
        end_if_all_replied(procedure, at=at)
        emails.others_told(ballot, event, by=None, at=at)
    return event


def enter_mailed_reply(
    ballot: Ballot,
    *,
    upload: Checked,
    choice: str,
    statement: str,
    is_reservation: bool,
    reason: str,
    voter: User | None,
    by: Standing,
    at: datetime,
    casting: str = "",
) -> BallotEvent:
    """Enter a reply with the mail it came by, which is a restricted paper."""
    documents.services.keep(upload)
    with transaction.atomic():
        event = enter_reply(
            ballot,
            choice=choice,
            statement=statement,
            is_reservation=is_reservation,
            casting=casting,
            reason=reason,
            voter=voter,
            evidence=upload.sha256,
            by=by,
            at=at,
        )
        documents.services.add(
            label=EVIDENCE,
            key=str(ballot.procedure.key),
            title=f"{ballot.code} {event.number}",
            upload=upload,
            visibility=Visibility.RESTRICTED,
            by=by,
            at=at,
            once=event.evidence_once,
        )
    return event


@transaction.atomic
def object_to_procedure(
    ballot: Ballot, *, reason: str, by: Standing, at: datetime, as_chair: bool = False
) -> Procedure:
    """Object to deciding in writing; where enough do, or the chair may stop it, it ends at once.

    That is no vote against, and final. Twice is once. Raises as ``cast`` does.
    """
    procedure = _open(ballot.procedure, at=at)
    ballot = _ballot(procedure, ballot, by=by)
    if as_chair and not counting.may_stop(ballot, at=at):
        raise NotYourSeatError
    if ballot.objections.filter(by_chair=as_chair).exists():
        return procedure
    event = enter(
        procedure,
        Happening.OBJECTED,
        at=at,
        by=by.actor,
        seat=ballot.code,
        said=Said(reason),
        chair=as_chair,
    )
    Objection.objects.create(
        ballot=ballot, by_chair=as_chair, made_at=at, made_by=by.user, event=event
    )
    note(Deed.OBJECTED, procedure, by=by, at=at, seat=ballot.code)
    emails.receipt(ballot, event, to=by.user, at=at)
    ballots = counting.counted(procedure, at=at)
    if counting.result(procedure, ballots).outcome == Outcome.TERMINATED:
        end(procedure, ballots, by=By.STATE, at=at)
    return procedure


@transaction.atomic
def propose_amendment(ballot: Ballot, *, text: str, by: Standing, at: datetime) -> Amendment:
    """Propose other words; it takes effect, if the rule gives it any, at the deadline only.

    The same words again are the same proposal. Raises as ``cast`` does.
    """
    procedure = _open(ballot.procedure, at=at)
    ballot = _ballot(procedure, ballot, by=by)
    kind = Happening.AMENDED
    spoken: dict[str, Any] = {"by": by.actor, "seat": ballot.code}
    if there := said_before(procedure, kind, among=(kind,), said=text, **spoken):
        return there.amendment
    event = enter(procedure, kind, at=at, said=Said(text), **spoken)
    amendment = Amendment.objects.create(ballot=ballot, made_at=at, made_by=by.user, event=event)
    note(Deed.AMENDED, procedure, by=by, at=at, seat=ballot.code)
    emails.receipt(ballot, event, to=by.user, at=at)
    return amendment


@transaction.atomic
def save_draft(
    ballot: Ballot,
    *,
    choice: str,
    statement: str,
    is_reservation: bool,
    casting: str,
    by: Standing,
    at: datetime,
    seen: str | None = None,
) -> ReplyDraft:
    """Keep what a holder has typed so far, for the seat's other holders too.

    ``seen`` is the draft (``ReplyDraft.moment``) from which the form was filled in: a later one
    of somebody else is not written over. Raises as ``cast`` does.
    """
    procedure = _open(ballot.procedure, at=at)
    ballot = _ballot(procedure, ballot, by=by)
    there = ReplyDraft.objects.select_related("saved_by").filter(ballot=ballot).first()
    if seen is not None and there and there.saved_by != by.user and there.moment != seen:
        raise StaleError(there)
    kept, _made = ReplyDraft.objects.update_or_create(
        ballot=ballot,
        defaults={
            "choice": choice,
            "statement": statement,
            "is_reservation": is_reservation,
            "casting": casting,
            "saved_at": at,
            "saved_by": by.user,
        },
    )
    return kept
