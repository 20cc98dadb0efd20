"""The door for helpers without an account, and the link that lets them there."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import token_page
from accounts.http import Request
from accounts.steps import NotNowError
from events import door, services
from events.access import event_run_by, organisers_only
from events.views.check_in import Door, kept, taken_back
from interface import errors


@require_POST
@organisers_only
def make_link(request: Request, slug: str) -> HttpResponse:
    """Make the link for the helpers at the door, or a new one in its place."""
    event = event_run_by(request, slug)
    try:
        services.make_door_link(event, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _("The event is over, or does not take place."))
    else:
        messages.success(request, _("The link is made. An earlier one no longer opens anything."))
    return redirect(f"{reverse('events:check_in', args=[slug])}#helpers")


@require_POST
@organisers_only
def end_link(request: Request, slug: str) -> HttpResponse:
    """End the link for the helpers at the door."""
    event = event_run_by(request, slug)
    services.end_door_link(event, by=request.standing, at=request.at)
    messages.success(request, _("The link has ended. What was recorded with it stays."))
    return redirect(f"{reverse('events:check_in', args=[slug])}#helpers")


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def helpers_check_in(request: Request, token: str) -> HttpResponse:
    """Let somebody in, as a helper who holds the link; GET only shows the door."""
    if door.is_too_often(token, at=request.at):
        return errors.too_many(request, seconds=door.SECONDS)
    return kept(request, _of_helpers(request, token))


@token_page
@require_POST
def helpers_undo(request: Request, token: str) -> HttpResponse:
    """Take back that a helper let somebody in."""
    if door.is_too_often(token, at=request.at):
        return errors.too_many(request, seconds=door.SECONDS)
    return taken_back(request, _of_helpers(request, token))


def _of_helpers(request: Request, token: str) -> Door:
    """Return the door that a link opens now, or answer 404."""
    event = door.found(token, at=request.at)
    if event is None:
        raise Http404
    return Door(
        event,
        door.helper(request.at),
        request.at,
        reverse("events:door", args=[token]),
        reverse("events:undo_at_door", args=[token]),
    )
