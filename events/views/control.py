"""The control room of an event: who registered, who waits and why, and the lists to take out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.models import MemberState
from events import blocked, countries, rules
from events.access import organisers_only
from events.enums import RegistrationState
from events.forms.decision import RegistrationsFilter
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from events.services import places_of
from events.services.lists import list_taken
from events.views.room import Room, registration_pill
from interface import downloads
from interface.charts import LineChart, line_chart
from interface.tables import listing
from paper import sheets

ORDERS = {
    "name": ("sort_name",),
    "country": ("country", "sort_name"),
    "category": ("category", "sort_name"),
    "state": ("state", "arrival"),
    "registered": ("registered_at",),
}
QUEUE_ORDERS = {
    "place": ("place",),
    "name": ("sort_name",),
    "country": ("country", "place"),
    "category": ("category", "place"),
}


@require_safe
@organisers_only
def control(request: Request, slug: str) -> HttpResponse:
    """Show the figures of an event and who registered."""
    room = Room(request, slug)
    event = room.event
    wanted = _filter(request, event)
    rows = listing(
        _filtered(event, wanted), query=request.GET, orders=ORDERS, default="-registered"
    )
    places, taken = places_of(event), event.registrations.held_by_country()
    states = list(MemberState.objects.values_list("pk", flat=True))
    context = room.context(
        "control",
        filter=wanted,
        listing=rows,
        rows=[(row, *_in_words(row)) for row in rows.rows],
        places=places,
        confirmed=room.counts[RegistrationState.CONFIRMED],
        waiting=room.counts[RegistrationState.WAITING],
        pending=room.counts[RegistrationState.PENDING],
        withdrawn=room.counts[RegistrationState.WITHDRAWN],
        states_there=sum(1 for code in states if taken.get(code)),
        states_all=len(states),
        by_state=_by_state(states, places, taken),
        elsewhere=sum(number for code, number in taken.items() if code not in states),
        standstill=blocked.standstill(
            event,
            places=places,
            taken=taken,
            waiting=_waiting_by_country(room),
            at=request.at,
        ),
        chart=None if request.GET else _chart(event, limit=places.total, at=request.at),
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
    places, taken = places_of(event), event.registrations.held_by_country()
    context = room.context(
        "waiting",
        listing=rows,
        rows=[
            (
                row,
                countries.name(row.country),
                row.get_category_display(),
                blocked.why(rules.obstacle(row.country, places=places, taken=taken)),
            )
            for row in rows.rows
        ],
    )
    return render(request, "events/waiting.html", context)


@require_safe
@organisers_only
def list_xlsx(request: Request, slug: str) -> HttpResponse:
    """Give the registrations that the filters leave as a workbook."""
    room = Room(request, slug)
    rows = _taken(request, room.event, "xlsx")
    content = sheets.xlsx(room.event.title, _columns(), rows, zone=room.event.zone)
    return downloads.file(content, name=f"{slug}-registrations.xlsx")


@require_safe
@organisers_only
def list_csv(request: Request, slug: str) -> HttpResponse:
    """Give the registrations that the filters leave as lines of text."""
    room = Room(request, slug)
    rows = _taken(request, room.event, "csv")
    content = sheets.csv(_columns(), rows, zone=room.event.zone)
    return downloads.file(content, name=f"{slug}-registrations.csv")


def _filter(request: Request, event: Event) -> RegistrationsFilter:
    codes = event.registrations.order_by().values_list("country", flat=True).distinct()
    return RegistrationsFilter(request.GET or None, codes=list(codes))


def _filtered(event: Event, wanted: RegistrationsFilter) -> RegistrationQuerySet:
    """Return the registrations that the filters leave; one that makes no sense is left out."""
    rows = RegistrationQuerySet(Registration).filter(event=event)
    if not wanted.is_bound:
        return rows
    wanted.is_valid()
    chosen = dict(wanted.cleaned_data)
    text = chosen.pop("text", "")
    rows = rows.filter(**{name: value for name, value in chosen.items() if value})
    return rows.matching(text) if text else rows


def _waiting_by_country(room: Room) -> dict[str, int]:
    if not room.counts[RegistrationState.WAITING]:
        return {}
    queue = room.event.registrations.queue().order_by()
    return dict(queue.values_list("country").annotate(Count("pk")))


def _in_words(row: Registration) -> tuple[object, str, str]:
    return registration_pill(row.state), countries.name(row.country), row.get_category_display()


def _by_state(
    states: list[str], places: rules.Places, taken: dict[str, int]
) -> list[tuple[str, int, int | None, bool]]:
    """Return code, places held, places there are and whether all are taken, in protocol order."""
    full = rules.full_countries(places=places, taken=taken)
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


def _columns() -> list[str]:
    return [
        _("Name"),
        _("E-mail address"),
        _("Organisation"),
        _("Country or body"),
        _("Code"),
        _("Category"),
        _("Takes part"),
        _("State"),
        _("Registered"),
        _("Decided"),
        _("Reason"),
    ]


def _taken(request: Request, event: Event, form: str) -> list[tuple[object, ...]]:
    """Write down that the list is taken out, and return its rows."""
    wanted = _filter(request, event)
    rows = list(_filtered(event, wanted).order_by("sort_name", "pk"))
    if request.method == "GET":
        list_taken(event, form=form, rows=len(rows), by=request.standing, at=request.at)
    return [
        (
            row.name,
            row.email,
            row.organisation,
            countries.name(row.country),
            row.country,
            row.get_category_display(),
            row.get_attending_display(),
            row.get_state_display(),
            row.registered_at,
            row.decided_at,
            row.reason,
        )
        for row in rows
    ]
