"""Trainers of one request: proposed, invited, confirmed, released, and answers entered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import secretariat_only
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds as pages
from trainers.models import Trainer
from trainings import services
from trainings.access import readable
from trainings.enums import AssignmentState
from trainings.forms.steering import EnteredForm, InvitationsForm, InviteForm, ReleaseForm
from trainings.models import Assignment, TrainingRequest
from trainings.rules import UnmetError
from trainings.services.dates import NEGOTIATED
from trainings.views.steering import done, not_now, posted

TO = "#trainers"


@require_POST
@secretariat_only
def propose(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Note a trainer as one who might teach it; nobody is told."""
    shown = readable(request, reference)
    trainer = get_object_or_404(Trainer, key=key)
    try:
        return done(
            request,
            shown,
            lambda: services.propose_trainer(
                shown, trainer=trainer, by=request.standing, at=request.at
            ),
            _("%(name)s is noted; nobody is told yet.") % {"name": trainer.name},
            TO,
        )
    except UnmetError:
        return _not_approved(request, shown, trainer)


def _not_approved(request: Request, shown: TrainingRequest, trainer: Trainer) -> HttpResponse:
    messages.error(
        request,
        _("%(name)s is not approved for this course in this language.") % {"name": trainer.name},
    )
    return redirect(shown)


@require_POST
@secretariat_only
def invite_ticked(request: Request, reference: str) -> HttpResponse:
    """Ask all who are ticked by mail, with the same words; who is not approved is named."""
    shown = readable(request, reference)
    form = InvitationsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nobody was invited: tick whom to ask."))
        return redirect(f"{shown.get_absolute_url()}{TO}")
    for trainer in form.cleaned_data["trainers"]:
        try:
            _invite(request, shown, trainer, form.cleaned_data["message"])
        except NotNowError:
            return not_now(request, shown)
        except UnmetError:
            return _not_approved(request, shown, trainer)
        messages.success(request, _("%(name)s is invited by mail.") % {"name": trainer.name})
    return redirect(f"{shown.get_absolute_url()}{TO}")


def _invite(request: Request, shown: TrainingRequest, trainer: Trainer, message: str) -> Assignment:
    by, at = request.standing, request.at
    proposed = services.propose_trainer(shown, trainer=trainer, by=by, at=at)
    return services.invite_trainer(proposed, message=message, by=by, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def invite(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Ask a trainer by mail, with words of one's own or without."""
    shown = readable(request, reference)
    trainer = get_object_or_404(Trainer, key=key)
    if shown.state not in NEGOTIATED:
        return not_now(request, shown)
    form = InviteForm(posted(request))
    if form.is_valid():
        try:
            return done(
                request,
                shown,
                lambda: _invite(request, shown, trainer, form.cleaned_data["message"]),
                _("%(name)s is invited by mail.") % {"name": trainer.name},
                TO,
            )
        except UnmetError:
            return _not_approved(request, shown, trainer)
    page = pages.Deed(
        title=_("Invite %(name)s") % {"name": trainer.name},
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=_("Send the invitation"),
        lead=_("It goes to %(address)s. Being invited books nothing yet.")
        % {"address": trainer.email},
    )
    return pages.page(request, form, deed=page)


@require_POST
@secretariat_only
def confirm(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Settle that a trainer teaches it."""
    shown, assignment = _found(request, reference, key)
    name = {"name": assignment.trainer.name}
    try:
        return done(
            request,
            shown,
            lambda: services.confirm_trainer(assignment, by=request.standing, at=request.at),
            _("%(name)s is confirmed, and told so.") % name,
            TO,
        )
    except UnmetError as error:
        messages.error(request, " ".join(one.says for one in error.findings))
        return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def release(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Release a trainer, with a reason."""
    shown, assignment = _found(request, reference, key)
    name = {"name": assignment.trainer.name}
    form = ReleaseForm(posted(request))
    if form.is_valid():
        return done(
            request,
            shown,
            lambda: services.drop_trainer(
                assignment, by=request.standing, at=request.at, **form.cleaned_data
            ),
            _("%(name)s is released.") % name,
            TO,
        )
    page = pages.Deed(
        title=_("Release %(name)s") % name,
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=_("Release"),
        lead=_("The days are free again."),
        is_danger=True,
    )
    return pages.page(request, form, deed=page)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def enter(request: Request, reference: str, key: UUID) -> HttpResponse:
    """Enter what a trainer said on the telephone or in a mail."""
    shown, assignment = _found(request, reference, key)
    if assignment.state not in {AssignmentState.INVITED, AssignmentState.ACCEPTED}:
        return not_now(request, shown)
    form = EnteredForm(posted(request), options=shown.options.filter(dropped_at=None))
    if form.is_valid():
        by, at, reason = request.standing, request.at, form.cleaned_data["reason"]
        return done(
            request,
            shown,
            lambda: (
                services.accept_assignment(assignment, answers=form.answers, by=by, at=at)
                if form.cleaned_data["comes"] == "yes"
                else services.decline_assignment(assignment, reason=reason, by=by, at=at)
            ),
            _("Entered what %(name)s said.") % {"name": assignment.trainer.name},
            TO,
        )
    page = pages.Deed(
        title=_("Enter what %(name)s said") % {"name": assignment.trainer.name},
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=_("Enter"),
        lead=_("For answers that came by telephone or mail."),
    )
    return pages.page(request, form, deed=page)


def _found(request: Request, reference: str, key: UUID) -> tuple[TrainingRequest, Assignment]:
    shown = readable(request, reference)
    rows = shown.assignments.select_related("trainer", "request")
    return shown, get_object_or_404(rows, key=key)
