"""Putting people forward, and what is kept of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.access import Standing, only_for
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from trainers import services
from trainers.forms.trainer import AgainForm, NominationForm, TrainerForm, stored
from trainers.models import Candidate, Trainer, TrainerInterest
from trainers.models.trainer import LABEL


def may_nominate(standing: Standing) -> bool:
    """Return whether a person may put somebody forward."""
    return standing.is_secretariat or bool(standing.member_states)


def shown_to(request: Request, key: UUID) -> Trainer:
    """Return a trainer of whom the person may know, or answer that there is none."""
    return get_object_or_404(Trainer.objects.visible_to(request.standing), key=key)


@only_for(may_nominate)
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: Request) -> HttpResponse:
    """Put a person forward; ``?candidate=`` fills in whom a state would have trained."""
    standing = request.standing
    states = None if standing.is_secretariat else standing.member_states
    form = NominationForm(request.POST or None, states=states, initial=_candidate(request))
    if form.is_valid():
        try:
            trainer = services.nominate(by=standing, at=request.at, **form.cleaned_data)
        except services.TakenError as taken:
            form.add_error("email", _taken(taken.holder, standing))
        else:
            messages.success(request, _("%(name)s is put forward.") % {"name": trainer.name})
            return redirect(trainer)
    deed = deeds.Deed(
        title=_("Put a trainer forward"),
        lead=_("The Secretariat decides by the requirements. The person is told at once."),
        up=_("Trainers"),
        up_url=reverse("trainings:trainers"),
        button=_("Put forward"),
    )
    return deeds.page(request, form, deed=deed)


def _candidate(request: Request) -> dict[str, object]:
    """Return what is known of a candidate, as far as the person may know it."""
    try:
        key = UUID(request.GET.get("candidate", ""))
    except ValueError:
        return {}
    interests = TrainerInterest.objects.visible_to(request.standing)
    rows = Candidate.objects.filter(interest__in=interests).select_related("interest")
    found = rows.filter(key=key).first()
    if found is None:
        return {}
    state = found.interest.member_state_id
    return {
        "name": found.name,
        "email": found.email,
        "function": found.function,
        "languages": [found.interest.language],
        "member_state": state,
        "nominated_for": state,
    }


def _taken(holder: Trainer, standing: Standing) -> str:
    """Say that somebody has that address; who, only to whoever may know."""
    if Trainer.objects.visible_to(standing).filter(pk=holder.pk).exists():
        return _("%(name)s has this address and was put forward already.") % {"name": holder.name}
    return _("Somebody with this address was put forward already; ask the Secretariat.")


@require_http_methods(["GET", "HEAD", "POST"])
def nominate_again(request: Request, key: UUID) -> HttpResponse:
    """Put somebody forward again who was declined."""
    trainer = shown_to(request, key)
    if not may_nominate(request.standing):
        raise Http404
    form = AgainForm(request.POST or None, trainer=trainer)
    if form.is_valid():
        try:
            services.nominate_again(
                trainer, by=request.standing, at=request.at, **form.cleaned_data
            )
        except NotNowError:
            messages.error(request, not_now())
        else:
            messages.success(request, _("%(name)s is put forward.") % {"name": trainer.name})
        return redirect(trainer)
    deed = deeds.Deed(
        title=_("Put %(name)s forward again") % {"name": trainer.name},
        up=trainer.name,
        up_url=trainer.get_absolute_url(),
        button=_("Put forward"),
    )
    return deeds.page(request, form, deed=deed)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, key: UUID) -> HttpResponse:
    """Change what is kept of a trainer; one's own page asks for less."""
    trainer = shown_to(request, key)
    if not may_change(trainer, request.standing):
        raise Http404
    is_own = not (
        request.standing.is_secretariat
        or trainer.nominated_for_id in request.standing.member_states
    )
    moves = services.may_change_address(trainer, by=request.standing)
    form = TrainerForm(request.POST or None, trainer=trainer, is_own=is_own, moves=moves)
    if form.is_valid():
        try:
            services.change_trainer(
                trainer, by=request.standing, at=request.at, **form.cleaned_data
            )
        except services.TakenError as taken:
            form.add_error("email", _taken(taken.holder, request.standing))
        except versions.StaleError as stale:
            theirs = stored(Trainer.objects.get(pk=stale.theirs.pk))
            return versions.conflict(
                request,
                form,
                theirs={name: said for name, said in theirs.items() if name in form.fields},
                address=request.path,
                label=LABEL,
                key=str(trainer.key),
            )
        else:
            messages.success(request, _("The details are saved."))
            return redirect(trainer)
    deed = deeds.Deed(
        title=_("Details of %s") % trainer.name,
        up=trainer.name,
        up_url=trainer.get_absolute_url(),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


def may_change(trainer: Trainer, standing: Standing) -> bool:
    """Return whether a person may change what is kept of a trainer; of who was erased nobody."""
    return trainer.erased_at is None and bool(services.parties(standing, trainer))


def not_now() -> str:
    """Say that a deed comes too late."""
    return _("That is not possible any more: somebody was quicker. You see what stands now.")
