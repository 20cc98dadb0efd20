"""What one says of an event oneself, behind the mailed link; an answer is given once."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import token_page
from accounts.http import Request
from events import attendance, respondents, words
from events.emails.feedback import promise
from events.feedback import Phase
from events.forms.feedback import AnswersForm
from events.models import FeedbackAsked, Registration
from events.rules import NotNowError
from events.services.responses import AnsweredAlreadyError, answer_feedback
from events.views.registration import own_page
from events.views.room import posted
from mail import links


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: Request, token: str) -> HttpResponse:
    """Ask what the event was like; who has answered is thanked, and told no more."""
    rows = FeedbackAsked.objects.select_related("form", "registration__event")
    asked = get_object_or_404(rows, link_hash=links.digest(token))
    event = asked.registration.event
    context: dict[str, Any] = {
        "event": event,
        "feedback": asked.form,
        "answered": asked.has_answered,
        "when": words.when(event),
        "promise": promise(asked.form),
    }
    if asked.has_answered or respondents.phase_of(asked.form, at=request.at) is not Phase.OPEN:
        context |= {
            "own_page": own_page(asked.registration),
            "gives": attendance.terms_of(event).gives_certificates,
        }
        late = request.method == "POST" and not asked.has_answered
        return render(request, "events/own_feedback.html", context, status=409 if late else 200)
    form = AnswersForm(
        posted(request),
        items=respondents.items_of(asked.form),
        may_be_named=respondents.may_be_named(asked.form),
    )
    if form.is_valid():
        with suppress(AnsweredAlreadyError, NotNowError):  # the next page says how it stands
            answer_feedback(asked, form.said, is_named=form.is_named, at=request.at)
        return redirect(request.path)
    context |= {"form": form, "comes_first": attendance.terms_of(event).feedback_first}
    status = 422 if form.is_bound else 200
    return render(request, "events/own_feedback.html", context, status=status)


def shown(registration: Registration, *, at: dt.datetime) -> dict[str, Any]:
    """Return what the own page says of it: where to answer, or that it was answered."""
    asked = respondents.asked_of(registration)
    if asked is None:
        return {}
    if asked.has_answered:
        return {"feedback_answered": True}
    if respondents.phase_of(asked.form, at=at) is not Phase.OPEN:
        return {}
    token = respondents.token_of(registration)
    return {
        "feedback_url": reverse(respondents.PAGE, args=[token]),
        "feedback_until": asked.form.closes_at,
    }
