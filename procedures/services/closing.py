"""Closing: once, with the same count, whoever does it and however often."""

from datetime import date, datetime

from django.db import transaction

import decisions.services
from accounts.access import Standing
from accounts.days import network_day
from accounts.steps import By
from decisions.models import Decision
from procedures import counting, emails
from procedures.enums import Deed, Happening, ProcedureDeed, State
from procedures.models import Procedure, ReplyDraft
from procedures.models.procedure import DECIDED, LABEL
from procedures.rules import Ballots
from procedures.services.agendas import settle
from procedures.services.locks import advance, enter, locked, note
from procedures.services.minutes import settle_minutes


def close_due(*, at: datetime) -> int:
    """Close what is over; return how many this call closed. Twice is once."""
    due = Procedure.objects.due(at).order_by("deadline_at", "pk").values_list("pk", flat=True)
    return sum(close(Procedure(pk=pk), at=at) for pk in list(due))


@transaction.atomic
def close(procedure: Procedure, *, at: datetime) -> bool:
    """Close one procedure if it is over.

    Returns whether this call closed it; a second one finds it closed and changes nothing.
    """
    procedure = locked(procedure)
    if procedure.state != State.RUNNING or not procedure.is_over(at):
        return False
    end(procedure, counting.counted(procedure, at=at), by=By.CLOCK, at=at)
    return True


def end_if_all_replied(procedure: Procedure, *, at: datetime) -> None:
    """End a running procedure with its last reply where the rule says so; under its lock.

    At once and by the reply itself: were it left to whoever comes next to close it, a reply
    changed meanwhile would count or not as that one is quick or slow.
    """
    if procedure.rule_in_force.early_close and not procedure.ballots.silent().exists():
        end(procedure, counting.counted(procedure, at=at), by=By.STATE, at=at)


def end(procedure: Procedure, ballots: Ballots, *, by: By, at: datetime) -> None:
    """End a running procedure with the outcome of its replies; the caller holds its lock.

    ``by`` is the clock, or a seat whose deed ends it.
    """
    found = counting.result(procedure, ballots)
    figures = counting.figures(ballots, found)
    advance(procedure, ProcedureDeed.CLOSE, by=by)
    procedure.closed_at = procedure.changed_at = at
    procedure.sequence += 1
    procedure.outcome, procedure.counted = found.outcome, figures
    presiding = counting.chair_of(procedure, at=at)
    enter(
        procedure,
        Happening.CLOSED,
        at=at,
        by="",
        chair_seat=presiding.pk if presiding else "",
        **figures,
    )
    procedure.decision = decided(procedure, at=at)
    procedure.save()
    ReplyDraft.objects.filter(ballot__procedure=procedure).delete()
    note(Deed.CLOSED, procedure, by=None, at=at, outcome=found.outcome.value)
    emails.closed(procedure, at=at)
    settle_minutes(procedure, at=at)
    settle(procedure, on=_ended_on(procedure, at=at), at=at)


def decided(procedure: Procedure, *, at: datetime) -> Decision | None:
    """Enter what was decided into the register; an outcome that decides nothing gets no number."""
    if procedure.outcome not in DECIDED:
        return None
    return decisions.services.enter(
        body=procedure.body,
        on=_ended_on(procedure, at=at),
        title=procedure.title,
        outcome=procedure.outcome,
        source=(LABEL, procedure.reference, procedure.get_absolute_url()),
        visibility=procedure.decision_visibility,
        at=at,
    )


def _ended_on(procedure: Procedure, *, at: datetime) -> date:
    """Return the day on which a procedure ended, whenever somebody closed it."""
    return network_day(min(at, procedure.deadline_at or at))


@transaction.atomic
def notify(procedure: Procedure, *, by: Standing, at: datetime) -> Procedure:
    """Publish the outcome note to all seats; closes first what nobody has closed yet.

    Raises ``NotNowError``.
    """
    close(procedure, at=at)
    procedure = locked(procedure)
    advance(procedure, ProcedureDeed.NOTIFY, by=By.SECRETARIAT)
    procedure.notified_at = at
    procedure.save()
    note(Deed.NOTIFIED, procedure, by=by, at=at)
    emails.outcome(procedure, at=at)
    return procedure
