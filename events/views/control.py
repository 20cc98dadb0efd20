"""The control room of an event: its figures, what needs doing, and who waits and why."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.models import MemberState
from events import blocked, countries, rules, services
from events.access import organisers_only
from events.enums import RegistrationState
from events.models import Event
from events.views.room import Room
from interface.charts import LineChart, line_chart
from interface.tables import listing

QUEUE_ORDERS = {
    "place": ("place",),
    "name": ("sort_name",),
    "country": ("country", "place"),
    "category": ("category", "place"),
}


@require_safe
@organisers_only
def control(request: Request, slug: str) -> HttpResponse:
    """Show the figures of an event."""
    room = Room(request, slug)
    event = room.event
    places = services.places_of(event)
    held = services.held(event, places=places)
    taken = rules.by_country(held)
    states = list(MemberState.objects.values_list("pk", flat=True))
    context = room.context(
        "control",
        places=places,
        confirmed=room.counts[RegistrationState.CONFIRMED],
        waiting=room.counts[RegistrationState.WAITING],
        pending=room.counts[RegistrationState.PENDING],
        withdrawn=room.counts[RegistrationState.WITHDRAWN],
        states_there=sum(1 for code in states if taken.get(code)),
        states_all=len(states),
        by_state=_by_state(states, places, held),
        elsewhere=sum(number for code, number in taken.items() if code not in states),
        standstill=blocked.standstill(
            event,
            places=places,
            taken=held,
            waiting=_waiting(room, places, held),
            at=request.at,
        ),
        chart=_chart(event, limit=places.total, at=request.at),
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


def _by_state(
    states: list[str], places: rules.Places, held: rules.Taken
) -> list[tuple[str, int, int | None, bool]]:
    """Return code, places held, places there are and whether all are taken, in protocol order."""
    full, taken = rules.full_countries(places=places, taken=held), rules.by_country(held)
    return [(code, taken.get(code, 0), places.of(code), code in full) for code in states]


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
