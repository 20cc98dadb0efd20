"""Who may read which procedure, and who steers it."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.http import Request
from accounts.recent import authenticated_recently
from decisions.sources import Opened
from procedures.models import Ballot, Procedure

PROVED_WITHIN = timedelta(minutes=30)
PROVE_AGAIN = _(
    "You signed in more than half an hour ago. Keep this page, confirm who you are in another,"
    " and send it again."
)


def has_proved(request: Request) -> bool:
    """Return whether the person proved who they are so shortly ago that they may say a vote."""
    return authenticated_recently(request, request.at, within=PROVED_WITHIN)


def readable(request: Request, reference: str) -> Procedure:
    """Return the procedure of a page, or 404 for who may not read it."""
    rows = Procedure.objects.visible_to(request.standing).select_related(
        "body", "rule", "decision", "previous", "next"
    )
    if (found := rows.filter(reference=reference).first()) is None:
        raise Http404
    return found


def open_ones(standing: Standing, references: Iterable[str]) -> Opened:
    """Return the procedures of those references that the person may read."""
    rows = Procedure.objects.visible_to(standing).filter(reference__in=list(references))
    return Opened(rows, key="reference")


def own_ballots(procedure: Procedure, request: Request) -> list[Ballot]:
    """Return the ballots of the seats that the person speaks for, ready to be shown."""
    rows = procedure.ballots.held_by(request.standing).in_protocol_order()
    found = list(
        rows.select_related("cast_by", "entered_by", "event", "draft__saved_by", "event__statement")
    )
    for ballot in found:
        ballot.procedure = procedure
    return found


def own_ballot(procedure: Procedure, request: Request, code: str) -> Ballot:
    """Return the ballot of one seat that the person speaks for, or 404."""
    for ballot in own_ballots(procedure, request):
        if ballot.code == code:
            return ballot
    raise Http404
