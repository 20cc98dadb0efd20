"""The list of written procedures: first what waits for one's own reply."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import only_for
from accounts.http import Request
from interface import moments, tables
from interface.marks import Pill, urgency
from procedures import words
from procedures.enums import State
from procedures.forms.listing import DRAFT, ENDED, OPEN, ProceduresFilter
from procedures.models import Ballot, Procedure
from procedures.models.procedure import ProcedureQuerySet

ORDERS = {
    "deadline": ("deadline_at", "reference"),
    "reference": ("reference",),
    "title": ("title", "reference"),
    "body": ("body", "-deadline_at"),
}


@dataclass(frozen=True)
class Line:
    """One procedure as a line of the list."""

    procedure: Procedure
    pill: Pill
    when: str
    url: str


@require_safe
@only_for(lambda standing: standing.is_network)
def listing(request: Request) -> HttpResponse:
    """Show what waits for a reply, then all procedures that one may read, fifty a page."""
    standing, at = request.standing, request.at
    form = ProceduresFilter(request.GET, drafts=standing.is_secretariat)
    rows = _matching(form, Procedure.objects.visible_to(standing), at=at)
    found = tables.listing(
        rows.select_related("body", "rule"), query=request.GET, orders=ORDERS, default="-deadline"
    )
    mine = list(
        Ballot.objects.to_answer(standing)
        .select_related("procedure", "member_state", "organisation")
        .order_by("procedure__deadline_at", "pk")
    )
    context = {
        "filter": form,
        "filtered": any(form.cleaned_data.values()),
        "listing": found,
        "lines": [line(row, at=at) for row in found.rows],
        "mine": [
            (
                ballot,
                moments.moment(ballot.procedure.deadline_at or at, words.ZONE),
                urgency(ballot.procedure.deadline_at or at, at),
            )
            for ballot in mine
        ],
        "speaks": bool(standing.member_states or standing.organisations),
    }
    return render(request, "procedures/list.html", context)


def _matching(
    form: ProceduresFilter, rows: ProcedureQuerySet, *, at: datetime
) -> ProcedureQuerySet:
    wanted = form.wanted("state")
    if wanted == OPEN:
        rows = rows.running().exclude(pk__in=rows.due(at))
    elif wanted == ENDED:
        rows = rows.over(at)
    elif wanted == DRAFT:
        rows = rows.filter(state=State.DRAFT)
    if body := form.wanted("body"):
        rows = rows.filter(body=body)
    if year := form.wanted("year"):
        rows = rows.filter(reference__contains=f"-{year}-")
    return rows.matching(form.wanted("text") or "")


def line(procedure: Procedure, *, at: datetime) -> Line:
    """Return a procedure as a line: its state or outcome, and the day that matters.

    What nobody has closed yet is closed all the same; its outcome is worked out on its page.
    """
    pill = words.pill(procedure.state_at(at), procedure.outcome)
    url = procedure.get_absolute_url()
    if procedure.state == State.DRAFT:
        url = reverse("procedures:edit", args=[procedure.reference])
    when = procedure.deadline_at or procedure.created_at
    return Line(procedure, pill, moments.short_moment(when, words.ZONE), url)
