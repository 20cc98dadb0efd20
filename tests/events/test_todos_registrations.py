"""Who waits to be approved, by whom, and who waits though a place could be had."""

import datetime as dt

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from accounts.access import standing
from accounts.enums import Role
from accounts.todos import Todo
from events.enums import Approver, Attending, Group, QuotaScope, RegistrationState
from events.todos import for_user
from interface.marks import Pill
from tests.events.soon import AT, BEGINS, soon
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory, SessionFactory
from tests.factories.questions import WORKSHOP, AnswerFactory, asks

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def test_registrations_to_approve(office):
    event = soon()
    RegistrationFactory.create_batch(2, event=event, state=RegistrationState.PENDING)

    assert for_user(office) == [
        Todo(
            what="Seminar: 2 registrations to approve",
            by=BEGINS,
            zone="Europe/Brussels",
            url="/events/2026-03-20-a/registrations/?state=pending",
            button="Look through",
        )
    ]


def test_where_states_approve_too_the_office_is_led_to_its_own(office):
    event = soon(needs_approval=True, approver=Approver.STATE)
    RegistrationFactory(event=event, state=RegistrationState.PENDING, country="LV")
    RegistrationFactory(event=event, state=RegistrationState.PENDING, country="UA")

    assert [(todo.what, todo.url) for todo in for_user(office)] == [
        (
            "Seminar: 1 registration to approve",
            "/events/2026-03-20-a/registrations/?state=pending&approver=secretariat",
        )
    ]


def test_who_waits_though_a_place_could_be_had(office):
    event = soon()
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=3)
    RegistrationFactory(event=event)
    RegistrationFactory.create_batch(4, event=event, state=RegistrationState.WAITING)

    assert for_user(office) == [
        Todo(
            what="Seminar: 2 people who wait could have a place",
            by=BEGINS,
            zone="Europe/Brussels",
            url="/events/2026-03-20-a/places/",
            button="See the places",
            note="Save the numbers of places once more: who can have one is promoted.",
        )
    ]


@pytest.mark.parametrize(
    "number",
    [
        {"scope": QuotaScope.EACH_STATE},
        {"scope": QuotaScope.GROUP, "group": Group.PARTICIPANT},
        {"scope": QuotaScope.ATTENDING, "attending": Attending.IN_PERSON},
    ],
    ids=["state", "group", "way of taking part"],
)
def test_nobody_is_stuck_who_waits_for_what_is_full(office, number):
    event = soon()
    MemberStateFactory(code="LV")
    QuotaFactory(event=event, places=3)
    QuotaFactory(event=event, places=1, **number)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, state=RegistrationState.WAITING)

    assert for_user(office) == []


def test_nobody_is_stuck_who_waits_for_a_session_or_an_option_that_is_full(office):
    session, choosing = SessionFactory(event=soon()), soon(slug="choosing")
    QuotaFactory(event=session.event, scope=QuotaScope.SESSION, session=session, places=1)
    for state in ("confirmed", "waiting"):
        RegistrationFactory(event=session.event, state=state).sessions.add(session)
    asked = asks(choosing, WORKSHOP)
    QuotaFactory(
        event=choosing, scope=QuotaScope.CHOICE, question="workshop", option="clubs", places=1
    )
    for state, workshop in [("confirmed", "clubs"), ("waiting", "clubs"), ("waiting", "schools")]:
        registration = RegistrationFactory(event=choosing, state=state)
        AnswerFactory(registration=registration, value=workshop, question_set=asked)

    assert [(todo.what, todo.url) for todo in for_user(office)] == [
        ("Seminar: 1 person who waits could have a place", "/events/choosing/places/")
    ]


def test_who_is_stuck_is_found_in_two_queries_for_all_events(office):
    assert office.is_secretariat
    for slug in "abc":
        event = soon(slug=slug)
        QuotaFactory(event=event)
        RegistrationFactory(event=event, state=RegistrationState.WAITING)

    with CaptureQueriesContext(connection) as seen:
        found = for_user(office)

    assert (len(found), len(seen)) == (3, 4)


