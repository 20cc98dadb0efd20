"""The day of a meeting: who is there, whether there is a quorum, and what to do item by item."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import seats
from accounts.http import Request
from accounts.steps import NotNowError
from agendas.models import Agenda
from agendas.reading import laid_out
from events.access import organisers_only
from events.attended import half_day
from events.services import NotConfirmedError
from events.views.room import Room
from interface.marks import Pill, Tab
from meetings import services, words
from meetings.day import Day, Person, key_of, table_of
from meetings.enums import ItemOutcome
from meetings.forms.day import MarkForm
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
            if request.htmx and is_done:
                table = table_of(room.event)
                number = table.number_of(key_of(half))
                return render(request, "meetings/day.html#table", _table(room, table, number))
            return redirect(f"{_address(room)}?{urlencode({'half': key_of(half)})}")
    messages.error(request, _("That could not be read: here is how it stands."))
    return redirect(_address(room))


def _mark(request: Request, person: Person, half: Any, *, presence: str) -> bool:
    """Store a press; where it cannot be, the page says why when it is read again."""
    try:
        services.mark(person, half, presence=presence, by=request.standing, at=request.at)
    except NotConfirmedError:
        messages.error(request, _("This person has not said that he or she comes."))
    except NotNowError:
        messages.error(request, _("Not now: the meeting is over, or its attendance is closed."))
    else:
        return True
    return False


def _person(table: Day, pk: int) -> Person | None:
    people = (one for row in table.rows for one in row.people)
    return next((one for one in people if one.registration.pk == pk), None)


def _address(room: Room) -> str:
    return reverse("meetings:day", args=[room.event.slug])


def _table(room: Room, table: Day, number: int | None) -> dict[str, Any]:
    """Return what the table of one half-day says; nothing where there is no session."""
    context: dict[str, Any] = {"event": room.event, "half": None}
    if number is None:
        return context
    half, quorum = table.half_days[number], table.quorums[number]
    voting = sum(row.place.votes for row in table.rows)
    body: Any = room.event.body
    return context | {
        "half": key_of(half),
        "half_words": half_day(half),
        "halves": [
            Tab(
                half_day(one),
                f"{_address(room)}?{urlencode({'half': key_of(one)})}",
                here=one == half,
            )
            for one in table.half_days
        ],
        "quorum": quorum,
        "rule": seats.quorum_in_words(body, voting),
        "rows": [
            (row, words.sat_pill(row.sits[number]), words.people(row, half)) for row in table.rows
        ],
        "presences": words.marks(),
        "may_mark": room.may_change,
    }


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
    return {"agenda": agenda, "items": lines}


def _outcome(kept: ItemRecord | None) -> Pill | None:
    if kept is None or not kept.outcome:
        return None
    return words.outcome_pill(ItemOutcome(kept.outcome), kept.number)
