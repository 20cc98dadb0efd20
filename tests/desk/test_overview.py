"""What a person has to know today."""

import datetime as dt

import pytest

from accounts.access import Standing, standing
from accounts.enums import Role, Visibility
from accounts.models import Mandate, MemberState, Organisation
from accounts.todos import Todo
from desk import overview
from desk.overview import Ahead, Appointment, Company, Figures, Presidency
from events.enums import Approver, Kind, RegistrationState, State
from interface.marks import Pill
from mail.enums import State as LetterState
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    PresidencyTermFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.agendas import MeetingFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.mail import LetterFactory
from tests.factories.trainings import (
    NOW,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    scheduled,
)
from tests.factories.trainings import secretariat as officer
from tests.queries import counted
from trainings import services

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
SOON = dt.date(2026, 3, 20)
CONFIRMED = Pill("Your place is confirmed", "ok")


def soon(**words):
    return EventFactory(**{"first_date": SOON} | words)


@pytest.fixture
def latvia(db):
    return MemberStateFactory(code="LV", name="Latvia")


@pytest.fixture
def member(latvia):
    return standing(MandateFactory(member_state=latvia).user, AT)


@pytest.mark.parametrize(
    ("hour", "words"),
    [(10, "Good morning"), (11, "Good afternoon"), (16, "Good afternoon"), (17, "Good evening")],
)
def test_the_greeting_goes_by_the_clock_of_brussels(hour, words):
    assert overview.greeting(AT.replace(hour=hour)) == words


def test_for_whom_one_acts():
    mandates = (
        Mandate(role=Role.NR, member_state=MemberState(code="LV", name="Latvia")),
        Mandate(role=Role.SECRETARIAT),
        Mandate(role=Role.SECRETARIAT),
        Mandate(role=Role.NR, member_state=MemberState(code="NL", name="Netherlands")),
        Mandate(
            role=Role.OBSERVER,
            organisation=Organisation(name="European Commission, DG HOME", kind="commission"),
        ),
        Mandate(role=Role.OBSERVER, organisation=Organisation(name="Europol", kind="agency")),
    )

    assert [
        overview.acts_as(Standing(user=None, at=AT, mandates=mandates)),
        overview.acts_as(Standing(user=None, at=AT)),
    ] == [
        (
            "You act for Latvia, as National Representative; Secretariat;"
            " You act for the Netherlands, as National Representative;"
            " You act for the European Commission, DG HOME, as Observer;"
            " You act for Europol, as Observer"
        ),
        "Your own registrations and dates",
    ]


def test_the_most_urgent_first(monkeypatch):
    later, sooner = (
        Todo(what, AT + dt.timedelta(days=days), "/", "Do")
        for what, days in [("later", 9), ("sooner", 1)]
    )
    never, urgent = Todo("never", None, "/", "Do"), Todo("urgent", None, "/", "Do", urgent=True)
    monkeypatch.setattr(
        overview, "TODOS", (lambda _standing: [later, never], lambda _standing: [sooner, urgent])
    )

    assert overview.todos(Standing(user=None, at=AT), teaches=False) == [
        urgent,
        sooner,
        later,
        never,
    ]


@pytest.mark.django_db
def test_whatever_occurs_is_asked_for_in_as_many_queries():
    by = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)

    def told():
        return [todo.what for todo in overview.todos(by, teaches=False)]

    quiet, queries = told(), counted(told)
    MeetingFactory(title="Board", first_date=AT.date() + dt.timedelta(days=30))

    assert told() == [*quiet, "Begin the agenda: Board"]
    assert counted(told) == queries


@pytest.mark.django_db
def test_the_presidency_and_the_next_one():
    now = PresidencyTermFactory(starts=dt.date(2026, 1, 1))
    following = PresidencyTermFactory(starts=dt.date(2026, 7, 1))
    PresidencyTermFactory(starts=dt.date(2027, 1, 1))

    moments = (AT, AT.replace(year=2025), AT.replace(year=2029))

    assert [overview.presidency(Standing(user=None, at=at)) for at in moments] == [
        Presidency(now, following),
        Presidency(None, now),
        Presidency(None, None),
    ]


