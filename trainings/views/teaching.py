"""A trainer's own page: what is asked, what lies ahead, what was taught."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.days import network_day
from accounts.http import Request
from trainers.models import Trainer
from trainings import teachers, words
from trainings.enums import AssignmentState, RequestState
from trainings.models import Assignment, TrainerReport

TO_ANSWER = (AssignmentState.INVITED,)
AGREED = (AssignmentState.ACCEPTED, AssignmentState.CONFIRMED)
OVER = (RequestState.DELIVERED, RequestState.CLOSED)


@require_safe
def teaching(request: Request) -> HttpResponse:
    """Show the trainer that the person is what waits, what comes and what was."""
    today = network_day(request.at)
    own = Trainer.objects.who_are(request.standing).with_approvals(today).first()
    if own is None:
        raise Http404
    rows = (
        Assignment.objects.own(request.standing)
        .select_related("request__course", "request__member_state", "request__chosen")
        .annotate(is_told=Exists(TrainerReport.objects.filter(assignment=OuterRef("pk"))))
        .order_by("request__chosen__first_date", "pk")
    )
    lines = [(one, words.assignment_pill(one)) for one in rows]
    context = {
        "own": own,
        "approvals": teachers.approvals(own.lasting, on=today),  # type: ignore[attr-defined]
        "availability": own.availability.filter(ends__gte=today),
        "asked": [line for line in lines if line[0].state in TO_ANSWER],
        "ahead": [
            line for line in lines if line[0].state in AGREED and line[0].request.state not in OVER
        ],
        "past": [line for line in reversed(lines) if line[0].state == AssignmentState.DELIVERED],
    }
    return render(request, "trainings/teaching.html", context)
