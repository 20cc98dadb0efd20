"""Procedures and minutes: a body adopts the minutes of its meeting in writing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

import meetings.services
from accounts.access import Standing
from agendas.access import SETTLED
from agendas.enums import ItemState
from agendas.models import AgendaItem
from agendas.models.item import LABEL as ITEM
from meetings.enums import ItemOutcome
from meetings.models import Minutes
from meetings.models.minutes import LABEL as MINUTES
from meetings.services.minutes import held
from procedures.enums import Deed, Outcome
from procedures.models import Procedure, VotingRule
from procedures.models.procedure import LABEL
from procedures.services.agendas import convert, written
from procedures.services.drafts import draft
from procedures.services.locks import note


@transaction.atomic
def convert_minutes(  # each is a part of what is recorded
    minutes: Minutes,
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
    """Draft a procedure that adopts minutes; twice is once.

    Where their adoption stands on an agenda, that item is converted. Raises ``NotFinalError``
    unless they are before the body, and what ``convert`` raises.
    """
    minutes = held(minutes)
    if there := Procedure.objects.of_minutes(minutes).first():
        return there
    said: dict[str, Any] = {
        "once": once,
        "title": title,
        "question": question,
        "rule": rule,
        "agreed_by": agreed_by,
        "agreed_on": agreed_on,
        "agreed_how": agreed_how,
        "by": by,
        "at": at,
    }
    if item := _ahead(minutes, at=at):
        return convert(item, **said)
    meetings.services.require_before_the_body(minutes)
    made = draft(body=minutes.event.body, minutes=minutes, **said)
    meetings.services.ask_in_writing(minutes, written=written(made), by=by, at=at)
    note(Deed.CONVERTED, made, by=by, at=at, agreed_on=str(agreed_on), agreed_how=agreed_how)
    return made


def _ahead(minutes: Minutes, *, at: datetime) -> AgendaItem | None:
    """Return the item of an agenda with which a meeting is still to adopt minutes.

    What was put off, or offered again, is about the same minutes.
    """
    items = AgendaItem.objects.filter(source_label=MINUTES, source_key=str(minutes.key))
    while items:
        ahead = items.filter(state=ItemState.OPEN, decided_at=None, agenda__event__ends_at__gt=at)
        ahead = ahead.exclude(agenda__event__state__in=SETTLED)
        if found := ahead.exclude(record__outcome=ItemOutcome.POSTPONED).first():
            return found
        keys = [str(item.key) for item in items]
        items = AgendaItem.objects.filter(source_label=ITEM, source_key__in=keys)
    return None


def settle_minutes(procedure: Procedure, *, at: datetime) -> None:
    """Adopt the minutes about which a closed procedure asked, or have them back; if there are."""
    if procedure.outcome == Outcome.ADOPTED:
        meetings.services.adopt_in_writing(source=(LABEL, procedure.reference), at=at)
    else:
        have_back(procedure, by=None, at=at)


def have_back(procedure: Procedure, *, by: Standing | None, at: datetime) -> None:
    """Have the minutes back about which a procedure asked that does not adopt them."""
    named = (LABEL, procedure.reference)
    meetings.services.take_back_from_writing(written=named, by=by, at=at)
