"""Meetings of the Board with its seats, and those who speak for them."""

import datetime as dt

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Seat
from agendas.enums import AgendaState
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
MEETS = dt.date(2026, 5, 27)
STATES = (("FR", "France", 1), ("LV", "Latvia", 2), ("PT", "Portugal", 3))


def board(**fields):
    """The Board: France, Latvia and Portugal vote, the Commission observes."""
    body = BodyFactory(code="BOARD", name="Board", chaired_by_presidency=False, **fields)
    for code, name, order in STATES:
        state = MemberStateFactory(code=code, name=name, order=order)
        SeatFactory(body=body, member_state=state)
    commission = OrganisationFactory(name="European Commission", kind="commission")
    SeatFactory(body=body, member_state=None, organisation=commission, votes=False)
    return body


def meeting(body=None, **fields):
    """A hybrid meeting of the Board in spring 2026, which is asked for by 13 May."""
    fields = {
        "title": "Board, May 2026",
        "slug": "2026-05-27-board",
        "first_date": MEETS,
        "mode": "hybrid",
        "join_link": "https://meet.example.eu/board",
        "registration_closes_at": dt.datetime(2026, 5, 13, 15, tzinfo=dt.UTC),
        **fields,
    }
    return MeetingFactory(body=body or board(), **fields)


def with_agenda(event, **fields):
    """The draft agenda of a meeting, with one item."""
    agenda = AgendaFactory(event=event, **{"state": AgendaState.PREPARING} | fields)
    AgendaItemFactory(agenda=agenda, title="Work programme")
    return agenda


def seat_of(code):
    """The seat of a state in the Board."""
    return Seat.objects.get(body="BOARD", member_state=code)


def speaks_for(code, *, at=AT, role=Role.NR, name=None, **fields):
    """Somebody who speaks for a state."""
    words = {"name": name} if name else {}
    user = UserFactory(**words)
    MandateFactory(user=user, role=role, member_state=MemberStateFactory(code=code), **fields)
    return standing(user, at)


def observes(organisation, *, at=AT):
    """Somebody who observes for an organisation."""
    mandate = MandateFactory(role=Role.OBSERVER, organisation=organisation)
    return standing(mandate.user, at)


def secretariat(*, at=AT, name="Eilís Ní Bhriain"):
    """An officer of the Secretariat."""
    user = MandateFactory(role=Role.SECRETARIAT, user=UserFactory(name=name)).user
    return standing(user, at)
