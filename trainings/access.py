"""Who may read which request, and whose it is."""

from django.http import Http404

from accounts.access import Standing
from accounts.http import Request
from trainings.models import TrainingRequest


def readable(request: Request, reference: str) -> TrainingRequest:
    """Return the request of a page, or 404 for who may not read it."""
    rows = (
        TrainingRequest.objects.visible_to(request.standing)
        .with_material()
        .select_related(
            "member_state", "course", "assignee", "chosen", "delivery__event", "changed_by"
        )
    )
    if (found := rows.filter(reference=reference).first()) is None:
        raise Http404
    return found


def own(request: Request, reference: str) -> TrainingRequest:
    """Return the request of a page that is for its host alone, or 404."""
    found = readable(request, reference)
    if found.member_state_id not in request.standing.member_states:
        raise Http404
    return found


def speaks_for_a_state(standing: Standing) -> bool:
    """Return whether the person may ask for a training."""
    return bool(standing.member_states)


def has_requests(standing: Standing) -> bool:
    """Return whether there is a list of requests for the person."""
    return standing.is_secretariat or speaks_for_a_state(standing)
