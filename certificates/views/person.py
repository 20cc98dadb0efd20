"""One person's way to a certificate: the hours, the rule, and a decision against it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import secretariat_only
from accounts.http import Request
from certificates import candidates, earning, services, words
from certificates.enums import Verdict
from certificates.forms.decisions import OverrideForm
from certificates.marks import stage_pill, state_pill
from certificates.models import Certificate
from events import attendance, attended, countries
from events.access import organisers_only
from events.models import Registration
from events.views.room import Room, posted
from interface.marks import Pill


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def person(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show what a person has earned and why, and decide against the rule."""
    room, found = found_in(request, slug, key)
    if request.method == "POST" and not room.decides:
        raise Http404
    one = candidates.of_person(found, at=room.at)
    form = OverrideForm(
        posted(request),
        earns=one.override.earns if one.override else one.earned.verdict != Verdict.ELIGIBLE,
        reason=one.override.reason if one.override else "",
    )
    if form.is_valid():
        services.override(found, by=room.standing, at=room.at, **form.cleaned_data)
        messages.success(request, _("Decided: %(name)s.") % {"name": found.name})
        return redirect("certificates:person", slug, key)
    context = room.context(
        "certificates",
        one=one,
        country=countries.name(found.country),
        form=form,
        stage=stage_pill(one.stage),
        why=words.explained(one.earned, earning.terms_of(room.event)),
        cells=[
            (
                cell.session,
                attended.hours(cell.session, room.event.zone),
                attended.presence_pill(cell),
            )
            for cell in attendance.of_person(found)
        ],
        versions=versions_of(found, room),
    )
    return render(request, "certificates/person.html", context, status=422 if form.errors else 200)


@require_POST
@secretariat_only
def undo_override(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Leave it to the rule again."""
    room, found = found_in(request, slug, key)
    services.undo_override(found, by=room.standing, at=room.at)
    messages.success(request, _("The rule decides again."))
    return redirect("certificates:person", slug, key)


def found_in(request: Request, slug: str, key: UUID) -> tuple[Room, Registration]:
    """Return the room of an event and one person of its list, or answer 404."""
    room = Room(request, slug)
    found = get_object_or_404(candidates.people(room.event), key=key, erased_at=None)
    found.event = room.event
    return room, found


def versions_of(found: Registration, room: Room) -> list[tuple[Certificate, Pill]]:
    """Return a person's certificates, the newest first; one only claimed is the Secretariat's."""
    rows = Certificate.objects.filter(registration=found).order_by("-pk")
    return [(one, state_pill(one.state)) for one in (rows if room.decides else rows.made())]
