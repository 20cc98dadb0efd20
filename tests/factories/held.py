"""A meeting of the Board that is being held: seats, delegates, agenda."""

import datetime as dt

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.models import MemberState, Seat
from agendas.enums import AgendaState
from events.enums import Capacity, Kind, Presence, State
from tests.factories.accounts import MandateFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.factories.procedures import board

MEETING_DAY = dt.date(2024, 5, 29)
DURING = dt.datetime(2024, 5, 29, 8, 30, tzinfo=dt.UTC)  # 10:30 in Brussels
AFTER = dt.datetime(2024, 6, 3, 9, tzinfo=dt.UTC)  # the Monday after
LONG_AGO = dt.date(2020, 1, 1)


def meeting(**fields):
    """The Board on 29 May 2024 in Brussels, chaired by Belgium, with a morning and an afternoon."""
    values = {
        "kind": Kind.MEETING,
        "body": fields.pop("body", None) or board(),
        "state": State.HELD,
        "title": "Board meeting",
        "slug": "2024-05-29-board-meeting",
        "host": MemberState.objects.get(pk="BE"),
        "visibility": Visibility.BODY,
        "first_date": MEETING_DAY,
    } | fields
    event = EventFactory(**values)
    day = event.first_date
    SessionFactory(event=event, title="Morning", date=day)
    SessionFactory(
        event=event,
        title="Afternoon",
        date=day,
        starts_time=dt.time(14),
        ends_time=dt.time(16),
    )
    return event


def adopted_agenda(event, *titles, **fields):
    """The agenda of a meeting, adopted at its beginning, with an item for each title."""
    agenda = AgendaFactory(
        event=event,
        state=fields.pop("state", AgendaState.ADOPTED),
        circulated_at=dt.datetime(2024, 5, 13, 9, tzinfo=dt.UTC),
        **fields,
    )
    for order, title in enumerate(titles, start=1):
        AgendaItemFactory(agenda=agenda, title=title, order=order)
    return agenda


def there(event, *codes, presence=Presence.PRESENT, halves=("Morning", "Afternoon")):
    """Delegates of states who are there; each a confirmed head of delegation."""
    sessions = [one for one in event.sessions.all() if one.title in halves]
    return [delegate(event, code, sessions, presence) for code in codes]


def delegate(event, code, sessions=(), presence=Presence.PRESENT, **fields):
    """A confirmed delegate of a state's seat."""
    seat = Seat.objects.filter(body=event.body, member_state=code).first()
    person = RegistrationFactory(
        event=event, country=code, seat=seat, capacity=Capacity.HEAD, **fields
    )
    for session in sessions:
        AttendanceFactory(registration=person, session=session, presence=presence)
    return person


def quorate(event):
    """Fourteen seats there, with which the Board of 27 can decide."""
    states = MemberState.objects.order_by("order").values_list("pk", flat=True)
    return there(event, *states[:14])


def somebody(role=Role.SECRETARIAT, at=DURING, code=None, organisation=None):
    """The standing of somebody with a mandate since long ago."""
    state = MemberState.objects.get(pk=code) if code else None
    mandate = MandateFactory(
        role=role, member_state=state, organisation=organisation, starts=LONG_AGO
    )
    return standing(mandate.user, at)
