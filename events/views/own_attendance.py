"""One's own attendance: the code for the door, checking in alone, and what is known so far."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.http import Request
from accounts.steps import NotNowError
from events import attendance, attended, badge_codes, services
from events.attendance import Cell
from events.enums import THERE, Presence, RegistrationState, State
from events.forms.attendance import CodeForm
from events.models import Registration
from interface import moments, qr
from interface.marks import Pill


def shown(
    registration: Registration,
    *,
    cells: Sequence[Cell],
    at: dt.datetime,
    form: CodeForm | None,
    url: str,
) -> dict[str, Any]:
    """Return what the own page says of attendance; nothing to who has no place."""
    event = registration.event
    if registration.state != RegistrationState.CONFIRMED:
        return {}
    found: dict[str, Any] = {"attended": _known(cells, event.zone)}
    if event.ends_at <= at and event.state != State.CANCELLED:
        found |= _afterwards(cells)
    day = moments.local(at, event.zone).date()
    today = event.first_date <= day <= event.last_date and event.ends_at > at
    if today and attendance.is_taken(event):
        if not registration.takes_part_online:
            code = badge_codes.text(registration.key)
            found["badge"] = qr.svg(code, label=_("Your code for the door"))
            found["badge_code"] = badge_codes.short(registration.key)
        if services.lets_oneself_in(registration, at=at):
            found["code_form"] = form or CodeForm()
            found["check_in_url"] = url
    return found


def _afterwards(cells: Iterable[Cell]) -> dict[str, Any]:
    """Return how the page is headed once the event is over: no place is to be confirmed then."""
    if any(cell.presence in THERE for cell in cells):
        return {"title": _("You were there"), "pill": Pill(_("Attended"), "ok")}
    return {"title": _("You had a place"), "pill": Pill(_("Over"), "", "clock")}


def _known(cells: Iterable[Cell], zone: str) -> list[tuple[str, str, Any]]:
    """Return the sessions of which somebody said whether the person was there."""
    return [
        (
            cell.session.title,
            f"{moments.short_day(cell.session.date)}, {attended.hours(cell.session, zone)}",
            attended.presence_pill(cell),
        )
        for cell in cells
        if cell.presence != Presence.UNKNOWN
    ]


def checked_in(request: Request, registration: Registration, form: CodeForm) -> str:
    """Check somebody in by the code that was typed; return what is said, or mark the form."""
    if not form.is_valid():
        return ""
    zone = registration.event.zone
    try:
        came = services.check_in_oneself(
            registration, form.cleaned_data["code"], by=request.standing, at=request.at
        )
    except services.WrongCodeError:
        form.add_error(
            "code",
            _("That is not the code of now: it changes every five minutes. Look at it again."),
        )
    except services.TooOftenError:
        form.add_error(
            "code", _("Too many wrong codes. Try again in ten minutes, or ask for help.")
        )
    except services.NotOpenError as closed:
        form.add_error("code", _when(closed, zone))
    except (NotNowError, services.NotConfirmedError):
        form.add_error("code", _("One cannot check in alone here. Ask at the door."))
    else:
        titles = ", ".join(session.title for session in came.sessions)
        facts = {"sessions": titles, "when": attended.clock(came.first_at, zone)}
        if came.again:
            return _("You are in already, since %(when)s: %(sessions)s.") % facts
        text = _("You are checked in, %(when)s: %(sessions)s.") % facts
        return f"{text} {attended.late(came.late)}".strip()
    return ""


def _when(closed: services.NotOpenError, zone: str) -> str:
    if closed.opens_at is None:
        return _("Check-in is over.")
    return _("Check-in opens %(when)s.") % {"when": moments.moment(closed.opens_at, zone)}
