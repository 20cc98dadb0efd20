"""Which Member States would have people trained as trainers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import only_for
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from courses import languages
from courses.models import Course
from trainers import services
from trainers.forms.interest import CandidateForm, InterestChangeForm, InterestForm, stored
from trainers.models import Trainer, TrainerInterest
from trainers.services.interest import LABEL
from trainers.views.nominating import may_nominate, not_now


@dataclass(frozen=True)
class Wanted:
    """All interest in one course and language, as the overview sums it up."""

    course: Course
    language: str
    states: list[TrainerInterest]

    @property
    def people(self) -> int:
        """Return how many people all states would send."""
        return sum(one.people for one in self.states)

    @property
    def named(self) -> int:
        """Return how many of them have a name."""
        return sum(len(one.candidates.all()) for one in self.states)


@only_for(may_nominate)
@require_safe
def interests(request: Request) -> HttpResponse:
    """Show who would have whom trained: all of it by course and language, or one's own."""
    rows = (
        TrainerInterest.objects.visible_to(request.standing)
        .live()
        .select_related("member_state", "course")
        .prefetch_related("candidates")
    )
    context = {
        "wanted": summed(rows),
        "may_tell": bool(request.standing.member_states),
        "is_all": request.standing.is_secretariat,
    }
    return render(request, "trainers/interests.html", context)


def summed(rows: Iterable[TrainerInterest]) -> list[Wanted]:
    """Return interest by course and language, what most people are wanted for first."""
    found: dict[tuple[int, str], Wanted] = {}
    for one in rows:
        new = Wanted(one.course, languages.name(one.language), [])
        found.setdefault((one.course_id, one.language), new).states.append(one)
    return sorted(found.values(), key=lambda one: -one.people)


@only_for(lambda standing: bool(standing.member_states))
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request) -> HttpResponse:
    """Say that one's state would have people trained."""
    form = InterestForm(request.POST or None, states=request.standing.member_states)
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
    may_change = shown.ended_at is None and shown.member_state_id in request.standing.member_states
    form = CandidateForm(request.POST or None) if may_change else None
    if request.method == "POST" and form is None:
        raise Http404
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
        "language": languages.name(shown.language),
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
