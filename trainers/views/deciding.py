"""What the Secretariat decides of a trainer: requirements, acceptance, approvals."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from courses import languages
from trainers import services
from trainers.forms.deciding import ApprovalForm, ChecksForm, ReasonForm
from trainers.models import Qualification, Requirement, Trainer
from trainers.views.nominating import not_now, shown_to


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: Request, key: UUID) -> HttpResponse:
    """Decide which requirements a trainer meets."""
    trainer = shown_to(request, key)
    asked = list(Requirement.objects.filter(archived_at=None))
    form = ChecksForm(request.POST or None, requirements=asked, trainer=trainer)
    if form.is_valid():
        services.check_requirements(
            trainer, decided=form.decided(), by=request.standing, at=request.at
        )
        messages.success(request, _("The decisions are saved."))
        return redirect(trainer)
    deed = _deed(trainer, _("Requirements: %(name)s"), button=_("Save"))
    return deeds.page(request, form, deed=deed)


@secretariat_only
@require_POST
def accept(request: Request, key: UUID) -> HttpResponse:
    """Accept who was put forward, where nothing is lacking."""
    trainer = shown_to(request, key)
    try:
        services.accept_trainer(trainer, by=request.standing, at=request.at)
    except services.LackingError as lacking:
        said = _("Not yet: these requirements are not met, or not decided: %(texts)s")
        messages.error(request, said % {"texts": "; ".join(lacking.texts)})
    except NotNowError:
        messages.error(request, not_now())
    else:
        said = _("%(name)s is a trainer now. Approve for a course next.")
        messages.success(request, said % {"name": trainer.name})
    return redirect(trainer)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, key: UUID) -> HttpResponse:
    """Decline who was put forward, for a reason."""
    trainer = shown_to(request, key)
    form = ReasonForm(
        request.POST or None, readers=_("The state that put the person forward reads it.")
    )
    if form.is_valid():
        try:
            services.decline_trainer(
                trainer, by=request.standing, at=request.at, **form.cleaned_data
            )
        except NotNowError:
            messages.error(request, not_now())
        else:
            messages.success(request, _("Done. The letters are on their way."))
        return redirect(trainer)
    deed = _deed(trainer, _("Decline %(name)s"), button=_("Decline"), is_danger=True)
    return deeds.page(request, form, deed=deed)


@secretariat_only
@require_POST
def take_back(request: Request, key: UUID) -> HttpResponse:
    """Take a trainer on again who had left."""
    trainer = shown_to(request, key)
    try:
        services.set_leaving(trainer, leaves=False, by=request.standing, at=request.at)
    except NotNowError:
        messages.error(request, not_now())
    else:
        messages.success(request, _("%(name)s is a trainer again.") % {"name": trainer.name})
    return redirect(trainer)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, key: UUID) -> HttpResponse:
    """Approve a trainer for a course in a language, from a day to another."""
    trainer = shown_to(request, key)
    form = ApprovalForm(request.POST or None, trainer=trainer, today=network_day(request.at))
    if form.is_valid():
        try:
            made = services.approve(
                trainer, by=request.standing, at=request.at, **form.cleaned_data
            )
        except NotNowError:
            messages.error(request, not_now())
        else:
            said = _("Approved: %(course)s in %(language)s.")
            named = {"course": made.course, "language": languages.name(made.language)}
            messages.success(request, said % named)
        return redirect(trainer)
    deed = _deed(trainer, _("Approve %(name)s"), button=_("Approve"))
    return deeds.page(request, form, deed=deed)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def end_approval(request: Request, key: UUID, approval: UUID) -> HttpResponse:
    """End an approval today, for a reason."""
    rows = Qualification.objects.select_related("trainer", "course")
    ended = get_object_or_404(rows, key=approval, trainer__key=key)
    form = ReasonForm(request.POST or None, readers=_("The trainer reads it."))
    if form.is_valid():
        services.end_approval(ended, by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(request, _("The approval has ended."))
        return redirect(ended.trainer)
    deed = _deed(
        ended.trainer,
        _("End an approval of %(name)s"),
        button=_("End the approval"),
        is_danger=True,
        paragraphs=(
            _("%(course)s in %(language)s: yesterday was the last day.")
            % {"course": ended.course, "language": languages.name(ended.language)},
        ),
    )
    return deeds.page(request, form, deed=deed)


def _deed(
    trainer: Trainer,
    title: str,
    *,
    button: str,
    paragraphs: tuple[str, ...] = (),
    is_danger: bool = False,
) -> deeds.Deed:
    return deeds.Deed(
        title=title % {"name": trainer.name},
        up=trainer.name,
        up_url=trainer.get_absolute_url(),
        button=button,
        paragraphs=paragraphs,
        is_danger=is_danger,
    )
