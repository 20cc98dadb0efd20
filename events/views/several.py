"""One deed done to several registrations: first who they are, then each for itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import secretariat_only
from accounts.http import Request
from accounts.steps import By
from events import blocked, countries, services
from events.forms.decision import ReasonForm
from events.models import Registration
from events.rules import NotNowError
from events.views.room import Room, posted, registration_pill
from interface.tables import PER_PAGE


@dataclass(frozen=True)
class Deed:
    """What can be done to several: its words, and the service that does it to one."""

    title: str | Promise
    button: str | Promise
    tone: str
    told: str | Promise
    act: Callable[[Request, Registration, str], Registration]
    needs_reason: bool = False


def _approve(request: Request, found: Registration, _reason: str) -> Registration:
    return services.approve(found, by=request.standing, as_=By.SECRETARIAT, at=request.at)


def _decline(request: Request, found: Registration, reason: str) -> Registration:
    return services.decline(
        found, reason=reason, by=request.standing, as_=By.SECRETARIAT, at=request.at
    )


def _withdraw(request: Request, found: Registration, _reason: str) -> Registration:
    return services.withdraw(found, by=request.standing, as_=By.SECRETARIAT, at=request.at)


DEEDS = {
    "approve": Deed(
        gettext_lazy("Approve these registrations"),
        gettext_lazy("Approve"),
        "primary",
        gettext_lazy("Each gets a place if there is one for them, else a place in the queue."),
        _approve,
    ),
    "decline": Deed(
        gettext_lazy("Decline these registrations"),
        gettext_lazy("Decline"),
        "danger",
        gettext_lazy("Places that come free go to the next in the queue at once."),
        _decline,
        needs_reason=True,
    ),
    "withdraw": Deed(
        gettext_lazy("Withdraw for these people"),
        gettext_lazy("Withdraw"),
        "danger",
        gettext_lazy("Places that come free go to the next in the queue at once."),
        _withdraw,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def several(request: Request, slug: str) -> HttpResponse:
    """Show who was ticked, and on confirmation do it to each in a transaction of its own."""
    room = Room(request, slug)
    asked = request.POST if request.method == "POST" else request.GET
    deed = DEEDS.get(asked.get("deed", ""))
    if deed is None:
        raise Http404
    ticked = _ticked(room, asked)
    if not ticked:
        messages.warning(request, _("Tick somebody first."))
        return redirect("events:registrations", slug)
    form = ReasonForm(posted(request)) if deed.needs_reason else forms.Form(posted(request))
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        _tell(request, [(found, _done(request, found, deed, reason)) for found in ticked])
        return redirect("events:registrations", slug)
    context = room.context(
        "registrations",
        form=form,
        deed=deed,
        name=asked["deed"],
        rows=[(row, countries.name(row.country), registration_pill(row)) for row in ticked],
    )
    return render(request, "events/several.html", context, status=422 if form.errors else 200)


def _ticked(room: Room, asked: QueryDict) -> list[Registration]:
    """Return the registrations of the event that were ticked, a page of them at the most."""
    keys = [key for one in asked.getlist("key")[:PER_PAGE] if (key := _uuid(one))]
    found = list(
        room.event.registrations.filter(key__in=keys).select_related("user", "replaced_by")
    )
    for registration in found:
        registration.event = room.event
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _done(request: Request, found: Registration, deed: Deed, reason: str) -> str:
    """Do it to one; return why not, or nothing."""
    try:
        deed.act(request, found, reason)
    except NotNowError:
        found.refresh_from_db(fields=["state"])
        return _("%(name)s: not possible now. State: %(state)s.") % {
            "name": found.name,
            "state": found.get_state_display(),
        }
    except services.NoPlaceError as taken:
        return _("%(name)s asks for more than the place that is passed on: %(why)s.") % {
            "name": found.name,
            "why": blocked.why(taken.obstacle),
        }
    return ""


def _tell(request: Request, outcomes: Iterable[tuple[Registration, str]]) -> None:
    """Say to whom it was done, and for each other why not."""
    outcomes = list(outcomes)
    done = [found.name for found, problem in outcomes if not problem]
    if done:
        said = ngettext("Done for %(count)d person", "Done for %(count)d people", len(done))
        messages.success(
            request,
            _("%(said)s: %(names)s.")
            % {"said": said % {"count": len(done)}, "names": ", ".join(done)},
        )
    for _found, problem in outcomes:
        if problem:
            messages.warning(request, problem)
