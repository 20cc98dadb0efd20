"""Publishing, cancelling, reviving and closing an event: the Secretariat's alone."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import secretariat_only
from accounts.http import Request
from events import afterwards, services
from events.copied import came_along
from events.enums import EventDeed, RegistrationState
from events.forms.decision import ReasonForm
from events.models import Event
from events.readiness import readiness
from events.rules import NotNowError
from events.views.room import Room, posted

ASKED_FOR = ("sessions", "countries", "representatives")


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def publish(request: Request, slug: str) -> HttpResponse:
    """Say what is missing and who will see it, and publish."""
    room = Room(request, slug)
    if request.method != "POST" and not room.can(EventDeed.PUBLISH):
        return _not_now(request, room.event)
    form = forms.Form(posted(request))
    if form.is_valid():
        try:
            services.publish_event(room.event, by=request.standing, at=request.at)
        except services.EventIncompleteError as incomplete:
            form.add_error(None, incomplete.message)
        except NotNowError:
            return _not_now(request, room.event)
        else:
            messages.success(request, _("The event is published."))
            waits = room.event.invitations.prepared().exists()
            return redirect(
                "events:send_invitations" if waits else "events:control", room.event.slug
            )
    ready = readiness(
        room.event,
        places=services.places_of(room.event),
        there={name for name in ASKED_FOR if getattr(room.event, name).exists()},
        at=request.at,
    )
    return render(
        request,
        "events/publish.html",
        room.context("publish", form=form, ready=ready, came_along=came_along(room.event)),
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def cancel(request: Request, slug: str) -> HttpResponse:
    """Ask why, say how many will get a letter, and cancel."""
    room = Room(request, slug)
    if room.event.managed_at:
        return _elsewhere(request, room.event)
    if request.method != "POST" and not room.can(EventDeed.CANCEL):
        return _not_now(request, room.event)
    form = ReasonForm(posted(request))
    if form.is_valid():
        told = _told(room.event)
        try:
            services.cancel_event(
                room.event, by=request.standing, at=request.at, **form.cleaned_data
            )
        except NotNowError:
            return _not_now(request, room.event)
        said = _("The event is cancelled.")
        if room.event.published_at:
            said = f"{said} {_letters_go(told)}"
        messages.success(request, said)
        return redirect("events:control", room.event.slug)
    return _ask(request, room, "events/cancel.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def revive(request: Request, slug: str) -> HttpResponse:
    """Ask why a cancelled event takes place after all, and let it."""
    room = Room(request, slug)
    if room.event.managed_at:
        return _elsewhere(request, room.event)
    if request.method != "POST" and not room.can(EventDeed.REVIVE):
        return _not_now(request, room.event)
    form = ReasonForm(posted(request))
    if form.is_valid():
        told = _told(room.event)
        try:
            services.revive_event(
                room.event, by=request.standing, at=request.at, **form.cleaned_data
            )
        except services.EventIncompleteError as incomplete:
            form.add_error(None, incomplete.message)
        except NotNowError:
            return _not_now(request, room.event)
        else:
            messages.success(request, _("It takes place after all.") + " " + _letters_go(told))
            return redirect("events:control", room.event.slug)
    return _ask(request, room, "events/revive.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def close(request: Request, slug: str) -> HttpResponse:
    """Close an event that was held, after asking: this cannot be taken back.

    What is left to do about it is named, and hinders nobody.
    """
    room = Room(request, slug)
    if request.method != "POST" and not room.can(EventDeed.CLOSE):
        return _not_now(request, room.event)
    if request.method == "POST":
        try:
            services.close_event(room.event, by=request.standing, at=request.at)
        except NotNowError:
            return _not_now(request, room.event)
        messages.success(request, _("The event is closed."))
        return redirect("events:control", room.event.slug)
    left = afterwards.of_event(room.event, at=request.at)
    return render(request, "events/close.html", room.context("close", left=left))


def _not_now(request: Request, event: Event) -> HttpResponse:
    """Lead back to the event, whose state has no such step."""
    event.refresh_from_db(fields=["state"])
    messages.warning(
        request,
        _("That cannot be done now. State of the event: %(state)s.")
        % {"state": event.get_state_display()},
    )
    return redirect("events:control", event.slug)


def _elsewhere(request: Request, event: Event) -> HttpResponse:
    """Lead to where the event is managed."""
    messages.info(request, _("The event follows what stands here: it is moved and cancelled here."))
    return redirect(event.managed_at)


def _told(event: Event) -> int:
    """Return how many people get a letter when the event is cancelled or revived."""
    registered = event.registrations.live().exclude(email="").count()
    return registered + event.invitations.silent().count()


def _letters_go(number: int) -> str:
    return ngettext("%(count)d letter goes out.", "%(count)d letters go out.", number) % {
        "count": number
    }


def _ask(request: Request, room: Room, template: str, form: ReasonForm) -> HttpResponse:
    context = room.context(
        "",
        form=form,
        told=_told(room.event),
        confirmed=room.counts[RegistrationState.CONFIRMED],
        waiting=room.counts[RegistrationState.WAITING],
    )
    return render(request, template, context, status=422 if form.errors else 200)
