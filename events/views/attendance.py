"""Who was there: the table of an event, one person, one session, and by what rule it counts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.steps import NotNowError
from events import attendance, attended, countries, services
from events.access import organisers_only
from events.enums import THERE, ListState, Presence, Source
from events.forms.attendance import (
    AttendanceFilter,
    FillForm,
    PersonAttendanceForm,
    TermsForm,
)
from events.forms.seen import is_stale
from events.models import Attendance, Registration, Session
from events.models.registration import RegistrationQuerySet
from events.rules.attendance import minutes_of
from events.services.lists import list_taken
from events.views.room import Room, posted
from interface import downloads
from interface.marks import Part
from interface.tables import listing
from paper import sheets

ORDERS = {"name": ("sort_name",), "country": ("country", "sort_name")}
FILLS = ((Presence.PRESENT, "for"), (Presence.PARTIAL, "abstain"), (Presence.ONLINE, "brand"))


@require_safe
@organisers_only
def table(request: Request, slug: str) -> HttpResponse:
    """Show who was at which session of a day, as far as the filters leave them."""
    room = Room(request, slug)
    sessions = list(room.event.sessions.all())
    wanted = _filter(request, room, sessions)
    day = wanted.shown
    shown = [session for session in sessions if session.date == day]
    people = listing(
        _filtered(room, wanted, shown), query=request.GET, orders=ORDERS, default="name"
    )
    found = attendance.table(room.event, people.rows)
    known = attendance.figures(room.event)
    unknown = attendance.unknown(room.event, shown)
    context = room.context(
        "attendance",
        filter=wanted,
        is_filtered=bool(request.GET.keys() & {"text", "country", "presence"}),
        listing=people,
        day=day,
        heads=[
            (
                session,
                attended.hours(session, room.event.zone),
                _there(known.get(session.pk, {})),
                unknown[session.pk],
                session.starts_at <= room.at,
            )
            for session in shown
        ],
        rows=[
            (
                row.registration,
                countries.name(row.registration.country),
                [
                    (cell.session, attended.presence_pill(cell))
                    for cell in row.cells
                    if cell.session in shown
                ],
            )
            for row in found.rows
        ],
        may_record=attendance.is_taken(room.event),
        drafts=room.event.attendance_lists.filter(state=ListState.DRAFT).only("key", "file_name"),
        may_lay_out=not sessions and room.may_change and not room.event.all_day,
    )
    return render(request, "events/attendance.html", context)


def _there(known: Mapping[str, int]) -> int:
    return sum(known.get(presence, 0) for presence in THERE)


def _filter(request: Request, room: Room, sessions: list[Session]) -> AttendanceFilter:
    """Read the filters; the day is today unless it is said, or the first that is not over."""
    codes = attendance.people(room.event).order_by().values_list("country", flat=True).distinct()
    ahead = [session.date for session in sessions if session.ends_at > room.at]
    day = next(iter(ahead or [session.date for session in sessions]), None)
    return AttendanceFilter(request.GET, codes=list(codes), sessions=sessions, day=day)


def _filtered(
    room: Room, wanted: AttendanceFilter, sessions: list[Session]
) -> RegistrationQuerySet:
    """Return the people that the filters leave, by their attendance on the day that is shown."""
    rows = attendance.people(room.event)
    if presence := wanted.wanted("presence"):
        own = Attendance.objects.filter(session__in=sessions, presence=presence)
        rows = (
            attendance.lacking(room.event, sessions)
            if presence == Presence.UNKNOWN
            else rows.filter(pk__in=own.values("registration"))
        )
    if country := wanted.wanted("country"):
        rows = rows.filter(country=country)
    return rows.matching(wanted.wanted("text"))


@require_safe
@organisers_only
def table_file(request: Request, slug: str, form: str) -> HttpResponse:
    """Give the attendance of all people whom the filters leave, at all sessions, as a file."""
    room = Room(request, slug)
    sessions = list(room.event.sessions.all())
    wanted = _filter(request, room, sessions)
    shown = [session for session in sessions if session.date == wanted.shown]
    people = _filtered(room, wanted, shown)
    heads, rows = _sheet(room, list(people))
    if request.method == "GET":
        list_taken(
            room.event, form=form, rows=len(rows), what="attendance", by=room.standing, at=room.at
        )
    content = (
        sheets.csv(heads, rows, zone=room.event.zone)
        if form == "csv"
        else sheets.xlsx(room.event.title, heads, rows, zone=room.event.zone)
    )
    return downloads.file(content, name=f"{slug}-attendance.{form}")


def _sheet(room: Room, people: list[Registration]) -> tuple[list[str], list[tuple[object, ...]]]:
    found = attendance.table(room.event, people)
    heads = [
        _("Name"),
        _("Organisation"),
        _("Country or body"),
        _("Code"),
        _("Takes part"),
        *(
            f"{session.date:%Y-%m-%d} {attended.hours(session, room.event.zone)} {session.title}"
            for session in found.sessions
        ),
        _("Notes"),
    ]
    return heads, [
        (
            row.registration.name,
            row.registration.organisation,
            countries.name(row.registration.country),
            row.registration.country,
            row.registration.get_attending_display(),
            *(attended.said(cell) for cell in row.cells),
            " · ".join(cell.row.note for cell in row.cells if cell.row and cell.row.note),
        )
        for row in found.rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def person(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show one person at each session, and record what is changed."""
    room = Room(request, slug)
    found = get_object_or_404(attendance.people(room.event), key=key)
    found.event = room.event
    if request.method != "POST":
        form = PersonAttendanceForm(cells=attendance.of_person(found))
        return _person(request, room, found, form)
    try:
        with services.holding_person(found) as held:
            form = PersonAttendanceForm(request.POST, cells=attendance.of_person(held))
            valid = form.is_valid()
            if valid and is_stale(form):
                return versions.conflict(
                    request,
                    form,
                    theirs=form.theirs(),
                    address=request.path,
                    label="events.registration",
                    key=str(held.key),
                )
            if valid and (said := form.said(held)):
                services.record_person(held, said, by=room.standing, at=room.at)
    except (NotNowError, services.NotConfirmedError):
        messages.warning(request, _("Attendance can no longer be recorded here."))
        return redirect("events:attendance", slug)
    if not valid:
        return _person(request, room, found, form, status=422)
    messages.success(request, _("Saved: %(name)s.") % {"name": found.name})
    return redirect("events:attendance", slug)


