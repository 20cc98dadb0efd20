"""The control room of an event: its figures, what needs doing, and who waits and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.enums import Category
from accounts.http import Request
from accounts.models import MemberState
from accounts.todos import Todo
from events import blocked, countries, figures, groups, pending, rules, services, today
from events.access import organisers_only
from events.enums import HOLDS_A_PLACE, LIVE, Attending, RegistrationState
from events.figures import Cell, Tally
from events.models import Event
from events.views.room import Room
from interface.charts import ColumnChart, LineChart, column_chart, line_chart
from interface.marks import Words
from interface.tables import listing

QUEUE_ORDERS = {
    "place": ("place",),
    "name": ("sort_name",),
    "country": ("country", "place"),
    "category": ("category", "place"),
}

NOBODY = Tally()
SERIES: list[tuple[Words, str]] = [
    (gettext_lazy("Hold a place"), "brand"),
    (gettext_lazy("Wait or are pending"), "abstain"),
    (gettext_lazy("No longer"), "track"),
]


@dataclass(frozen=True)
class Line:
    """One value of what was asked, how many hold a place with it, and of how many places."""

    label: str
    number: int
    places: int | None


@dataclass(frozen=True)
class Breakdown:
    """Who holds a place, by one thing that was asked."""

    title: str
    lines: list[Line]

    @property
    def total(self) -> int:
        """Return the number that fills a bar."""
        return max((line.number for line in self.lines), default=1)


@require_safe
@organisers_only
def control(request: Request, slug: str) -> HttpResponse:
    """Show the figures of an event."""
    room = Room(request, slug)
    event = room.event
    places = services.places_of(event)
    held = services.held(event, places=places)
    counted = figures.cells(event.registrations.all())
    states = list(MemberState.objects.values_list("pk", flat=True))
    by_country = figures.tallies(counted, lambda cell: cell.country)
    room.counts = figures.by_state(counted)
    context = room.context(
        "control",
        places=places,
        counts={state.value: room.counts[state] for state in RegistrationState},
        states_there=sum(1 for code in states if by_country.get(code, NOBODY).held),
        states_all=len(states),
        by_state=_by_state(states, places, by_country),
        elsewhere=sum(tally.held for code, tally in by_country.items() if code not in states),
        breakdowns=_breakdowns(event, places, held, counted),
        todos=_todos(room),
        standstill=blocked.standstill(
            event,
            places=places,
            taken=held,
            waiting=_waiting(room, places, held),
            at=request.at,
        ),
        chart=_chart(event, limit=places.total, at=request.at),
        columns=_columns(event),
    )
    return render(request, "events/control.html", context)


@require_safe
@organisers_only
def waiting(request: Request, slug: str) -> HttpResponse:
    """Show the waiting list, and for each person why there was no place yet."""
    room = Room(request, slug)
    event = room.event
    queue = event.registrations.queue().annotate(
        place=Window(RowNumber(), order_by=[F("priority").desc(), F("arrival").asc()])
    )
    rows = listing(queue, query=request.GET, orders=QUEUE_ORDERS, default="place")
    places = services.places_of(event)
    held = services.held(event, places=places)
    why = services.obstacles(rows.rows, event, places=places, taken=held)
    context = room.context(
        "waiting",
        listing=rows,
        rows=[
            (
                row,
                countries.name(row.country),
                row.get_category_display(),
                blocked.why(why[row.pk]),
            )
            for row in rows.rows
        ],
    )
    return render(request, "events/waiting.html", context)


def _waiting(
    room: Room, places: rules.Places, held: rules.Taken
) -> Mapping[rules.Obstacle | None, int]:
    if not room.counts[RegistrationState.WAITING]:
        return {}
    return services.queue_by_obstacle(room.event, places=places, taken=held)


def _todos(room: Room) -> list[Todo]:
    """Return what the Secretariat has to do about the event; who comes in now stands first."""
    if not room.decides:
        return []
    return [
        *today.of_event(room.event, at=room.at),
        *pending.of_event(room.event, counts=room.counts, at=room.at),
    ]


def _by_state(
    states: list[str], places: rules.Places, by_country: Mapping[str, Tally]
) -> list[tuple[str, Tally, int | None, bool]]:
    """Return code, tally, places there are and whether all are taken, in protocol order."""
    found = []
    for code in states:
        tally, own = by_country.get(code, NOBODY), places.of(code)
        found.append((code, tally, own, own is not None and tally.held >= own))
    return found


def _breakdowns(
    event: Event, places: rules.Places, held: rules.Taken, counted: list[Cell]
) -> list[Breakdown]:
    """Return who comes by what was asked of everybody, where there is more than one answer.

    What has places of its own stands in the first of them, with its number.
    """
    numbered = [
        Line(blocked.called(claim, places.names.get(claim, "")), held.get(claim, 0), number)
        for claim, number in places.numbers.items()
        if number is not None
    ]
    told: list[Breakdown] = [Breakdown(_("Places of their own"), numbered)] if numbered else []
    labels: list[tuple[str, Callable[[Cell], str], Mapping[str, object]]] = [
        (_("How they take part"), lambda cell: cell.attending, dict(Attending.choices)),
        (_("As what"), lambda cell: cell.group, groups.names(event)),
        (_("Category"), lambda cell: cell.category, dict(Category.choices)),
    ]
    for title, what, names in labels:
        tallies = figures.tallies(counted, what)
        lines = [
            Line(str(names[value]), tally.held, None)
            for value, tally in tallies.items()
            if tally.held
        ]
        if len(lines) > 1:
            told.append(Breakdown(title, sorted(lines, key=lambda line: -line.number)))
    told += [
        Breakdown(question, [Line(label, number, None) for label, number in options])
        for question, options in figures.options(event)
    ]
    return told


def _chart(event: Event, *, limit: int | None, at: datetime) -> LineChart | None:
    """Return how the confirmed places of today came about, day by day."""
    zone = ZoneInfo(event.zone)
    days: list[tuple[date, int]] = list(
        event.registrations.filter(state=RegistrationState.CONFIRMED, decided_at__isnull=False)
        .order_by()
        .annotate(day=TruncDate("decided_at", tzinfo=zone))
        .values_list("day")
        .annotate(number=Count("pk"))
        .order_by("day")
    )
    if not days:
        return None
    points, total = [(days[0][0] - timedelta(days=1), 0)], 0
    for day, number in days:
        if points[-1][0] < day - timedelta(days=1):
            points.append((day - timedelta(days=1), total))
        total += number
        points.append((day, total))
    end = min(at, event.ends_at).astimezone(zone).date()
    if end > points[-1][0]:
        points.append((end, total))
    return line_chart(points, limit=limit)


def _columns(event: Event) -> ColumnChart | None:
    """Return how many registered day by day, in the colours of where they are now."""
    rows = (
        event.registrations.order_by()
        .annotate(day=TruncDate("registered_at", tzinfo=ZoneInfo(event.zone)))
        .values_list("day", "state")
        .annotate(number=Count("pk"))
        .order_by("day")
    )
    days: dict[date, list[int]] = {}
    for day, state, number in rows:
        series = 0 if state in HOLDS_A_PLACE else 1 if state in LIVE else 2
        days.setdefault(day, [0, 0, 0])[series] += number
    return column_chart(list(days.items()), SERIES) if days else None
