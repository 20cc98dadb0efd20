"""The door: people are let in by the code on a badge, or by name; a phone is enough."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Min, Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Standing
from accounts.folding import folded
from accounts.http import Request
from accounts.steps import NotNowError
from events import attendance, attended, countries, services
from events import door as door_link
from events.access import event_run_by, organisers_only
from events.enums import CHECKED_IN, THERE, RegistrationState, State
from events.forms.attendance import ScanForm
from events.models import Attendance, Event, Registration, Session
from events.models.registration import RegistrationQuerySet
from events.rules.attendance import HalfDay
from events.views.room import registration_pill
from interface import moments, qr
from interface.headers import allow_camera
from interface.marks import Pill
from interface.text import line

FOUND, LATEST, TO_COME = 20, 5, 50


@dataclass(frozen=True)
class Said:
    """What the door says to one scan: a sentence, and how it is shown."""

    text: str
    tone: str

    @property
    def is_let_in(self) -> bool:
        """Return whether the person is in, now or since before."""
        return self.tone != "bad"


@dataclass(frozen=True)
class Door:
    """The door of one event, and who keeps it.

    Helpers who hold its link are nobody the house knows: they are told names and states alone.
    """

    event: Event
    standing: Standing
    at: datetime
    address: str
    undo_address: str

    @property
    def may_register(self) -> bool:
        """Return whether who comes without a place can be registered from here."""
        event = self.event
        is_on = event.state == State.PUBLISHED and event.ends_at > self.at
        return self.standing.is_secretariat and is_on

    @property
    def has_helper(self) -> bool:
        """Return whether a helper keeps it, and not who runs the event."""
        return self.standing.user is None


def of_organisers(request: Request, slug: str) -> Door:
    """Return the door as who runs the event keeps it, or answer 404."""
    event = event_run_by(request, slug)
    return Door(
        event,
        request.standing,
        request.at,
        reverse("events:check_in", args=[slug]),
        reverse("events:undo_check_in", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def check_in(request: Request, slug: str) -> HttpResponse:
    """Let somebody in; a script asks for the answer as JSON, all others get the page."""
    return kept(request, of_organisers(request, slug))


def kept(request: Request, door: Door) -> HttpResponse:
    """Answer at a door, whoever keeps it."""
    form = ScanForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, door, form)
    said = _answer(door, form)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(
            {"text": said.text, "tone": said.tone}, status=200 if said.is_let_in else 422
        )
    if said.is_let_in:
        level = messages.SUCCESS if said.tone == "ok" else messages.WARNING
        messages.add_message(request, level, said.text)
        return redirect(door.address)
    if form.is_valid():
        form.add_error("code", said.text)
    return _page(request, door, form, status=422)


def _answer(door: Door, form: ScanForm) -> Said:
    """Return what comes of one scan; of one that was kept on a device it says whose it was."""
    if not form.is_valid():
        return Said(_("That is no code of a badge."), "bad")
    typed, event = form.cleaned_data, door.event
    try:
        person = (
            event.registrations.get(key=typed["key"])
            if typed["key"]
            else services.registration_of(event, typed["code"])
        )
    except (services.UnknownCodeError, Registration.DoesNotExist) as refusal:
        return Said(_refused(door, refusal), "bad")
    try:
        came = services.check_in(person, by=door.standing, at=door.at, moment=typed["moment"])
    except services.NotConfirmedError as refusal:
        return Said(_refused(door, refusal), "bad")
    except (services.MomentError, services.NotOpenError, NotNowError) as refusal:
        text = _refused(door, refusal)
        return Said(f"{person.name}: {text}" if typed["moment"] else text, "bad")
    return _in(door, came)


def _refused(door: Door, refusal: Exception) -> str:
    """Return why somebody is not let in, and what to do."""
    match refusal:
        case services.ShortCodeError():
            text = _("Two codes begin so. Type more of it, or look for the name.")
        case services.OtherEventError(event=event):
            text = _other(door, event)
        case services.NotConfirmedError(registration=person):
            facts = {"name": person.name, "state": person.get_state_display()}
            text = _("%(name)s has no place: %(state)s.") % facts
        case services.MomentError():
            text = _("That scan is too old to count. Record it in the attendance.")
        case services.NotOpenError():
            text = _closed(door, refusal)
        case NotNowError():
            text = _("The event does not take place, or is closed.")
        case _:
            text = _("Nobody here has that code. Look for the name instead.")
    return text


def _in(door: Door, came: services.CheckedIn) -> Said:
    person = came.registration
    facts = {
        "name": person.name,
        "country": countries.name(person.country),
        "when": attended.clock(came.first_at, door.event.zone),
    }
    if came.corrected:
        return Said(_("%(name)s was corrected by hand since; that stays.") % facts, "warn")
    if came.again:
        return Said(_("%(name)s is in already, since %(when)s.") % facts, "warn")
    text = (
        _("%(name)s: checked in at %(when)s.")
        if door.has_helper
        else _("%(name)s, %(country)s: checked in at %(when)s.")
    )
    return Said(f"{text % facts} {attended.late(came.late)}".strip(), "ok")


def _other(door: Door, event: Event) -> str:
    """Name the other event to who may know of it."""
    if Event.objects.visible_to(door.standing).filter(pk=event.pk).exists():
        return _("This code is for another event: %(title)s.") % {"title": event.title}
    return _("This code is for another event.")


def _closed(door: Door, closed: services.NotOpenError) -> str:
    if closed.opens_at is None:
        return _("Check-in is over. What is missing is recorded in the attendance.")
    when = moments.moment(closed.opens_at, door.event.zone)
    return _("Check-in opens %(when)s.") % {"when": when}


def _page(request: Request, door: Door, form: ScanForm, *, status: int = 200) -> HttpResponse:
    """Show the door: open with all that it needs, or closed with its hour."""
    text = line(request.GET.get("text", ""))[:100]
    found = list(_named(door, text)) if text else []
    context: dict[str, Any] = {
        "event": door.event,
        "door": door,
        "form": form,
        "expected": attendance.people(door.event).count(),
        "text": text,
    }
    try:
        half_day = services.door(door.event, at=door.at)
    except services.NotOpenError as refused:
        context["closed"] = _closed(door, refused)
        context["found"] = [_line(person, None) for person in found]
    else:
        context |= _open(door, half_day, found)
    if not door.has_helper:
        context["may_link"] = door_link.is_in_time(door.event, at=door.at)
        if link := door_link.address(door.event, at=door.at):
            context["link"] = link
            context["picture"] = qr.svg(link, label=_("Link for the helpers at the door"))
    response = render(request, "events/check_in.html", context, status=status)
    allow_camera(response)
    return response


def _named(door: Door, text: str) -> RegistrationQuerySet:
    """Return who is called so, or comes from there, in the order of names.

    Helpers, who are told names alone, ask for names alone.
    """
    rows = RegistrationQuerySet(Registration).filter(event=door.event, erased_at=None)
    if not door.has_helper:
        codes = set(rows.order_by().values_list("country", flat=True).distinct())
        names = {code: folded(countries.name(code)) for code in codes}
    for word in folded(text).split():
        if door.has_helper:
            rows = rows.filter(sort_name__contains=word)
        else:
            there = [code for code, name in names.items() if word in name]
            rows = rows.filter(Q(search_text__contains=word) | Q(country__in=there))
    return rows.select_related("replaced_by").order_by("sort_name", "pk")[:FOUND]


def _to_come(door: Door, half_day: HalfDay[Session]) -> tuple[int, list[Registration]]:
    """Return how many are expected and not in, and the first of them by name."""
    there = Attendance.objects.filter(session__in=half_day.sessions, presence__in=THERE)
    rows = attendance.lacking(door.event, half_day.sessions)
    rows = rows.exclude(pk__in=there.values("registration"))
    return rows.count(), list(rows[:TO_COME])


def _open(door: Door, half_day: HalfDay[Session], found: list[Registration]) -> dict[str, Any]:
    """Return what an open door shows: for what, how many are in, and who came last."""
    zone = door.event.zone
    there = Attendance.objects.filter(session__in=half_day.sessions, presence__in=THERE)
    since = dict(
        there.filter(registration__in=found)
        .order_by("registration")
        .values_list("registration")
        .annotate(Min("scanned_at"))
    )
    scans = there.filter(source__in=CHECKED_IN, scanned_at__isnull=False).order_by("-scanned_at")
    if door.has_helper:
        scans = scans.filter(recorded_by=None)
    latest = {
        row.registration: row.scanned_at
        for row in scans.select_related("registration")[: LATEST * len(half_day.sessions)]
    }
    ahead, to_come = _to_come(door, half_day)
    return {
        "ahead": ahead,
        "to_come": to_come,
        "more": ahead - len(to_come),
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
    return taken_back(request, of_organisers(request, slug))


def taken_back(request: Request, door: Door) -> HttpResponse:
    """Take back that somebody was let in, whoever keeps the door."""
    form = ScanForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else None
    person = get_object_or_404(door.event.registrations, key=key)
    try:
        number = services.undo_check_in(person, by=door.standing, at=door.at)
    except (NotNowError, services.NotConfirmedError, services.NotOpenError):
        number = 0
    if number:
        messages.success(request, _("%(name)s is no longer in.") % {"name": person.name})
    else:
        messages.warning(request, _("There was nothing to take back."))
    return redirect(door.address)
