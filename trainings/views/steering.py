"""What the Secretariat decides of a request, and says to its host or to itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import secretariat_only
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds as pages
from interface import moments
from trainings import deeds, services
from trainings.access import readable
from trainings.enums import RequestDeed
from trainings.forms.steering import (
    AssigneeForm,
    GoOnForm,
    NoteForm,
    QuestionForm,
    ReasonForm,
)
from trainings.models import TrainingRequest


@dataclass(frozen=True)
class Saying:
    """A deed that takes a text: its form, its service, and what the page says of it."""

    form: type[forms.Form]
    service: Callable[..., object]
    title: Promise
    lead: Promise
    said: Promise
    is_danger: bool = False


SAYINGS = {
    RequestDeed.ASK: Saying(
        QuestionForm,
        services.ask,
        gettext_lazy("Ask the host"),
        gettext_lazy("The answer brings the request back to you."),
        gettext_lazy("Asked. The host gets your question by mail."),
    ),
    RequestDeed.DECLINE: Saying(
        ReasonForm,
        services.decline,
        gettext_lazy("Decline the request"),
        gettext_lazy("This cannot be taken back; the host may send another."),
        gettext_lazy("Declined. The host gets the reason by mail."),
        is_danger=True,
    ),
    RequestDeed.GO_ON: Saying(
        GoOnForm,
        services.go_on,
        gettext_lazy("Answer that it goes on"),
        gettext_lazy("The wish to cancel is settled by it."),
        gettext_lazy("Answered. The request goes on."),
    ),
    RequestDeed.CANCEL: Saying(
        ReasonForm,
        services.cancel,
        gettext_lazy("Cancel the training"),
        gettext_lazy("This cannot be taken back."),
        gettext_lazy("Cancelled. Everybody who knew of it is told."),
        is_danger=True,
    ),
}


def done(
    request: Request, shown: TrainingRequest, deed: Callable[[], object], said: str, to: str = ""
) -> HttpResponse:
    """Do a deed and go back to the page of the request; somebody may have been quicker."""
    try:
        deed()
    except NotNowError:
        return not_now(request, shown)
    messages.success(request, said)
    return redirect(f"{shown.get_absolute_url()}{to}")


def not_now(request: Request, shown: TrainingRequest) -> HttpResponse:
    """Go back to the page of the request, and say that it has moved on, and by whom."""
    last = shown.timeline.select_related("by").latest("at", "pk")
    who = f"{last.by.name} " if last.by else ""
    said = _("This can no longer be done. What happened last: %(what)s, %(moment)s.")
    told = {"what": who + last.get_happening_display(), "moment": moments.moment(last.at)}
    messages.warning(request, said % told)
    return redirect(shown)


def posted(request: Request) -> Any:
    """Return what was sent, or nothing where the page is only opened."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def say(request: Request, reference: str, deed: RequestDeed) -> HttpResponse:
    """Ask, decline, answer that it goes on, or cancel: each with its words."""
    shown, saying = readable(request, reference), SAYINGS[deed]
    if request.method != "POST" and deed not in deeds.possible(shown, standing=request.standing):
        return not_now(request, shown)
    form = saying.form(posted(request))
    if form.is_valid():
        return done(
            request,
            shown,
            lambda: saying.service(shown, by=request.standing, at=request.at, **form.cleaned_data),
            str(saying.said),
        )
    page = pages.Deed(
        title=str(saying.title),
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=str(saying.title if saying.is_danger else deed.label),
        lead=str(saying.lead),
        paragraphs=_consequences(shown) if deed == RequestDeed.CANCEL else (),
        is_danger=saying.is_danger,
    )
    return pages.page(request, form, deed=page)


def _consequences(shown: TrainingRequest) -> tuple[str, ...]:
    """Return what cancelling a request brings with it, in sentences."""
    trainers = shown.assignments.standing().exclude(invited_at=None).count()
    told = [_("The host is told, and trainers who were asked: %(number)d.") % {"number": trainers}]
    if shown.delivery:
        others = TrainingRequest.objects.fed_into(shown.delivery).exclude(pk=shown.pk)
        if others.exists():
            told.append(
                _("The event stays: it answers another request too, which keeps the trainers.")
            )
            told.append(
                _("Its place and its host stay as they are: change them on the event's page.")
            )
        else:
            people = shown.delivery.event.registrations.live().count()
            told.append(
                _(
                    "The event is cancelled and taken out of all calendars;"
                    " people registered who are told: %(number)d."
                )
                % {"number": people}
            )
    return tuple(told)


@require_POST
@secretariat_only
def accept(request: Request, reference: str) -> HttpResponse:
    """Accept a request; somebody looks after it from now on."""
    shown = readable(request, reference)
    form = AssigneeForm(request.POST, at=request.at, chosen=None)
    if not form.is_valid():
        return _nobody(request, shown)
    said = _("Accepted. Propose dates and ask trainers; the host has the checklist.")
    return done(
        request,
        shown,
        lambda: services.accept(shown, by=request.standing, at=request.at, **form.cleaned_data),
        said,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def reassign(request: Request, reference: str) -> HttpResponse:
    """Let somebody else look after a request."""
    shown = readable(request, reference)
    form = AssigneeForm(posted(request), at=request.at, chosen=shown.assignee)
    if form.is_valid():
        person = form.cleaned_data["assignee"]
        return done(
            request,
            shown,
            lambda: services.reassign(shown, assignee=person, by=request.standing, at=request.at),
            _("%(name)s looks after it now.") % {"name": person.name},
        )
    page = pages.Deed(
        title=_("Who looks after it"),
        up=shown.reference,
        up_url=shown.get_absolute_url(),
        button=_("Save"),
        lead=_("What is to be done about it stands on that person's overview."),
    )
    return pages.page(request, form, deed=page)


def _nobody(request: Request, shown: TrainingRequest) -> HttpResponse:
    messages.error(request, _("Choose somebody of the Secretariat who looks after it."))
    return redirect(shown)


@require_POST
@secretariat_only
def note(request: Request, reference: str) -> HttpResponse:
    """Note something that no state reads."""
    shown = readable(request, reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was noted: write a note of at most 2,000 characters."))
        return redirect(shown)
    services.add_note(shown, by=request.standing, at=request.at, **form.cleaned_data)
    messages.success(request, _("Noted, for the Secretariat alone."))
    return redirect(f"{shown.get_absolute_url()}#timeline")
