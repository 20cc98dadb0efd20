"""What needs a person now, about written procedures."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Occasions, Todo, told_together
from procedures.enums import State
from procedures.models import Ballot, Procedure
from procedures.models.procedure import ProcedureQuerySet

SOON = timedelta(days=3)
LAST_DAY = timedelta(days=1)


def waiting(standing: Standing) -> list[Occasions]:
    """Return what may wait for the person: replies, or what the Secretariat steers."""
    if standing.is_secretariat:
        return [_steered(standing)]
    return [_replies(standing)] if standing.member_states or standing.organisations else []


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person, in one query."""
    return told_together(waiting(standing))


def _replies(standing: Standing) -> Occasions:
    """Return the blank ballots of each seat for which the person speaks."""
    told = JSONObject(
        pk="pk",
        title="procedure__title",
        reference="procedure__reference",
        by="procedure__deadline_at",
        holder=Coalesce("member_state__name", "organisation__name"),
    )
    rows = Ballot.objects.to_answer(standing).annotate(told=told)
    return Occasions(rows, partial(_to_reply, standing), order=["by", "pk"])


def _to_reply(standing: Standing, rows: list[Any]) -> list[Todo]:
    return [
        Todo(
            what=_("Reply: %(title)s") % {"title": row.title},
            by=row.by,
            url=reverse("procedures:procedure", args=[row.reference]),
            button=_("Reply"),
            seat=row.holder,
            note=row.reference,
            urgent=row.by - standing.at < LAST_DAY,
        )
        for row in rows
    ]


def _under_way(standing: Standing) -> ProcedureQuerySet:
    """Return the procedures whose outcome is not sent, and those shortly before the end."""
    soon = Q(state=State.RUNNING, deadline_at__lte=standing.at + SOON)
    return Procedure.objects.filter(Q(state=State.CLOSED) | soon)


def _steered(standing: Standing) -> Occasions:
    """Return what to publish, and where seats are silent shortly before the end."""
    told = JSONObject(
        pk="pk",
        title="title",
        reference="reference",
        state="state",
        outcome="outcome",
        deadline_at="deadline_at",
        silent=Count("ballots", filter=Q(ballots__choice="")),
    )
    rows = _under_way(standing).annotate(told=told)
    return Occasions(rows, partial(_to_steer, standing), order=["deadline_at", "pk"])


def _to_steer(standing: Standing, rows: list[Any]) -> list[Todo]:
    found = [(_procedure(row), row.silent) for row in rows]
    return [
        _publish(one) if one.is_over(standing.at) else _silent(one, silent)
        for one, silent in found
        if one.is_over(standing.at) or (silent and one.takes_replies(standing.at))
    ]


def _procedure(row: Any) -> Procedure:
    """Return a procedure as far as it is told."""
    return Procedure(
        title=row.title,
        reference=row.reference,
        state=row.state,
        outcome=row.outcome,
        deadline_at=row.deadline_at,
    )


def _publish(found: Procedure) -> Todo:
    """Ask for the outcome to be sent; of what nobody has closed yet it is not worked out here."""
    come_to = found.get_outcome_display() or State.CLOSED.label
    return Todo(
        what=_("Send the outcome: %(title)s") % {"title": found.title},
        by=None,
        url=reverse("procedures:control", args=[found.reference]),
        button=_("Open"),
        note=f"{found.reference} · {come_to}",
    )


def _silent(found: Procedure, number: int) -> Todo:
    return Todo(
        what=ngettext(
            "%(count)d seat is silent: %(title)s", "%(count)d seats are silent: %(title)s", number
        )
        % {"count": number, "title": found.title},
        by=found.deadline_at,
        url=reverse("procedures:control", args=[found.reference]),
        button=_("See them"),
        note=found.reference,
    )
