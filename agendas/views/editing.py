"""An agenda as those who prepare the meeting work on it: the list, its order, what is on it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from accounts.steps import NotNowError
from agendas import numbers, papers, reading, services, words
from agendas.access import SETTLED, agenda_run_by, item_run_by, may_be_adopted, meeting_run_by
from agendas.enums import AgendaState, ItemState
from agendas.forms.moving import MoveForm
from agendas.models import Agenda, AgendaItem, Wish
from agendas.reading import Line, Shown
from agendas.views.wishes import offers
from events.access import organisers_only
from events.models import Event
from events.views.room import Room


@dataclass(frozen=True)
class Row:
    """A line of the agenda with its papers, and where it can be moved by one press."""

    line: Line
    up: bool
    down: bool
    papers: int
    stops_clock: bool
    below: Sequence["Row"] = ()


def _rows(lines: Sequence[Line], counted: Mapping[int, int], stops: Collection[int]) -> list[Row]:
    return [
        Row(
            line,
            up=line is not lines[0],
            down=line is not lines[-1],
            papers=counted.get(line.item.pk, 0),
            stops_clock=line.item.pk in stops,
            below=_rows(line.parts, counted, stops),
        )
        for line in lines
    ]


def _counted(request: Request, agenda: Agenda, lines: Sequence[Line]) -> dict[int, int]:
    """Return how many papers each item has that the person may read; one query."""
    every = Shown(list(lines)).every
    items, numbers = [one.item for one in every], {one.item.pk: one.number for one in every}
    reader = papers.reader(request.standing, agenda.event)
    return {pk: len(found) for pk, found in papers.listed(items, numbers, reader).items()}


def _waiting(request: Request, agenda: Agenda, lines: Sequence[Line]) -> int:
    """Return how many items are wanted in writing, and how many are offered; two queries."""
    items = [one.item for one in Shown(list(lines)).every if one.item.state == ItemState.OPEN]
    wanted = Wish.objects.filter(item__in=items).values("item").distinct()
    return wanted.count() + offers(agenda, request).count()


def _plan(event: Event, lines: Sequence[Line]) -> dict[str, object]:
    """Return how long the agenda takes, and when it ends where that is past the meeting's end."""
    points = [reading.point(one.item) for one in Shown(list(lines)).every]
    one_day = event.first_date == event.last_date
    past = numbers.runs_past(
        points, begins=event.starts_time, ends=event.ends_time if one_day else None
    )
    return {
        "planned": words.planned(numbers.in_all(points) or None),
        "runs_past": words.hour(past),
        "ends": words.hour(event.ends_time),
    }


def _stops(agenda: Agenda, lines: Sequence[Line]) -> frozenset[int]:
    """Return the items after which no clock time follows, of those that the person may know."""
    if not agenda.has_hours:
        return frozenset()
    points = [reading.point(one.item) for one in Shown(list(lines)).every]
    return numbers.stops(points, begins=agenda.event.starts_time)


@require_safe
@organisers_only
def edit(request: Request, slug: str) -> HttpResponse:
    """Show the agenda to work on; where there is none yet, offer to begin it."""
    event = meeting_run_by(request, slug)
    if not Agenda.objects.filter(event=event).exists():
        return redirect("agendas:agenda", slug)
    agenda = agenda_run_by(request, slug)
    lines = reading.laid_out(agenda, request.standing)
    context = Room(request, slug).context(
        "agenda",
        agenda=agenda,
        last=reading.last_agenda(agenda.event, request.standing),
        rows=_rows(lines, _counted(request, agenda, lines), _stops(agenda, lines)),
        waiting=_waiting(request, agenda, lines),
        **_plan(agenda.event, lines),
        off=reading.taken_off_before(agenda, request.standing),
        state=words.STATES[AgendaState(agenda.state)],
        may_work=agenda.event.state not in SETTLED,
        may_adopt=may_be_adopted(agenda, request.at),
    )
    return render(request, "agendas/edit.html", context)


def _whole(lines: Sequence[Line]) -> list[tuple[AgendaItem, str]]:
    """Return the items that others can be a part of, each with its number."""
    return [(line.item, line.number) for line in lines if line.item.state != ItemState.STRUCK]


def all_whole(request: Request, agenda: Agenda) -> list[tuple[AgendaItem, str]]:
    """Return the items of an agenda that others can be a part of, each with its number."""
    items = reading.visible_items(agenda, request.standing)
    return _whole(reading.lines(items, agenda=agenda))


@require_POST
@organisers_only
def begin(request: Request, slug: str) -> HttpResponse:
    """Begin the agenda of a meeting."""
    event = meeting_run_by(request, slug)
    try:
        services.open_agenda(event, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, too_late())
        return redirect("agendas:agenda", slug)
    return redirect("agendas:edit", slug)


@require_POST
@organisers_only
def hours(request: Request, slug: str) -> HttpResponse:
    """Give the items clock times, or none."""
    agenda = agenda_run_by(request, slug)
    try:
        services.set_hours(
            agenda, has_hours="with" in request.POST, by=request.standing, at=request.at
        )
    except NotNowError:
        messages.warning(request, too_late())
    return redirect("agendas:edit", slug)


@require_POST
@organisers_only
def move(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Move an item some places up or down, or make it a part of another."""
    agenda = agenda_run_by(request, slug)
    item = item_run_by(request, agenda, key)
    form = MoveForm(request.POST, items=reading.visible_items(agenda, request.standing), item=item)
    if not form.is_valid():
        messages.warning(request, _("That could not be read: the item stands where it stood."))
    else:
        try:
            services.move_item(item, by=request.standing, at=request.at, **form.said())
        except services.UnderItselfError:
            messages.warning(request, _("An item cannot become a part of itself."))
        except services.TooDeepError:
            messages.warning(
                request,
                _("A part has no parts of its own: first make the parts items of their own."),
            )
        except services.ReadersStayError:
            messages.warning(request, readers_stay())
        except NotNowError:
            messages.warning(request, too_late())
    return to_item(item)


def to_item(item: AgendaItem) -> HttpResponse:
    """Lead to where an item stands in the list."""
    response = redirect("agendas:edit", item.agenda.event.slug)
    response["Location"] += f"#item-{item.key}"
    return response


def readers_stay() -> str:
    """Say that other people cannot come to see an item."""
    return _("It is decided, in the meeting or in writing: who may see it stays as it is.")


def too_late() -> str:
    """Say that something cannot be done any more."""
    return _("This can no longer be done: below is how it stands.")
