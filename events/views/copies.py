"""Making an event from another one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import secretariat_only
from accounts.http import Request
from events import services
from events.forms.copy import CopyForm
from events.views.room import Room, posted


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def copy(request: Request, slug: str) -> HttpResponse:
    """Ask for title, day and parts, and draft the copy; what it still needs stands on it."""
    room = Room(request, slug)
    form = CopyForm(posted(request), event=room.event, offered=services.offered(room.event))
    if form.is_valid():
        try:
            event = services.copy_event(
                room.event, by=request.standing, at=request.at, **form.cleaned_data
            )
        except services.HourMissingError as missing:
            form.add_error("first_date", hour_missing(missing))
        else:
            messages.success(request, _("The copy is a draft. Below is what still needs a look."))
            return redirect("events:edit", event.slug)
    return render(
        request,
        "events/copy.html",
        room.context("copy", form=form),
        status=422 if form.errors else 200,
    )


def hour_missing(missing: services.HourMissingError) -> str:
    """Return why an hour cannot be on its new day."""
    return _(
        "The clocks change that day: an hour of “%(title)s” does not exist then, or comes twice."
    ) % {"title": missing.title}
