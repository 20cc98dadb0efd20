"""Attendance lists of other tools: taken in, checked line by line, and applied."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.folding import folded
from accounts.http import Request
from events import attendance, attended, countries, matching, services
from events.access import organisers_only
from events.enums import ListState, MatchedBy
from events.forms.attendance_lists import ApplyForm, TakeInForm, WhoForm
from events.matching import Checked, Line
from events.models import AttendanceList, Registration, Session
from events.rules import NotNowError
from events.views.room import Room, posted
from interface.marks import Pill
from interface.tables import arranged

OPEN_AT_ONCE = 20
FOUND_AT_ONCE = 20
PILLS = {
    ListState.DRAFT: ("warn", "hourglass"),
    ListState.APPLIED: ("ok", "check"),
    ListState.DISCARDED: ("", "cross"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def attendance_lists(request: Request, slug: str) -> HttpResponse:
    """Show the lists that were taken in, and take another."""
    room = Room(request, slug)
    form = TakeInForm(posted(request), request.FILES or None, event=room.event)
    if form.is_valid():
        try:
            made = services.take_in(
                room.event,
                form.people,
                once=form.cleaned_data["once"],
                session=form.chosen(),
                file_name=form.cleaned_data["file"].name,
                by=room.standing,
                at=room.at,
            )
        except NotNowError:
            messages.warning(request, _too_late())
            return redirect("events:attendance", slug)
        return redirect("events:attendance_list", slug, made.key)
    context = room.context(
        "attendance",
        form=form,
        may_record=attendance.is_taken(room.event),
        lists=[
            (one, Pill(one.get_state_display(), *PILLS[ListState(one.state)]))
            for one in room.event.attendance_lists.select_related("taken_in_by", "ended_by")
        ],
    )
    status = 422 if form.errors else 200
    return render(request, "events/attendance_lists.html", context, status=status)


@require_safe
@organisers_only
def attendance_list(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show whom a list means and what it would record."""
    room = Room(request, slug)
    found = _draft(room, key)
    return _page(request, room, found, ApplyForm(version=found.version))


def _page(
    request: Request, room: Room, found: AttendanceList, form: ApplyForm, *, status: int = 200
) -> HttpResponse:
    seen = matching.checked(found)
    shown, in_all = seen.shown, seen.of_several
    first = seen.open[:OPEN_AT_ONCE]
    alike = matching.alike(first, attendance.people(room.event)) if first else {}
    table = arranged(
        seen.matched,
        query=request.GET,
        orders={"name": lambda line: folded(line.name)},
        default="name",
    )
    context = room.context(
        "attendance",
        list=found,
        form=form,
        seen=seen,
        heads=[(one, attended.hours(one, room.event.zone)) for one in shown],
        first=[(line, _minutes(line), _names(alike[line.number])) for line in first],
        more=len(seen.open) - len(first),
        listing=table,
        rows=[
            (line, _how(line), [(one, *_cell(line, one, seen, in_all)) for one in shown])
            for line in table.rows
        ],
        outside=not shown and bool(found.people),
    )
    return render(request, "events/attendance_list.html", context, status=status)


def _minutes(line: Line) -> int:
    return sum(line.minutes.values())


def _cell(
    line: Line, session: Session, seen: Checked, in_all: Mapping[tuple[int, int], int]
) -> tuple[int, int | None, str]:
    """Return the minutes of a line at a session, all lines of the person together, what is known.

    Of all together nothing where the line is the only one, of what is known where it is alike.
    """
    key = (line.registration.pk if line.registration else 0, session.pk)
    known = seen.contrary.get(key)
    return line.minutes.get(session.pk, 0), in_all.get(key), attended.said(known) if known else ""


def _names(people: list[Registration]) -> list[tuple[Registration, str]]:
    return [(one, one.organisation or countries.name(one.country)) for one in people]