def test_a_deadline_is_said_on_the_clock_of_its_event(office):
    RegistrationFactory(event=soon(zone="Europe/Riga"), state=RegistrationState.PENDING)

    (todo,) = for_user(office)

    assert render_to_string("components/todos.html", {"todos": [(todo, Pill("Soon"))]}).count(
        "Friday 20 March 2026, 09:30 (Riga)"
    )


def test_full_event_with_a_queue_is_as_it_should_be(office):
    event = soon()
    QuotaFactory(event=event, places=1)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, state=RegistrationState.WAITING)

    assert for_user(office) == []


def test_queue_without_a_total(office):
    RegistrationFactory(event=soon(), state=RegistrationState.WAITING)

    assert [todo.what for todo in for_user(office)] == [
        "Seminar: 1 person who waits could have a place"
    ]


def test_a_state_approves_its_own_people_and_the_secretariat_those_from_elsewhere(office):
    latvia = MemberStateFactory(code="LV")
    event = soon(needs_approval=True, approver=Approver.STATE)
    for country, number in (("LV", 3), ("FR", 2), ("EU", 1)):
        RegistrationFactory.create_batch(number, event=event, country=country, state="pending")
    soon(needs_approval=True, approver=Approver.STATE, slug="none")
    begun = soon(needs_approval=True, approver=Approver.STATE, slug="x", first_date=AT.date())
    RegistrationFactory(event=begun, country="LV", state="pending")
    person = MandateFactory(role=Role.NR, member_state=latvia).user

    with CaptureQueriesContext(connection) as seen:
        found = for_user(standing(person, AT + dt.timedelta(hours=3)))

    assert found == [
        Todo(
            what="Seminar: 3 people from LV await your approval",
            by=BEGINS,
            zone="Europe/Brussels",
            url="/events/2026-03-20-a/states/LV/",
            button="Look through",
            seat="LV",
        )
    ]
    assert len([one for one in seen if "events_event" in one["sql"]]) <= 4
    assert [todo.what for todo in for_user(office)] == [
        "Today at 09:30: Seminar",
        "Seminar: 1 registration to approve",
    ]


def test_the_host_that_approves_has_everybody_among_its_to_dos(office):
    event = soon(needs_approval=True, approver=Approver.HOST, host=MemberStateFactory(code="PL"))
    for country, number in (("LV", 2), ("UA", 1)):
        RegistrationFactory.create_batch(number, event=event, country=country, state="pending")
    host, other = (
        MandateFactory(role=Role.NR, member_state=MemberStateFactory(code=code)).user
        for code in ("PL", "LV")
    )

    (found,) = for_user(standing(host, AT))

    assert (found.what, found.url, found.seat) == (
        "Seminar: 3 people await your approval as the host",
        "/events/2026-03-20-a/states/PL/",
        "PL",
    )
    assert for_user(standing(other, AT)) == []
    assert for_user(office) == []


def test_who_speaks_for_two_states_is_asked_for_each():
    event = soon(needs_approval=True, approver=Approver.STATE)
    user = UserFactory()
    for code in ("LV", "FR"):
        MandateFactory(role=Role.NR, member_state=MemberStateFactory(code=code), user=user)
        RegistrationFactory(event=event, country=code, state="pending")

    assert [todo.seat for todo in for_user(standing(user, AT))] == ["FR", "LV"]


def test_a_registration_that_waits_once_it_has_begun_is_no_longer_to_approve(office):
    event = EventFactory(
        first_date=AT.date(), slug="2026-03-02-a", starts_time=dt.time(9), needs_approval=True
    )
    RegistrationFactory(event=event, state=RegistrationState.PENDING)

    assert [todo.button for todo in for_user(office)] == ["Check-in"]
