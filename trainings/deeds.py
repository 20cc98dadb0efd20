"""What a person may do to a request now, for its buttons."""

from accounts.access import Standing
from trainings import rules
from trainings.enums import RequestDeed
from trainings.models import TrainingRequest
from trainings.services.locks import parties


def possible(request: TrainingRequest, *, standing: Standing) -> list[RequestDeed]:
    """Return the deeds that the table lets a person do in this state, in its order.

    Of "go on" only where the host has asked to cancel. What is still missing for a deed is
    another question: ``trainings.readiness``.
    """
    acting = parties(standing, request.member_state_id)
    return [
        RequestDeed(deed)
        for deed, step in rules.REQUEST[request.state].items()
        if acting & step.by and (deed != RequestDeed.GO_ON or request.cancel_asked_at)
    ]