def _person(
    request: Request,
    room: Room,
    found: Registration,
    form: PersonAttendanceForm,
    *,
    status: int = 200,
) -> HttpResponse:
    zone = room.event.zone
    context = room.context(
        "attendance",
        person=found,
        country=countries.name(found.country),
        form=form,
        may_record=attendance.is_taken(room.event),
        rows=[
            (
                cell.session,
                attended.hours(cell.session, zone),
                attended.presence_pill(cell),
                attended.recorded(cell.row, zone=zone) if cell.row else "",
                attended.clock(cell.row.scanned_at, zone)
                if cell.row and cell.row.scanned_at
                else "",
                boxes,
            )
            for cell, boxes in form.rows()
        ],
    )
    return render(request, "events/attendance_person.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def session(request: Request, slug: str, uid: UUID) -> HttpResponse:
    """Show how many were at a session, and put down all of whom nothing is known."""
    room = Room(request, slug)
    found = get_object_or_404(room.event.sessions, uid=uid)
    form = FillForm(posted(request))
    if form.is_valid():
        try:
            number = services.fill(
                room.event,
                found,
                presence=form.cleaned_data["presence"],
                by=room.standing,
                at=room.at,
            )
        except NotNowError:
            messages.warning(request, _("Nobody can be put down for this session now."))
        else:
            messages.success(request, _filled(number))
        return redirect("events:attendance_session", slug, uid)
    people = attendance.lacking(room.event, [found])
    known: Mapping[str, int] = attendance.figures(room.event).get(found.pk, {})
    unknown = people.count()
    context = room.context(
        "attendance",
        session=found,
        hours=attended.hours(found, room.event.zone),
        form=form,
        unknown=unknown,
        names=list(people[:10]),
        parts=[
            *(Part(one.label, known.get(one, 0), fill) for one, fill in _bars()),
            Part(Presence.UNKNOWN.label, unknown, "silent"),
        ],
        may_fill=unknown and attendance.is_taken(room.event) and found.starts_at <= room.at,
        ahead=found.starts_at > room.at,
        at_once=_at_once(found) if attendance.is_taken(room.event) else [],
    )
    return render(
        request, "events/attendance_session.html", context, status=422 if form.errors else 200
    )


def _bars() -> list[tuple[Presence, str]]:
    return [*FILLS, (Presence.EXCUSED, "track"), (Presence.ABSENT, "against")]


def _at_once(session: Session) -> list[Any]:
    """Return what was recorded by hand for several people in one go, the newest first."""
    rows = session.attendances.filter(source=Source.HAND, scanned_at=None)
    counted = rows.values("recorded_at", "recorded_by__name").annotate(number=Count("pk"))
    return list(counted.filter(number__gt=1).order_by("-recorded_at"))


def _filled(number: int) -> str:
    sentence = ngettext(
        "%(count)d person was put down.",
        "%(count)d people were put down. Below you can undo it.",
        number,
    )
    return sentence % {"count": number}


@require_POST
@organisers_only
def undo(request: Request, slug: str, uid: UUID) -> HttpResponse:
    """Take back what was recorded at a session in one go."""
    room = Room(request, slug)
    found = get_object_or_404(room.event.sessions, uid=uid)
    asked, number = request.POST.get("recorded_at"), 0
    for one in _at_once(found):
        if one["recorded_at"].isoformat() == asked:
            try:
                number = services.undo_fill(
                    room.event, found, recorded_at=one["recorded_at"], by=room.standing, at=room.at
                )
            except NotNowError:
                continue
    if number:
        messages.success(
            request,
            ngettext("%(count)d entry taken back.", "%(count)d entries taken back.", number)
            % {"count": number},
        )
    else:
        messages.warning(request, _("There was nothing to take back."))
    return redirect("events:attendance_session", slug, uid)


@require_POST
@organisers_only
def lay_out_days(request: Request, slug: str) -> HttpResponse:
    """Add one session a day to an event that has none."""
    room = Room(request, slug)
    try:
        number = services.lay_out_days(room.event, by=room.standing, at=room.at)
    except NotNowError:
        messages.warning(request, _("The programme can no longer be changed."))
    else:
        messages.success(
            request,
            ngettext("%(count)d session laid out.", "%(count)d sessions laid out.", number)
            % {"count": number},
        )
    return redirect("events:attendance", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def terms(request: Request, slug: str) -> HttpResponse:
    """Say what the event asks of who wants a certificate, and how its doors work."""
    room = Room(request, slug)
    form = TermsForm(posted(request), terms=attendance.terms_of(room.event))
    if form.is_valid():
        try:
            services.set_terms(room.event, by=room.standing, at=room.at, **form.cleaned_data)
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(stale.theirs),  # type: ignore[arg-type]  # its own terms
                address=request.path,
                label="events.event",
                key=str(room.event.uid),
            )
        messages.success(request, _("Saved."))
        return redirect("events:attendance", slug)
    rows = [
        (session, attended.hours(session, room.event.zone), attended.length(minutes_of(session)))
        for session in room.event.sessions.all()
    ]
    counted = sum(minutes_of(session) for session, *_words in rows if session.counts)
    context = room.context(
        "attendance_terms", form=form, rows=rows, total=attended.length(counted), counted=counted
    )
    return render(
        request, "events/attendance_terms.html", context, status=422 if form.errors else 200
    )
