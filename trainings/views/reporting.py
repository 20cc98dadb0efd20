"""What follows a training: the report to the host, and what its trainers say of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import secretariat_only
from accounts.http import Request
from accounts.steps import NotNowError
from courses import asked
from events import words
from events.forms.feedback import AnswersForm
from events.results import FEW
from interface import downloads
from trainings import report, services
from trainings.enums import AssignmentState, RequestState
from trainings.models import Assignment, TrainerReport, TrainingRequest

TOOK_PLACE = (RequestState.DELIVERED, RequestState.CLOSED)


def _reported(request: Request, reference: str) -> TrainingRequest:
    """Return a training of which there is a report for the person, or answer 404.

    The host reads it once it was sent.
    """
    rows = TrainingRequest.objects.visible_to(request.standing).filter(state__in=TOOK_PLACE)
    rows = rows.select_related("member_state", "delivery__event", "delivery__course")
    found = get_object_or_404(rows, reference=reference)
    if found.reported_at is None and not request.standing.is_secretariat:
        raise Http404
    return found


@require_safe
def show(request: Request, reference: str) -> HttpResponse:
    """Show the report on a training."""
    shown = _reported(request, reference)
    context = {
        "shown": shown,
        "event": shown.held.event,
        "report": report.of(shown, at=request.at),
        "few": FEW,
        "may_send": request.standing.is_secretariat and shown.reported_at is None,
    }
    return render(request, "trainings/report.html", context)


@require_safe
def paper(request: Request, reference: str) -> HttpResponse:
    """Give the report as PDF."""
    shown = _reported(request, reference)
    drawn = report.drawn(report.of(shown, at=request.at), at=request.at)
    return downloads.file(drawn, name=f"{shown.reference.lower()}-report.pdf")


@require_POST
@secretariat_only
def send(request: Request, reference: str) -> HttpResponse:
    """Tell the host that the report is there."""
    shown = _reported(request, reference)
    try:
        services.send_report(shown, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _("Somebody was quicker: this is how it stands now."))
    else:
        messages.success(request, _("The host is told, and can read the report now."))
    return redirect("trainings:report", reference)


@require_http_methods(["GET", "HEAD", "POST"])
def of_trainer(request: Request, key: UUID) -> HttpResponse:
    """Ask a trainer how a training went that is over; who has answered reads it again."""
    rows = Assignment.objects.own(request.standing).filter(state=AssignmentState.DELIVERED)
    rows = rows.select_related("request__course", "request__delivery__event")
    own = get_object_or_404(rows, key=key)
    given = TrainerReport.objects.filter(assignment=own).first()
    posted = request.POST if request.method == "POST" else None
    form = AnswersForm(posted, items=asked.of_trainers(own.request.sought), may_be_named=False)
    if form.is_valid():
        try:
            services.report_as_trainer(own, form.said, by=request.standing, at=request.at)
        except NotNowError:
            messages.warning(request, _("You have answered already."))
        else:
            messages.success(request, _("Thank you: the Secretariat reads it with your name."))
        return redirect(request.path)
    event = own.request.held.event
    context = {
        "own": own,
        "event": event,
        "when": words.when(event),
        "given": given,
        "form": form,
    }
    status = 422 if posted is not None else 200
    return render(request, "trainings/trainer_report.html", context, status=status)
