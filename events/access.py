"""Who runs an event: the Secretariat, and the Presidency team that hosts it for a while.

A Presidency team edits a hosted event and sees its registrations from twelve months before
until it is closed. It never publishes, cancels or decides on anybody.
"""

from datetime import date

from django.db.models import Case, Value, When
from django.http import Http404

from accounts.access import Standing, only_for
from accounts.days import network_day
from accounts.enums import Visibility
from accounts.http import Request
from accounts.models import Seat
from events.enums import Kind, State
from events.models import Event
from events.models.event import EventQuerySet, own_seats


def horizon(on: date) -> date:
    """Return the day twelve months ahead; what is hosted until then may be worked on.

    >>> horizon(date(2024, 2, 29)).isoformat()
    '2025-02-28'
    """
    try:
        return on.replace(year=on.year + 1)
    except ValueError:
        return date(on.year + 1, 2, 28)


def may_edit(standing: Standing, event: Event) -> bool:
    """Return whether the person may change what is said about it, and see who registered."""
    return standing.is_secretariat or _hosts(standing, event)


def _hosts(standing: Standing, event: Event) -> bool:
    """Return whether the event is hosted by the person's Presidency team, and now is the time.

    Says of one event what ``run_by`` says of all.
    """
    return (
        event.host_id in standing.presidency
        and event.visibility != Visibility.RESTRICTED
        and event.state != State.CLOSED
        and event.first_date <= horizon(network_day(standing.at))
    )


def run_by(standing: Standing) -> EventQuerySet:
    """Return the events that the person runs."""
    if standing.is_secretariat:
        return EventQuerySet(Event)
    return (
        EventQuerySet(Event)
        .filter(host__in=standing.presidency, first_date__lte=horizon(network_day(standing.at)))
        .exclude(state=State.CLOSED)
        .exclude(visibility=Visibility.RESTRICTED)
    )


def names_delegation(standing: Standing, event: Event) -> bool:
    """Return whether the person says for a seat of the body who comes to its meeting."""
    speaks = standing.member_states or standing.organisations
    return bool(speaks) and event.kind == Kind.MEETING and event.body_id in standing.bodies


def own_seat(event: Event, standing: Standing, *, country: str) -> Seat | None:
    """Return the seat for which the person sits in a meeting of its body, the country's first."""
    if not names_delegation(standing, event):
        return None
    seats = own_seats(standing) & Seat.objects.held_on(event.first_date)
    nearness = Case(When(member_state=country, then=Value(0)), default=Value(1))
    return seats.filter(body=event.body_id).order_by(nearness, "pk").first()


organisers_only = only_for(lambda standing: standing.is_secretariat or bool(standing.presidency))


def event_run_by(request: Request, slug: str) -> Event:
    """Return the event of a page, or 404 for whoever does not run it."""
    event = Event.objects.select_related("host", "body").filter(slug=slug).first()
    if event is None or not may_edit(request.standing, event):
        raise Http404
    return event
