"""The page of one procedure."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.http import Request
from procedures.models import Procedure


@require_safe
def procedure(request: Request, reference: str) -> HttpResponse:
    """Show a procedure to who may read it."""
    found = get_object_or_404(Procedure.objects.visible_to(request.standing), reference=reference)
    return HttpResponse(found.title)