def _how(line: Line) -> str:
    return str(MatchedBy(line.entry["how"]).label)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def attendance_line(request: Request, slug: str, key: UUID, number: int) -> HttpResponse:
    """Show one entry of a list, and find by name whom it means."""
    room = Room(request, slug)
    if request.method == "POST":
        return _said_who(request, room, _found(room, key), number)
    found = _draft(room, key)
    line = next((one for one in matching.checked(found).lines if one.number == number), None)
    if line is None:
        raise Http404
    text = request.GET.get("text", "")[:100]
    people = attendance.people(room.event)
    likely = (
        list(people.matching(text)[:FOUND_AT_ONCE])
        if text.strip()
        else matching.alike([line], people)[number]
    )
    context = room.context(
        "attendance",
        list=found,
        line=line,
        minutes=_minutes(line),
        text=text,
        found=_names(likely),
    )
    return render(request, "events/attendance_line.html", context)


def _said_who(request: Request, room: Room, found: AttendanceList, number: int) -> HttpResponse:
    form = WhoForm(request.POST)
    key = form.cleaned_data["registration"] if form.is_valid() else None
    registration = attendance.people(room.event).filter(key=key).first() if key else None
    deed = form.cleaned_data.get("deed")
    if form.errors or (deed == "is") != (registration is not None):
        messages.warning(request, _("This person has no place any more. Look again."))
        return redirect("events:attendance_line", room.event.slug, found.key, number)
    try:
        services.say_who(found, number, registration=registration, leave_out=deed == "leave_out")
    except NotNowError:
        messages.warning(request, _too_late())
        return redirect("events:attendance_lists", room.event.slug)
    return redirect("events:attendance_list", room.event.slug, found.key)


@require_POST
@organisers_only
def leave_rest_out(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Leave out all entries of which nobody has said who it is."""
    room = Room(request, slug)
    try:
        number = services.leave_rest_out(_found(room, key))
    except NotNowError:
        messages.warning(request, _too_late())
        return redirect("events:attendance_lists", slug)
    sentence = ngettext("%(count)d entry left out.", "%(count)d entries left out.", number)
    messages.success(request, sentence % {"count": number})
    return redirect("events:attendance_list", slug, key)


@require_POST
@organisers_only
def apply_list(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Record what a list says."""
    room = Room(request, slug)
    found = _found(room, key)
    form = ApplyForm(request.POST, version=found.version)
    if not form.is_valid():
        return _page(request, room, found, form, status=422)
    try:
        number = services.apply_list(
            found,
            version=form.cleaned_data["version"],
            keep=form.cleaned_data["known"] == "keep",
            by=room.standing,
            at=room.at,
        )
    except versions.StaleError:
        said = _("Somebody has changed the list meanwhile. This is how it is now: look again.")
    except services.StillOpenError:
        said = _("Say of each entry first who it is, or leave it out.")
    except services.NothingSaidError:
        said = _("The list would record nothing: none of its hours lie within a session.")
    except NotNowError:
        messages.warning(request, _too_late())
        return redirect("events:attendance_lists", slug)
    else:
        sentence = ngettext("%(count)d entry recorded.", "%(count)d entries recorded.", number)
        messages.success(request, sentence % {"count": number})
        return redirect("events:attendance", slug)
    messages.warning(request, said)
    fresh = _draft(room, key)
    return _page(request, room, fresh, ApplyForm(version=fresh.version), status=409)


@require_POST
@organisers_only
def discard_list(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Throw a list away."""
    room = Room(request, slug)
    try:
        services.discard_list(_found(room, key), by=room.standing, at=room.at)
    except NotNowError:
        messages.warning(request, _too_late())
    else:
        messages.success(request, _("The list was thrown away; the attendance stays as it was."))
    return redirect("events:attendance_lists", slug)


def _found(room: Room, key: UUID) -> AttendanceList:
    """Return a list of the event, whatever became of it."""
    rows: Any = room.event.attendance_lists.select_related("session", "taken_in_by")
    found: AttendanceList = get_object_or_404(rows, key=key)
    found.event = room.event
    return found


def _draft(room: Room, key: UUID) -> AttendanceList:
    """Return a list of the event that is being checked still; 404 once it is over with."""
    found = _found(room, key)
    if found.state != ListState.DRAFT:
        raise Http404
    return found


def _too_late() -> str:
    return _("This list was applied or thrown away meanwhile, or the event is closed.")