def test_representative_and_substitute_see_each_other(latvia, member):
    substitute = MandateFactory(role=Role.SUBSTITUTE, member_state=latvia)
    MandateFactory()

    seen = overview.company(member).partners
    back = overview.company(standing(substitute.user, AT)).partners

    assert [(overview.title_of_partner(one), one.user) for one in [*seen, *back]] == [
        ("Your substitute", substitute.user),
        ("Your National Representative", member.user),
    ]


@pytest.mark.django_db
def test_who_holds_no_seat_has_no_partner():
    assert overview.company(standing(UserFactory(), AT)) == Company([], teaches=False)


@pytest.mark.parametrize("role", [Role.NR, Role.PRESIDENCY, Role.SECRETARIAT])
def test_who_teaches_is_known_whatever_else_they_do(latvia, role):
    state = None if role == Role.SECRETARIAT else latvia
    mandate = MandateFactory(role=role, member_state=state)
    assert not overview.company(standing(mandate.user, AT)).teaches

    TrainerFactory(email=mandate.user.email)

    taught = overview.company(standing(mandate.user, AT)).teaches
    assert taught == (role != Role.SECRETARIAT)


@pytest.mark.django_db
def test_a_trainers_to_dos_are_asked_of_trainers_alone():
    trainer = TrainerFactory()
    by, own = officer(), at_the(trainer)
    made = accepted(by)
    QualificationFactory(trainer=trainer, course=made.course)
    asked = services.propose_trainer(made, trainer=trainer, by=by, at=NOW)
    services.invite_trainer(asked, message="", by=by, at=NOW)

    assert overview.todos(own, teaches=False) == []
    assert [todo.button for todo in overview.todos(own, teaches=True)] == ["Answer"]


def test_own_dates_and_those_of_the_body(latvia, member):
    board = BodyFactory(code="BOARD")
    SeatFactory(body=board, member_state=latvia)
    hours = [
        {"starts_time": dt.time(hour), "ends_time": dt.time(hour, 30)} for hour in range(8, 16)
    ]
    mine, waits, asked, open_, shut = (
        soon(**hours[0]),
        soon(**hours[1]),
        soon(**hours[2]),
        soon(kind=Kind.MEETING, body=board, visibility=Visibility.BODY, **hours[3]),
        soon(
            kind=Kind.MEETING,
            body=board,
            visibility=Visibility.BODY,
            takes_registrations=False,
            **hours[4],
        ),
    )
    soon()
    for event, state in [
        (mine, RegistrationState.CONFIRMED),
        (waits, RegistrationState.WAITING),
        (asked, RegistrationState.PENDING),
    ]:
        RegistrationFactory(event=event, email=member.user.email, state=state, arrival=5)
    RegistrationFactory(event=waits, state=RegistrationState.WAITING, arrival=2)
    RegistrationFactory(event=waits, state=RegistrationState.WAITING, arrival=7)
    RegistrationFactory(event=waits, state=RegistrationState.WAITING, arrival=8, priority=1)
    RegistrationFactory(event=soon(), email=member.user.email, state=RegistrationState.WITHDRAWN)

    assert overview.dates(member) == [
        Appointment(mine, CONFIRMED),
        Appointment(waits, Pill("Waiting list, number 3", "info", "hourglass")),
        Appointment(asked, Pill("Awaiting approval", "warn")),
        Appointment(open_, Pill("Your body meets", "", "info")),
        Appointment(shut, Pill("Your body meets", "", "info")),
    ]


def test_the_presidency_team_sees_what_it_hosts(latvia):
    team = standing(MandateFactory(role=Role.PRESIDENCY, member_state=latvia).user, AT)
    hosted = soon(host=latvia)
    soon(host=latvia, state=State.DRAFT, published_at=None)

    assert overview.dates(team) == [Appointment(hosted, Pill("You host it", "info"))]


@pytest.mark.django_db
def test_a_person_without_mandate_sees_own_dates_only():
    user = UserFactory()
    mine = soon()
    RegistrationFactory(event=mine, email=user.email)
    soon()

    assert overview.dates(standing(user, AT)) == [Appointment(mine, CONFIRMED)]


