"""The door: people are let in by the code on a badge, or by name; a phone is enough."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Min
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from accounts.steps import NotNowError
from events import attendance, attended, countries, services
from events.access import organisers_only
from events.enums import THERE, RegistrationState, Source
from events.forms.attendance import ScanForm
from events.models import Attendance, Event, Registration, Session
from events.models.registration import RegistrationQuerySet
from events.rules.attendance import HalfDay
from events.views.room import Room, registration_pill
from interface import moments
from interface.headers import allow_camera
from interface.marks import Pill
from interface.text import line

FOUND, LATEST = 20, 5
REFUSALS = (
    services.UnknownCodeError,
    services.NotConfirmedError,
    services.MomentError,
    services.NotOpenError,
    NotNowError,
    Registration.DoesNotExist,
)


@dataclass(frozen=True)
class Said:
    """What the door says to one scan: a sentence, and how it is shown."""

    text: str
    tone: str

    @property
    def is_let_in(self) -> bool:
        """Return whether the person is in, now or since before."""
        return self.tone != "bad"


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def check_in(request: Request, slug: str) -> HttpResponse:
    """Let somebody in; a script asks for the answer as JSON, all others get the page."""
    room = Room(request, slug)
    form = ScanForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, room, form)
    said = _answer(room, form)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(
            {"text": said.text, "tone": said.tone}, status=200 if said.is_let_in else 422
        )
    if said.is_let_in:
        level = messages.SUCCESS if said.tone == "ok" else messages.WARNING
        messages.add_message(request, level, said.text)
        return redirect("events:check_in", slug)
    if form.is_valid():
        form.add_error("code", said.text)
    return _page(request, room, form, status=422)


def _answer(room: Room, form: ScanForm) -> Said:
    """Return what comes of one scan."""
    if not form.is_valid():
        return Said(_("That is no code of a badge."), "bad")
    typed, event = form.cleaned_data, room.event
    try:
        person = (
            event.registrations.get(key=typed["key"])
            if typed["key"]
            else services.registration_of(event, typed["code"])
        )
        came = services.check_in(person, by=room.standing, at=room.at, moment=typed["moment"])
    except REFUSALS as refusal:
        return Said(_refused(room, refusal), "bad")
    return _in(came, event)


def _refused(room: Room, refusal: Exception) -> str:
    """Return why somebody is not let in, and what to do."""
    match refusal:
        case services.ShortCodeError():
            text = _("Two codes begin so. Type more of it, or look for the name.")
        case services.OtherEventError(event=event):
            text = _other(room, event)
        case services.NotConfirmedError(registration=person):
            facts = {"name": person.name, "state": person.get_state_display()}
            text = _("%(name)s has no place: %(state)s.") % facts
        case services.MomentError():
            text = _("That scan is too old to count. Record it in the attendance.")
        case services.NotOpenError():
            text = _closed(room, refusal)
        case NotNowError():
            text = _("The event does not take place, or is closed.")
        case _:
            text = _("Nobody here has that code. Look for the name instead.")
    return text


def _in(came: services.CheckedIn, event: Event) -> Said:
    person = came.registration
    facts = {
        "name": person.name,
        "country": countries.name(person.country),
        "when": attended.clock(came.first_at, event.zone),
    }
    if came.corrected:
        return Said(_("%(name)s was corrected by hand since; that stays.") % facts, "warn")
    if came.again:
        return Said(_("%(name)s is in already, since %(when)s.") % facts, "warn")
    return Said(_("%(name)s, %(country)s: checked in at %(when)s.") % facts, "ok")


def _other(room: Room, event: Event) -> str:
    """Name the other event to who may know of it."""
    if Event.objects.visible_to(room.standing).filter(pk=event.pk).exists():
        return _("This code is for another event: %(title)s.") % {"title": event.title}
    return _("This code is for another event.")


def _closed(room: Room, closed: services.NotOpenError) -> str:
    if closed.opens_at is None:
        return _("Check-in is over. What is missing is recorded in the attendance.")
    when = moments.moment(closed.opens_at, room.event.zone)
    return _("Check-in opens %(when)s.") % {"when": when}


def _page(request: Request, room: Room, form: ScanForm, *, status: int = 200) -> HttpResponse:
    """Show the door: open with all that it needs, or closed with its hour."""
    text = line(request.GET.get("text", ""))[:100]
    found = list(_named(room.event, text)) if text else []
    context: dict[str, Any] = {
        "event": room.event,
        "form": form,
        "expected": attendance.people(room.event).count(),
        "text": text,
    }
    try:
        half_day = services.door(room.event, at=room.at)
    except services.NotOpenError as refused:
        context["closed"] = _closed(room, refused)
        context["found"] = [_line(person, None) for person in found]
    else:
        context |= _open(room, half_day, found)
    response = render(request, "events/check_in.html", context, status=status)
    allow_camera(response)
    return response


def _named(event: Event, text: str) -> RegistrationQuerySet:
    """Return who is called so, in the order of names."""
    rows = RegistrationQuerySet(Registration).filter(event=event, erased_at=None)
    return rows.matching(text).select_related("replaced_by").order_by("sort_name", "pk")[:FOUND]


def _open(room: Room, half_day: HalfDay[Session], found: list[Registration]) -> dict[str, Any]:
    """Return what an open door shows: for what, how many are in, and who came last."""
    zone = room.event.zone
    there = Attendance.objects.filter(session__in=half_day.sessions, presence__in=THERE)
    since = dict(
        there.filter(registration__in=found)
        .order_by("registration")
        .values_list("registration")
        .annotate(Min("scanned_at"))
    )
    scans = there.filter(source=Source.SCAN, scanned_at__isnull=False).order_by("-scanned_at")
    latest = {
        row.registration: row.scanned_at
        for row in scans.select_related("registration")[: LATEST * len(half_day.sessions)]
    }
    return {
        "half_day": attended.half_day(half_day),
        "sessions": [(session, attended.hours(session, zone)) for session in half_day.sessions],
        "number": there.order_by().values("registration").distinct().count(),
        "found": [
            _line(person, _since(since[person.pk], zone) if person.pk in since else None)
            for person in found
        ],
        "latest": [
            (person, attended.clock(at, zone)) for person, at in list(latest.items())[:LATEST] if at
        ],
    }


def _since(first_at: datetime | None, zone: str) -> Pill:
    """Return since when somebody is in, where that is known."""
    if first_at is None:
        return Pill(_("In"), "ok")
    return Pill(_("In since %(when)s") % {"when": attended.clock(first_at, zone)}, "ok")


def _line(person: Registration, is_in: Pill | None) -> tuple[Registration, str, Pill, bool]:
    """Return somebody who was looked for, how it stands, and whether there is anything to do."""
    may = person.state == RegistrationState.CONFIRMED and is_in is None
    return person, countries.name(person.country), is_in or registration_pill(person), may


@require_POST
@organisers_only
def undo(request: Request, slug: str) -> HttpResponse:
    """Take back that somebody was let in."""
    room = Room(request, slug)
    form = ScanForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else None
    person = get_object_or_404(room.event.registrations, key=key)
    try:
        number = services.undo_check_in(person, by=room.standing, at=room.at)
    except (NotNowError, services.NotConfirmedError, services.NotOpenError):
        number = 0
    if number:
        messages.success(request, _("%(name)s is no longer in.") % {"name": person.name})
    else:
        messages.warning(request, _("There was nothing to take back."))
    return redirect("events:check_in", slug)
