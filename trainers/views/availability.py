"""When a trainer is free, and when away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Standing
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import By
from accounts.views import deeds
from trainers import services
from trainers.forms.trainer import AvailabilityForm
from trainers.models import Availability, Trainer
from trainers.views.nominating import shown_to


def may_say(trainer: Trainer, standing: Standing) -> bool:
    """Return whether a person may say when a trainer is free: the trainer, or the Secretariat."""
    acting = services.parties(standing, trainer)
    return trainer.erased_at is None and bool(acting & {By.SECRETARIAT, By.PERSON})


@require_http_methods(["GET", "HEAD", "POST"])
def availability(request: Request, key: UUID) -> HttpResponse:
    """Say of some days whether the trainer is free."""
    trainer = _asked(request, key)
    form = AvailabilityForm(request.POST or None, today=network_day(request.at))
    if form.is_valid():
        said = form.cleaned_data
        services.say_availability(
            trainer,
            period=said["period"],
            starts=said["starts"],
            ends=said["ends"],
            note_=said["note"],
            by=request.standing,
            at=request.at,
        )
        messages.success(request, _("Noted. Dates are proposed with it in mind."))
        return redirect(trainer)
    deed = deeds.Deed(
        title=_("When are you free?")
        if services.parties(request.standing, trainer) == {By.PERSON}
        else _("When is %(name)s free?") % {"name": trainer.name},
        lead=_("On days that are not said the trainer is asked. Away: nobody asks for these days."),
        up=trainer.name,
        up_url=trainer.get_absolute_url(),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


@require_POST
def remove_availability(request: Request, key: UUID, said: UUID) -> HttpResponse:
    """Take back what was said of some days."""
    trainer = _asked(request, key)
    row = get_object_or_404(Availability, key=said, trainer=trainer)
    services.remove_availability(row, by=request.standing, at=request.at)
    messages.success(request, _("Taken back."))
    return redirect(trainer)


def _asked(request: Request, key: UUID) -> Trainer:
    trainer = shown_to(request, key)
    if not may_say(trainer, request.standing):
        raise Http404
    return trainer
