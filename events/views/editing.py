"""Making an event and changing what is said about it."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.models import MemberState
from events import services
from events.access import organisers_only
from events.copied import needs_a_look
from events.enums import Kind
from events.forms.event import EventForm
from events.kinds import KINDS
from events.models import Event
from events.rules import NotNowError
from events.views.room import Room, posted


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def new(request: Request) -> HttpResponse:
    """Ask for the kind, then for what an event of that kind needs, and draft it."""
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    if request.method != "POST" and asked not in Kind.values:
        return render(request, "events/new_kind.html", {"kinds": _cards()})
    form = EventForm(posted(request), event=None, standing=request.standing, kind=asked)
    if form.is_valid():
        event = services.draft_event(by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(
            request,
            _("The draft is saved. Nobody but you and its host sees it until you publish it."),
        )
        return redirect("events:edit", event.slug)
    context = {"form": form, "kind": form.of_kind.label, "says": form.need.says}
    return render(request, "events/new.html", context, status=422 if form.errors else 200)


def _cards() -> list[tuple[str, str, Promise, str]]:
    """Return each kind with its icon, its sentence and where it leads."""
    return [
        (need.icon, str(Kind(kind).label), need.says, f"?kind={kind}")
        for kind, need in KINDS.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def edit(request: Request, slug: str) -> HttpResponse:
    """Change what is said about an event; who holds a place hears what matters."""
    room = Room(request, slug)
    event = room.event
    form = EventForm(posted(request), event=event, standing=request.standing)
    if form.is_valid():
        try:
            event = services.change_event(
                event, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(cast("Event", stale.theirs)),
                address=request.path,
                label="events.event",
                key=str(event.uid),
            )
        except services.HourMissingError as missing:
            form.add_error(
                "zone",
                _("In this zone the session “%(title)s” has no such hour that day. Move it first.")
                % {"title": missing.title},
            )
        except services.KnownToGuestsError:
            form.add_error(
                "visibility",
                _(
                    "People are registered or invited: it can no longer be kept from them."
                    " Cancel it, or take them off its lists first."
                ),
            )
        except NotNowError:
            form.add_error(
                None,
                _(
                    "The event is closed or cancelled, or was held and keeps its date:"
                    " it can no longer be changed."
                ),
            )
        else:
            messages.success(request, _("Saved."))
            _tell_of_host(request, event, was=room.event.host, named=form.cleaned_data.get("host"))
            _warn_of_sessions_outside(request, event)
            return redirect("events:edit", event.slug)
    return render(
        request,
        "events/edit.html",
        room.context("edit", form=form, looks=needs_a_look(room.event, at=request.at)),
        status=422 if form.errors else 200,
    )


def _tell_of_host(
    request: Request, event: Event, *, was: MemberState | None, named: MemberState | None
) -> None:
    """Say that the event has moved into another Presidency, which hosts it now."""
    if event.host and event.host not in {was, named}:
        messages.info(
            request,
            _("It has moved into another term: %(state)s presides then, and hosts it now.")
            % {"state": event.host},
        )


def _warn_of_sessions_outside(request: Request, event: Event) -> None:
    """Say where the programme did not move with the event's days."""
    outside = event.sessions.exclude(date__range=(event.first_date, event.last_date)).count()
    if outside:
        messages.warning(
            request,
            ngettext(
                "%(count)d session of the programme is not on the event's days. Move it.",
                "%(count)d sessions of the programme are not on the event's days. Move them.",
                outside,
            )
            % {"count": outside},
        )
