"""A trainer's own assignment: what is asked, the dates, yes or no, and what follows."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.models import Mandate
from accounts.steps import NotNowError
from accounts.views import deeds
from courses import languages
from trainings import services, words
from trainings.enums import AssignmentState, Party
from trainings.forms.teaching import CannotForm, TrainerDatesForm
from trainings.models import Assignment, AssignmentDay, DateAnswer
from trainings.services.dates import NEGOTIATED

ANSWERED = (AssignmentState.ACCEPTED, AssignmentState.CONFIRMED)
ANSWERS = (AssignmentState.INVITED, *ANSWERED)


@require_safe
def assignment(request: Request, key: UUID) -> HttpResponse:
    """Show a trainer what he or she is asked to teach, and what follows once it is settled."""
    shown = _own(request, key)
    form = _form(shown)
    return _page(request, shown, form if _is_open(shown, form) else None)


@require_http_methods(["POST"])
def answer(request: Request, key: UUID) -> HttpResponse:
    """Take the invitation, or change the answers to the dates."""
    shown = _own(request, key)
    form = _form(shown, request.POST)
    if not form.is_valid():
        return _page(request, shown, form)
    said, by, at = form.answers(), request.standing, request.at
    try:
        if shown.state == AssignmentState.INVITED:
            services.accept_assignment(shown, answers=said, by=by, at=at)
            told = _("Thank you. The Secretariat writes to you once it is settled.")
        else:
            services.answer_as_trainer(
                shown.request, trainer=shown.trainer, answers=said, by=by, at=at
            )
            told = _("Your answers are saved.")
    except NotNowError:
        messages.error(request, _too_late())
    else:
        messages.success(request, told)
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, key: UUID) -> HttpResponse:
    """Refuse an invitation, with a reason or without."""
    shown = _own(request, key)
    form = CannotForm(request.POST or None)
    if form.is_valid():
        try:
            services.decline_assignment(
                shown, by=request.standing, at=request.at, **form.cleaned_data
            )
        except NotNowError:
            messages.error(request, _too_late())
        else:
            messages.success(request, _("Thank you for saying so. The Secretariat asks others."))
        return redirect(shown)
    deed = deeds.Deed(
        title=_("You cannot teach it?"),
        lead=_("You stay on the list and are asked again another time."),
        up=shown.request.sought.title,
        up_url=shown.get_absolute_url(),
        button=_("I cannot teach it"),
    )
    return deeds.page(request, form, deed=deed)


def _own(request: Request, key: UUID) -> Assignment:
    rows = Assignment.objects.own(request.standing).select_related(
        "request__course",
        "request__member_state",
        "request__chosen",
        "request__assignee",
        "request__delivery__event",
        "trainer",
    )
    return get_object_or_404(rows, key=key)


def _is_open(shown: Assignment, form: TrainerDatesForm) -> bool:
    """Return whether there is anything to answer still."""
    if shown.state not in ANSWERS or shown.request.state not in NEGOTIATED:
        return False
    return shown.state == AssignmentState.INVITED or bool(form.options)


def _form(shown: Assignment, data: object = None) -> TrainerDatesForm:
    """Return the form for the dates.

    The date of a training that is scheduled is settled for who is confirmed; others that the
    Secretariat proposes since are not.
    """
    options, chosen = shown.request.options.filter(dropped_at=None), shown.request.chosen
    if chosen and shown.state == AssignmentState.CONFIRMED:
        options = options.exclude(pk=chosen.pk)
    answered = DateAnswer.objects.filter(
        option__in=options, party=Party.TRAINER, trainer=shown.trainer
    )
    booked = AssignmentDay.objects.filter(trainer=shown.trainer).exclude(assignment=shown)
    return TrainerDatesForm(
        data,
        options=options,
        said=dict(answered.values_list("option", "answer")),
        booked=booked.values_list("date", flat=True),
    )


def _page(request: Request, shown: Assignment, form: TrainerDatesForm | None) -> HttpResponse:
    asked = shown.request
    beside = Assignment.objects.filter(request=asked).teaching().exclude(pk=shown.pk)
    is_settled = shown.state in (AssignmentState.CONFIRMED, AssignmentState.DELIVERED)
    hosts = (
        Mandate.objects.valid_at(request.at)
        .for_seats()
        .filter(member_state=asked.member_state)
        .select_related("user")
        if is_settled
        else ()
    )
    context = {
        "shown": shown,
        "asked": asked,
        "pill": words.assignment_pill(shown),
        "taught_in": languages.name(asked.language),
        "groups": asked.groups.all(),
        "form": form,
        "is_invited": shown.state == AssignmentState.INVITED,
        "is_settled": is_settled,
        "beside": beside.select_related("trainer") if is_settled else (),
        "hosts": hosts,
        "up_url": reverse("trainings:teaching"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "trainings/assignment.html", context, status=status)


def _too_late() -> str:
    return _("That is not possible any more. You see what stands now.")
