"""What tests of agendas share: people around a meeting of the Board on 29 May 2024."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.models import Body, MemberState, Organisation, Seat
from agendas.enums import AgendaState
from events.enums import State
from tests.agendas.preparing import the_agenda
from tests.factories.accounts import MandateFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.reference import load_reference

AT = dt.datetime(2024, 5, 14, 8, tzinfo=dt.UTC)
DAY = dt.date(2024, 5, 29)
LONG_AGO = dt.date(2020, 1, 1)


def office(at=AT):
    """Somebody of the Secretariat, without the right to restricted papers."""
    return standing(MandateFactory(role=Role.SECRETARIAT, starts=LONG_AGO).user, at)


def trusted(at=AT):
    """Somebody of the Secretariat who may read restricted papers."""
    user = MandateFactory(role=Role.SECRETARIAT, starts=LONG_AGO).user
    user.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))
    return standing(user, at)


def speaker(code, at=AT, role=Role.NR):
    """Somebody who speaks for a state."""
    state = MemberState.objects.get(pk=code)
    return standing(MandateFactory(role=role, member_state=state, starts=LONG_AGO).user, at)


def chair(code="BE", at=AT):
    """Somebody of the Presidency team of the host."""
    return speaker(code, at, role=Role.PRESIDENCY)


def observer(at=AT, name="European Commission"):
    """Somebody who observes for an organisation that sits in the Board."""
    organisation = Organisation.objects.get(name__startswith=name)
    Seat.objects.filter(organisation=organisation).update(starts=LONG_AGO)
    mandate = MandateFactory(role=Role.OBSERVER, organisation=organisation, starts=LONG_AGO)
    return standing(mandate.user, at)


@pytest.fixture
def network(db):
    """The reference data, with seats since long ago."""
    load_reference()
    Seat.objects.update(starts=LONG_AGO)


@pytest.fixture
def meeting(network):
    """The Board's meeting of 29 May 2024 in Brussels, published."""
    return MeetingFactory(
        title="Board meeting of May",
        body=Body.objects.get(pk="BOARD"),
        host=MemberState.objects.get(pk="BE"),
        first_date=DAY,
        last_date=DAY,
        state=State.PUBLISHED,
        visibility=Visibility.BODY,
    )


@pytest.fixture
def sent_out(meeting):
    """Its agenda, sent out."""
    return AgendaFactory(event=meeting, state=AgendaState.CIRCULATED, circulated_at=AT)


@pytest.fixture
def item(sent_out):
    """An item of it for the whole body."""
    return AgendaItemFactory(agenda=sent_out, title="Rules of Procedure")


@pytest.fixture
def clock():
    """The morning of 14 May 2024, on which everything happens."""
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def browser(who):
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(who.user)
    return client


@pytest.fixture
def agenda():
    """An agenda that is being prepared."""
    return the_agenda(state=AgendaState.PREPARING)


@pytest.fixture
def base(agenda):
    """Where its pages stand."""
    return agenda.get_absolute_url()


@pytest.fixture
def visit(client):
    """Sign somebody in and hand the client back."""

    def signed_in(standing):
        client.force_login(standing.user)
        return client

    return signed_in
