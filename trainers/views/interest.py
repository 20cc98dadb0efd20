"""Which Member States would have people trained as trainers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import Standing, only_for, secretariat_only
from accounts.days import network_day
from accounts.http import Request
from accounts.models import MemberState
from accounts.steps import NotNowError
from accounts.views import deeds
from courses import languages
from interface import downloads
from paper import sheets
from trainers import interest as overview
from trainers import services
from trainers.forms.interest import (
    CallForm,
    CandidateForm,
    InterestChangeForm,
    InterestForm,
    stored,
)
from trainers.models import InterestCall, Trainer, TrainerInterest
from trainers.services.interest import LABEL
from trainers.views.nominating import may_nominate, not_now


@only_for(may_nominate)
@require_safe
def interests(request: Request) -> HttpResponse:
    """Show who would have whom trained: all of it by course and language, or one's own."""
    standing, rows = request.standing, _told(request.standing)
    calls = InterestCall.objects.select_related("course")
    waiting = calls.open_at(network_day(request.at)).unanswered_by(standing.member_states)
    context = {
        "wanted": overview.summed(rows),
        "may_tell": bool(standing.member_states),
        "is_all": standing.is_secretariat,
        "asked": _answers(rows) if standing.is_secretariat else [],
        "today": network_day(request.at),
        "waiting": waiting if standing.member_states else [],
    }
    return render(request, "trainers/interests.html", context)


@secretariat_only
@require_safe
def exported(request: Request) -> HttpResponse:
    """Give the overview as a workbook: interest, candidates, and who has answered."""
    rows = _told(request.standing)
    book = sheets.book(overview.sheets(rows, _answers(rows)))
    return downloads.file(book, name="trainers-training.xlsx")


def _told(standing: Standing) -> list[TrainerInterest]:
    """Return the interest that stands and that the person may see; two queries."""
    rows = TrainerInterest.objects.visible_to(standing).live()
    rows = rows.select_related("member_state", "course")
    return list(rows.prefetch_related("candidates__trainer"))


def _answers(rows: list[TrainerInterest]) -> list[overview.Answers]:
    """Return who has answered each question; three queries."""
    calls = InterestCall.objects.select_related("course").prefetch_related("nobody")
    return overview.answers(calls, told=rows, states=MemberState.objects.all())


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """Ask all Member States by letter whom they would have trained."""
    form = CallForm(request.POST or None, today=network_day(request.at))
    if form.is_valid():
        services.ask_states(by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(request, _("The letters are on their way to all Member States."))
        return redirect("trainers:interests")
    deed = deeds.Deed(
        title=_("Ask all Member States"),
        lead=_("A letter goes to each National Representative and substitute. Here you see who"
               " has answered."),
        up=_("Trainer's training"),
        up_url=reverse("trainers:interests"),
        button=_("Send the letters"),
    )  # fmt: skip
    return deeds.page(request, form, deed=deed)


@secretariat_only
@require_POST
def remind(request: Request, key: UUID) -> HttpResponse:
    """Write again to the states that have not answered."""
    call = get_object_or_404(InterestCall, key=key)
    try:
        services.remind_states(call, by=request.standing, at=request.at)
    except NotNowError:
        messages.error(request, _("Not now: the last letters are not a day old, or it is over."))
    else:
        messages.success(request, _("The letters are on their way to those who are silent."))
    return redirect("trainers:interests")


@only_for(lambda standing: bool(standing.member_states))
@require_POST
def nobody(request: Request, key: UUID) -> HttpResponse:
    """Answer for one's state that it has nobody to send."""
    call = get_object_or_404(InterestCall, key=key)
    try:
        for state in MemberState.objects.filter(pk__in=request.standing.member_states):
            services.say_nobody(call, member_state=state, by=request.standing, at=request.at)
    except NotNowError:
        messages.error(request, _("The day until which one could answer is over."))
    else:
        messages.success(request, _("Thank you: the Secretariat sees it."))
    return redirect("trainers:interests")


@only_for(lambda standing: bool(standing.member_states))
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request) -> HttpResponse:
    """Say that one's state would have people trained."""
    states, course = request.standing.member_states, request.GET.get("course", "")
    form = InterestForm(request.POST or None, states=states, course=course)
    if form.is_valid():
        try:
            made = services.tell_interest(by=request.standing, at=request.at, **form.cleaned_data)
        except services.ToldAlreadyError:
            form.add_error("language", _told_already())
        else:
            messages.success(request, _("The Secretariat sees it. Name the candidates next."))
            return redirect(made)
    deed = deeds.Deed(
        title=_("A trainer's training for our people"),
        lead=_("So that trainings take place in your language: who would teach, and when."),
        up=_("Trainer's training"),
        up_url=reverse("trainers:interests"),
        button=_("Tell the Secretariat"),
    )
    return deeds.page(request, form, deed=deed)


