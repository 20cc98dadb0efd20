"""Trainers, as the Secretariat, their states and they themselves see them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from trainers.models import Trainer


@require_safe
def trainer(request: Request, key: UUID) -> HttpResponse:
    """Show a trainer."""
    shown = get_object_or_404(Trainer.objects.visible_to(request.standing), key=key)
    return render(request, "trainers/trainer.html", {"shown": shown})
