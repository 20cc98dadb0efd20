"""What needs a person now, about written procedures."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Todo, Waiting, told
from procedures.enums import State
from procedures.models import Ballot, Procedure
from procedures.models.procedure import ProcedureQuerySet

SOON = timedelta(days=3)
LAST_DAY = timedelta(days=1)


def waiting(standing: Standing) -> Waiting:
    """Return what may wait for the person: replies, or what the Secretariat steers."""
    if standing.is_secretariat:
        return {_of_secretariat: _under_way(standing)}
    speaks = standing.member_states or standing.organisations
    return {_replies: Ballot.objects.to_answer(standing)} if speaks else {}


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person, in one query."""
    return told(waiting(standing), standing)


def _replies(standing: Standing) -> list[Todo]:
    """Ask for the reply of each seat for which the person speaks."""
    ballots = (
        Ballot.objects.to_answer(standing)
        .select_related("procedure", "member_state", "organisation")
        .order_by("procedure__deadline_at", "pk")
    )
    return [
        Todo(
            what=_("Reply: %(title)s") % {"title": ballot.procedure.title},
            by=ballot.procedure.deadline_at,
            url=ballot.procedure.get_absolute_url(),
            button=_("Reply"),
            seat=ballot.holder,
            note=ballot.procedure.reference,
            urgent=bool(
                ballot.procedure.deadline_at
                and ballot.procedure.deadline_at - standing.at < LAST_DAY
            ),
        )
        for ballot in ballots
    ]


def _under_way(standing: Standing) -> ProcedureQuerySet:
    """Return the procedures whose outcome is not sent, and those shortly before the end."""
    soon = Q(state=State.RUNNING, deadline_at__lte=standing.at + SOON)
    return Procedure.objects.filter(Q(state=State.CLOSED) | soon)


def _of_secretariat(standing: Standing) -> list[Todo]:
    """Return what to publish, and where seats are silent shortly before the end."""
    rows: list[Any] = list(  # procedures with the number of their silent seats
        _under_way(standing)
        .annotate(silent=Count("ballots", filter=Q(ballots__choice="")))
        .order_by("deadline_at", "pk")
    )
    return [
        _publish(found) if found.is_over(standing.at) else _silent(found, found.silent)
        for found in rows
        if found.is_over(standing.at) or (found.silent and found.takes_replies(standing.at))
    ]


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