@pytest.mark.django_db
def test_a_trainer_sees_the_trainings_that_are_ahead():
    made, *_rest = scheduled()
    soon(first_date=made.held.event.first_date)
    trainer = made.assignments.first().trainer

    assert overview.dates(at_the(trainer)) == [
        Appointment(made.held.event, Pill("You teach it", "info"))
    ]


@pytest.mark.django_db
def test_nobody_has_no_dates():
    soon()

    assert overview.dates(Standing(user=None, at=AT)) == []


@pytest.mark.django_db
def test_the_figures_of_the_secretariat():
    ahead, over = soon(), EventFactory(first_date=dt.date(2026, 2, 20))
    for event in (ahead, over):
        RegistrationFactory(event=event)
        RegistrationFactory(event=event, state=RegistrationState.WAITING)
        RegistrationFactory(event=event, state=RegistrationState.PENDING)
    RegistrationFactory(event=ahead)
    by_states = soon(slug="by-states", needs_approval=True, approver=Approver.STATE)
    for country in ("LV", "FR", "EU"):
        RegistrationFactory(event=by_states, country=country, state=RegistrationState.PENDING)
    LetterFactory(state=LetterState.BOUNCED, created_at=AT - dt.timedelta(days=2))
    LetterFactory(state=LetterState.FAILED, created_at=AT - dt.timedelta(days=3))
    LetterFactory(state=LetterState.BOUNCED, created_at=AT - dt.timedelta(days=9))
    LetterFactory(created_at=AT)

    assert overview.figures(AT) == Figures(
        confirmed=2, waiting=1, pending=2, with_states=2, came_back=2
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "places", "left", "pill"),
    [
        ({}, None, None, Pill("Open", "ok")),
        ({}, 2, 1, Pill("Open", "ok")),
        ({}, 1, 0, Pill("Waiting list", "warn", "hourglass")),
        ({"takes_registrations": False}, 2, None, Pill("No registration", "", "info")),
        ({"registration_opens_at": AT.replace(day=9)}, 2, None, Pill("Opens later", "", "clock")),
        ({"registration_closes_at": AT.replace(day=1)}, 2, None, Pill("Closed", "", "lock")),
        ({"state": State.DRAFT, "published_at": None}, 2, None, Pill("Draft", "", "pen")),
    ],
    ids=["without limit", "free", "full", "none", "later", "closed", "draft"],
)
def test_next_events_with_their_places(fields, places, left, pill):
    office = MandateFactory(role=Role.SECRETARIAT)
    event = soon(**fields)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, state=RegistrationState.WAITING)
    if places:
        QuotaFactory(event=event, places=places)
    EventFactory(first_date=dt.date(2026, 2, 20))

    _own, found = overview.office_dates(standing(office.user, AT))

    assert [
        (one.event, one.taken, one.waiting, one.total, one.left, one.pill) for one in found
    ] == [(event, 1, 1, places, left, pill)]


@pytest.mark.django_db
def test_an_officers_own_dates_are_seen_however_many_events_come_before():
    office = MandateFactory(role=Role.SECRETARIAT).user
    mine = EventFactory(first_date=SOON + dt.timedelta(days=9))
    RegistrationFactory(event=mine, email=office.email)
    RegistrationFactory(event=soon(), email=office.email, state=RegistrationState.WITHDRAWN)
    for _number in range(overview.NEXT_EVENTS):
        soon()

    own, found = overview.office_dates(standing(office, AT))

    assert own == [Appointment(mine, CONFIRMED)]
    assert len(found) == overview.NEXT_EVENTS
    assert mine not in [one.event for one in found]


@pytest.mark.django_db
def test_only_public_events_are_shown_in_public():
    event = soon()
    soon(visibility=Visibility.NETWORK)
    soon(state=State.DRAFT, published_at=None)
    soon(
        state=State.CANCELLED,
        cancelled_at=AT,
        cancel_reason="Storm",
    )

    assert overview.public_events(AT) == [
        Ahead(event, taken=0, waiting=0, total=None, is_open=True, pill=Pill("Open", "ok"))
    ]
