"""The first page."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.access import standing
from accounts.days import network_day
from accounts.enums import Role, Visibility
from agendas.models import Wish
from events.enums import Kind, RegistrationState
from mail.models import Reply
from meetings.models import ActionPoint
from tests.events.organisers import queries, secretariat, signed_in
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.agendas import AgendaItemFactory
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.factories.invitations import InvitationFactory, SuggestionFactory
from tests.factories.mail import LetterFactory
from tests.factories.questions import WORKSHOP, AnswerFactory, asks
from tests.factories.reference import load_reference
from tests.factories.trainings import TrainerFactory, delivered, draft, submitted
from trainings.models import TrainingRequest

pytestmark = pytest.mark.django_db


def rows(number, *, user=None, body=None):
    """Make so many events of every kind that the overview shows."""
    for _ in range(number):
        event = EventFactory()
        QuotaFactory(event=event, places=1)
        RegistrationFactory(event=event)
        state = RegistrationState.WAITING
        RegistrationFactory(event=event, state=state, email=user.email if user else "a@example.eu")
        RegistrationFactory(event=event, state=RegistrationState.PENDING)
        EventFactory(kind=Kind.MEETING, body=body or BodyFactory(), visibility=Visibility.BODY)
        EventFactory(first_date=network_day(timezone.now()) - dt.timedelta(days=3), state="held")
        LetterFactory(state="bounced", created_at=timezone.now())
        TrainerFactory(state="nominated", decided_at=None)
        submitted()
        _where_people_wait()
        _where_a_body_meets(body or BodyFactory())
        if user:
            draft(standing(user, timezone.now()))


def _where_people_wait():
    """Make events with room where some wait for a session and some for an option, one of today."""
    session = SessionFactory(event=EventFactory())
    QuotaFactory(event=session.event, scope="session", session=session, places=1)
    choosing = EventFactory()
    asked = asks(choosing, WORKSHOP)
    QuotaFactory(event=choosing, scope="choice", question="workshop", option="clubs", places=1)
    for state in ("confirmed", "waiting"):
        RegistrationFactory(event=session.event, state=state).sessions.add(session)
        AnswerFactory(
            registration=RegistrationFactory(event=choosing, state=state),
            question_set=asked,
            value="clubs",
        )
    InvitationFactory(event=choosing, state="prepared")
    SuggestionFactory(event=choosing)
    EventFactory(
        first_date=network_day(timezone.now()), starts_time=dt.time(0), ends_time=dt.time(23, 59)
    )
    EventFactory(kind=Kind.INTRODUCTION)
    delivered()


def _where_a_body_meets(body):
    """Make a meeting whose agenda is sent out, with a wish, and what another left to do."""
    now = timezone.now()
    item = AgendaItemFactory(agenda__event__body=body)
    Wish.objects.create(item=item, member_state=MemberStateFactory(code="LV"), wished_at=now)
    for code in (None, "LV"):
        ActionPoint.objects.create(
            event=item.agenda.event, text="Ask", member_state_id=code, due_date=network_day(now),
            created_at=now,
        )  # fmt: skip


def test_a_visitor_sees_what_is_open_and_who_presides(client):
    load_reference()
    EventFactory(title="Seminar on burglary")
    EventFactory(title="Hidden", visibility=Visibility.NETWORK)

    page = client.get("/").content.decode()

    assert ("Seminar on burglary" in page, "Hidden" in page, "/calendar/public.ics" in page) == (
        True,
        False,
        True,
    )


def test_a_visitor_is_told_when_there_is_nothing(client):
    page = client.get("/").content.decode()

    assert "Nothing is planned in public just now" in page
    assert "not entered yet" in page


def test_the_visitors_page_asks_as_much_for_many_events_as_for_one():
    load_reference()
    rows(1)
    one = queries(lambda: Client().get("/"))
    rows(3)

    assert (one, queries(lambda: Client().get("/"))) == (2, 2)


def test_the_secretariats_overview_asks_as_much_for_many_rows_as_for_one():
    load_reference()
    officer = MandateFactory(role=Role.SECRETARIAT).user
    client = signed_in(officer)
    rows(1)
    TrainingRequest.objects.update(assignee=officer)
    one = queries(lambda: client.get("/"))
    rows(3)
    TrainingRequest.objects.update(assignee=officer)

    assert (one, queries(lambda: client.get("/"))) == (15, 15)


def test_a_representatives_overview_asks_as_much_for_many_rows_as_for_one():
    load_reference()
    mandate = MandateFactory(member_state=MemberStateFactory(code="LV"))
    MandateFactory(member_state=mandate.member_state, role=Role.SUBSTITUTE)
    body = BodyFactory()
    SeatFactory(body=body, member_state=mandate.member_state)
    client = signed_in(mandate.user)
    rows(1, user=mandate.user, body=body)
    one = queries(lambda: client.get("/"))
    rows(3, user=mandate.user, body=body)

    assert one == queries(lambda: client.get("/"))
    assert one <= 15


@pytest.mark.parametrize("teaches", [False, True], ids=["no trainer", "a trainer"])
@pytest.mark.parametrize("role", [None, *Role], ids=["no role", *Role])
def test_the_overview_asks_little_of_everybody_with_all_there_is_to_do(role, teaches):
    load_reference()
    body = BodyFactory()
    user = MandateFactory(role=role).user if role else UserFactory()
    for mandate in user.mandates.exclude(member_state=None):
        SeatFactory(body=body, member_state=mandate.member_state)
    if teaches:
        TrainerFactory(email=user.email)
    rows(2, user=user if role == Role.NR else None, body=body)
    for _ in range(2):
        Reply.objects.create(
            provider="postmark", calendar="", received_at=timezone.now(),
            settled_at=timezone.now(), verdict="stranger",
        )  # fmt: skip
    client = signed_in(user)

    assert queries(lambda: client.get("/")) <= 15


def test_the_secretariat_sees_figures_events_and_what_it_can_make():
    client = secretariat()
    rows(1)

    page = client.get("/").content.decode()

    assert [
        word in page
        for word in (
            "registrations to approve",
            "Next events",
            "/events/new/",
            "What needs you now",
        )
    ] == [True] * 4


def test_what_the_states_approve_stands_beside_what_the_office_does():
    client = secretariat()
    assert "await their National Representatives" not in client.get("/").text
    event = EventFactory(needs_approval=True, approver="state")
    RegistrationFactory(event=event, state="pending")

    page = client.get("/").text

    assert "await their National Representatives</dt>" in page


def test_a_representative_sees_the_substitute_and_no_figures():
    latvia = MemberStateFactory(code="LV", name="Latvia")
    user = MandateFactory(member_state=latvia).user
    MandateFactory(member_state=latvia, role=Role.SUBSTITUTE, user__name="Jānis Ozoliņš")

    page = signed_in(user).get("/").content.decode()

    assert [
        word in page
        for word in (
            "You act for Latvia, as National Representative",
            "Your substitute",
            "Jānis Ozoliņš",
            "Nothing needs you just now",
            "registrations to approve",
        )
    ] == [True, True, True, True, False]


def test_who_only_registers_sees_the_own_dates():
    user = UserFactory()
    RegistrationFactory(event=EventFactory(title="Mine"), email=user.email)
    EventFactory(title="Not mine")

    page = signed_in(user).get("/").content.decode()

    assert ("Mine" in page, "Not mine" in page, "Who is who in the Network" in page) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("roles", "offered"),
    [
        ([Role.PRESIDENCY], [True, False, False]),
        ([Role.ADMINISTRATOR], [False, True, True]),
        ([Role.SECRETARIAT], [True, False, True]),
        ([Role.SECRETARIAT, Role.ADMINISTRATOR], [True, True, True]),
        ([Role.NR], [False, False, False]),
    ],
)
def test_who_hosts_and_who_administers_finds_where_to_do_it(roles, offered):
    user = UserFactory()
    for role in roles:
        MandateFactory(user=user, role=role)

    page = signed_in(user).get("/").content.decode()

    assert [
        page.count(f'href="{path}"') == 1
        for path in ("/events/board/", "/rights/", "/people/invite/")
    ] == offered


def test_what_is_today_leads_to_its_check_in():
    today = timezone.now().date()
    EventFactory(
        first_date=today,
        slug="today",
        zone="UTC",
        starts_time=dt.time(0),
        ends_time=dt.time(23, 59),
    )
    EventFactory(first_date=today + dt.timedelta(days=9), slug="later")

    page = secretariat().get("/").text

    assert page.count('href="/events/today/check-in/"') == 2
    assert 'href="/events/later/check-in/"' not in page
