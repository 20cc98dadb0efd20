"""The day of a meeting: who is there, whether there is a quorum, and what to do item by item."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import seats
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from agendas.access import has_come, may_be_adopted
from agendas.models import Agenda
from agendas.reading import laid_out
from events.access import organisers_only
from events.attended import half_day
from events.enums import RegistrationDeed
from events.services import NotConfirmedError
from events.views.room import Room
from interface.marks import Pill, Tab
from meetings import services, words
from meetings.day import Day, Person, key_of, table_of
from meetings.enums import ItemOutcome
from meetings.forms.day import ExcuseForm, MarkForm, RestForm
from meetings.models import ItemRecord
from meetings.views.convening import room_of


@require_safe
@organisers_only
def day(request: Request, slug: str) -> HttpResponse:
    """Show the table of the body for a half-day, and the items; it renews itself."""
    room = room_of(request, slug)
    table = table_of(room.event)
    number = table.number_of(request.GET.get("half", ""))
    if number is None:
        number = table.number_at(request.at)
    if request.htmx:
        return render(request, "meetings/day.html#table", _table(room, table, number))
    return render(
        request,
        "meetings/day.html",
        room.context("day", **_table(room, table, number), **_items(room)),
    )


@require_POST
@organisers_only
def mark(request: Request, slug: str) -> HttpResponse:
    """Say how a delegate is there, with one press."""
    room = room_of(request, slug)
    table = table_of(room.event)
    form = MarkForm(request.POST)
    if form.is_valid():
        half = services.half_day_of(table, form.cleaned_data["half"])
        person = _person(table, form.person)
        if half is not None and person is not None:
            is_done = _mark(request, person, half, presence=form.presence)
            return _as_it_stands(request, room, half, is_done=is_done)
    return _unread(request, room)


def _as_it_stands(request: Request, room: Room, half: Any, *, is_done: bool) -> HttpResponse:
    """Answer a press with the table; what could not be done is said on the page, read anew."""
    if not (request.htmx and is_done):
        return redirect(_address(room, half))
    table = table_of(room.event)
    number = table.number_of(key_of(half))
    return render(request, "meetings/day.html#table", _table(room, table, number))


def _unread(request: Request, room: Room) -> HttpResponse:
    messages.error(request, _("That could not be read: here is how it stands."))
    return redirect(_address(room))


@require_POST
@organisers_only
def rest(request: Request, slug: str) -> HttpResponse:
    """Say with one press that all the others are there, or take that back."""
    room = room_of(request, slug)
    table = table_of(room.event)
    form = RestForm(request.POST)
    half = services.half_day_of(table, form.cleaned_data["half"]) if form.is_valid() else None
    if half is None:
        return _unread(request, room)
    is_done = _rest(request, table, half, undo=form.cleaned_data["undo"])
    return _as_it_stands(request, room, half, is_done=is_done)


def _rest(request: Request, table: Day, half: Any, *, undo: str) -> bool:
    """Mark the others, or take back what was marked last; twice is once."""
    last = table.at_once(half)
    try:
        if not undo:
            services.mark_rest(table, half, by=request.standing, at=request.at)
        elif last and last.marked_at.isoformat() == undo:
            services.unmark_rest(
                table, half, marked_at=last.marked_at, by=request.standing, at=request.at
            )
    except NotNowError:
        messages.error(request, _not_now())
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def excuse(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Say that a delegate is excused from a half-day, and why."""
    room = room_of(request, slug)
    table = table_of(room.event)
    half = services.half_day_of(table, request.GET.get("half", ""))
    person = next((one for one in table.people if one.registration.key == key), None)
    if half is None or person is None or not person.has_confirmed:
        raise Http404
    form = ExcuseForm(request.POST or None, initial={"reason": person.reason(half)})
    above = _address(room, half)
    if form.is_valid():
        try:
            services.excuse(person, half, by=request.standing, at=request.at, **form.cleaned_data)
        except NotNowError:
            form.add_error(None, _not_now())
        else:
            return redirect(above)
    deed = deeds.Deed(
        title=_("Excused: %(name)s") % {"name": person.registration.name},
        lead=half_day(half),
        up=_("The day"),
        up_url=above,
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)


def _not_now() -> str:
    return _("Not now: the day has not come, or the attendance of the meeting is closed.")


def _mark(request: Request, person: Person, half: Any, *, presence: str) -> bool:
    """Store a press; where it cannot be, the page says why when it is read again."""
    try:
        services.mark(person, half, presence=presence, by=request.standing, at=request.at)
    except NotConfirmedError:
        messages.error(request, _("This person has not said that he or she comes."))
    except NotNowError:
        messages.error(request, _not_now())
    else:
        return True
    return False


def _person(table: Day, pk: int) -> Person | None:
    return next((one for one in table.people if one.registration.pk == pk), None)


def _address(room: Room, half: Any = None) -> str:
    """Return the page of the day, at a half-day where one is named."""
    address = reverse("meetings:day", args=[room.event.slug])
    return f"{address}?{urlencode({'half': key_of(half)})}" if half else address


def _table(room: Room, table: Day, number: int | None) -> dict[str, Any]:
    """Return what the table of one half-day says; nothing where there is no session."""
    context: dict[str, Any] = {"event": room.event, "half": None}
    if number is None:
        return context
    half, quorum = table.half_days[number], table.quorums[number]
    voting = sum(row.place.votes for row in table.rows)
    comes = has_come(half.date, event=room.event, at=room.at)
    body: Any = room.event.body
    return context | {
        "half": key_of(half),
        "half_words": half_day(half),
        "halves": [
            Tab(
                half_day(one),
                _address(room, one),
                here=one == half,
            )
            for one in table.half_days
        ],
        "quorum": quorum,
        "has_begun": half.starts_at <= room.at,
        "confirmed": sum(
            row.place.votes and any(one.has_confirmed for one in row.people) for row in table.rows
        ),
        "rule": seats.quorum_in_words(body, voting),
        "rows": [
            (row, words.sat_pill(row.sits[number]), words.people(row, half)) for row in table.rows
        ],
        "presences": words.marks(),
        "may_mark": room.may_change and comes,
        "is_ahead": room.may_change and not comes,
        "may_name": room.decides and room.event.lets(RegistrationDeed.CONFIRM, at=room.at),
        "unknown": _unknown(room, table, half),
        "at_once": table.at_once(half) if room.may_change else None,
    }


def _unknown(room: Room, table: Day, half: Any) -> int:
    """Return how many can be marked with one press, once the half-day has begun."""
    if not room.may_change or half.starts_at > room.at:
        return 0
    return len({one.registration.pk for one, _cell in table.unknown(half)})


def _items(room: Room) -> dict[str, Any]:
    """Return the items of the agenda, each with what the meeting made of it; three queries."""
    agenda = Agenda.objects.filter(event=room.event).first()
    if agenda is None:
        return {"agenda": None}
    agenda.event = room.event
    kept = {
        one.item_id: one
        for one in ItemRecord.objects.filter(item__agenda=agenda).select_related("decision")
    }
    lines = [
        (line, level, _outcome(kept.get(line.item.pk)))
        for whole in laid_out(agenda, room.standing)
        for level, line in [(1, whole), *((2, part) for part in whole.parts)]
        if not line.is_struck
    ]
    return {"agenda": agenda, "may_adopt": may_be_adopted(agenda, room.at), "items": lines}


def _outcome(kept: ItemRecord | None) -> Pill | None:
    if kept is None or not kept.outcome:
        return None
    return words.outcome_pill(ItemOutcome(kept.outcome), kept.number)
