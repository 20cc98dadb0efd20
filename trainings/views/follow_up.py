"""What one has used of a training, answered months later behind the mailed link."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import token_page
from accounts.http import Request
from accounts.steps import NotNowError
from events import words
from events.feedback import Phase
from events.forms.feedback import AnswersForm
from mail import links
from trainings import follow_ups
from trainings.follow_up_letters import promise
from trainings.models import FollowUpAsked
from trainings.services import answer_follow_up


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: Request, token: str) -> HttpResponse:
    """Ask what was used; who has answered is thanked, and told no more."""
    rows = FollowUpAsked.objects.select_related("follow_up", "registration__event")
    own = get_object_or_404(rows, link_hash=links.digest(token), registration__erased_at=None)
    event = own.registration.event
    is_open = follow_ups.phase_of(own.follow_up, at=request.at) is Phase.OPEN
    context = {
        "event": event,
        "asked": own,
        "when": words.when(event),
        "promise": promise(),
        "closes_at": own.follow_up.closes_at,
    }
    asks = is_open and not own.has_answered
    asked = request.method == "POST"
    if not asks:
        late = asked and not own.has_answered
        return render(request, "trainings/follow_up.html", context, status=409 if late else 200)
    form = AnswersForm(
        request.POST if asked else None,
        items=follow_ups.items_of(own.follow_up),
        may_be_named=False,
    )
    if form.is_valid():
        with suppress(NotNowError):  # the next page says how it stands
            answer_follow_up(own, form.said, at=request.at)
        return redirect(request.path)
    context["form"] = form
    return render(request, "trainings/follow_up.html", context, status=422 if asked else 200)
