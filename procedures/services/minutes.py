"""Procedures and minutes: a body adopts the minutes of its meeting in writing."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

import meetings.services
from accounts.access import Standing
from accounts.steps import NotNowError
from meetings.enums import MinutesState
from meetings.models import Minutes
from meetings.models.minutes import LABEL as MINUTES
from procedures.enums import Deed, Outcome
from procedures.models import Procedure, VotingRule
from procedures.models.procedure import LABEL
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

    Raises ``NotNowError`` unless they are before the body.
    """
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("event__body")
    minutes = rows.get(pk=minutes.pk)
    if there := Procedure.objects.of_minutes(minutes).first():
        return there
    if minutes.state != MinutesState.FINAL:
        raise NotNowError("The minutes are not before the body.")
    made = draft(
        once=once,
        by=by,
        at=at,
        title=title,
        question=question,
        body=minutes.event.body,
        rule=rule,
        minutes=minutes,
        agreed_by=agreed_by,
        agreed_on=agreed_on,
        agreed_how=agreed_how,
    )
    note(Deed.CONVERTED, made, by=by, at=at, agreed_on=str(agreed_on), agreed_how=agreed_how)
    return made


def adopt_minutes_of(procedure: Procedure, *, at: datetime) -> None:
    """Adopt the minutes that an adopted procedure was about, by itself or by its item."""
    if procedure.outcome != Outcome.ADOPTED:
        return
    key = ""
    if procedure.minutes:
        key = str(procedure.minutes.key)
    elif procedure.item and procedure.item.source_label == MINUTES:
        key = procedure.item.source_key
    if key:
        source = (LABEL, procedure.reference)
        meetings.services.adopt_in_writing(key, source=source, at=at)