@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: Request, key: UUID) -> HttpResponse:
    """Show what a state said and whom it would send; take one candidate more."""
    shown = _shown(request, key)
    is_own = shown.member_state_id in request.standing.member_states
    may_change, is_sent = is_own and shown.ended_at is None, request.method == "POST"
    if is_sent and not is_own:
        raise Http404
    form = CandidateForm(request.POST or None) if may_change or is_sent else None
    if form is not None and form.is_valid():
        try:
            services.add_candidate(shown, by=request.standing, at=request.at, **form.cleaned_data)
        except NotNowError:
            messages.error(request, not_now())
        else:
            messages.success(request, _("The candidate is named."))
        return redirect(shown)
    known = set(Trainer.objects.visible_to(request.standing).values_list("pk", flat=True))
    candidates = [
        (one, one.trainer if one.trainer_id in known else None)
        for one in shown.candidates.select_related("trainer")
    ]
    context = {
        "shown": shown,
        "taught_in": languages.name(shown.language),
        "candidates": candidates,
        "form": form,
        "may_change": may_change,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "trainers/interest.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change_interest(request: Request, key: UUID) -> HttpResponse:
    """Change what one's state said."""
    shown = _own(request, key)
    form = InterestChangeForm(request.POST or None, interest=shown)
    if form.is_valid():
        try:
            services.change_interest(shown, by=request.standing, at=request.at, **form.cleaned_data)
        except services.ToldAlreadyError:
            form.add_error("language", _told_already())
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=stored(TrainerInterest.objects.get(pk=stale.theirs.pk)),
                address=request.path,
                label=LABEL,
                key=str(shown.key),
            )
        except NotNowError:
            messages.error(request, not_now())
            return redirect(shown)
        else:
            messages.success(request, _("What you said is saved."))
            return redirect(shown)
    deed = deeds.Deed(
        title=_("Change what you said"),
        up=str(shown.course),
        up_url=shown.get_absolute_url(),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


@require_http_methods(["GET", "HEAD", "POST"])
def end_interest(request: Request, key: UUID) -> HttpResponse:
    """Take back what one's state said."""
    shown = _own(request, key)
    if request.method == "POST":
        services.end_interest(shown, by=request.standing, at=request.at)
        messages.success(request, _("Taken back. Candidates who are no trainers are forgotten."))
        return redirect("trainers:interests")
    deed = deeds.Deed(
        title=_("Take it back"),
        up=str(shown.course),
        up_url=shown.get_absolute_url(),
        button=_("Take it back"),
        paragraphs=(
            _("The Secretariat no longer counts on people of yours for it."),
            _("Candidates who were not put forward as trainers are forgotten."),
        ),
        is_danger=True,
    )
    return deeds.page(request, deed=deed)


@require_POST
def remove_candidate(request: Request, key: UUID, candidate: UUID) -> HttpResponse:
    """Forget a candidate."""
    shown = _own(request, key)
    row = get_object_or_404(shown.candidates.select_related("interest"), key=candidate)
    services.remove_candidate(row, by=request.standing, at=request.at)
    messages.success(request, _("The candidate is forgotten."))
    return redirect(shown)


def _shown(request: Request, key: UUID) -> TrainerInterest:
    rows = TrainerInterest.objects.visible_to(request.standing)
    return get_object_or_404(rows.select_related("member_state", "course"), key=key)


def _own(request: Request, key: UUID) -> TrainerInterest:
    shown = _shown(request, key)
    if shown.member_state_id not in request.standing.member_states:
        raise Http404
    return shown


def _told_already() -> str:
    return _("You told of this course in this language already: change what you said there.")
