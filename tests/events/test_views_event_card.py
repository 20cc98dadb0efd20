"""The card beside an event: one's own place, and what is still asked."""

import datetime as dt
import re
import uuid

import pytest
import time_machine

from accounts.enums import Role
from events.enums import Group, Mode, RegistrationState, State
from events.models import ChangeRequest
from events.views.registration import own_page
from meetings.models import Delegation
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    NoticeFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
)
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


def words_of(response):
    """What can be read on the page, on one line."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def page(client, event):
    response = client.get(event.get_absolute_url())
    assert response.status_code == 200
    return words_of(response)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Registration closes Thursday 10 December 2026, 09:30 (Brussels)."),
        (
            {"registration_closes_at": dt.datetime(2026, 12, 2, 16, tzinfo=dt.UTC)},
            "Registration closes Wednesday 2 December 2026, 17:00 (Brussels).",
        ),
        (
            {"registration_opens_at": dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)},
            "Registration opens Tuesday 1 December 2026, 09:00 (Brussels).",
        ),
        ({"registration_closes_at": AT}, "Registration has closed."),
        ({"state": State.HELD}, "Registration has closed."),
        ({"takes_registrations": False}, "No registration is taken here."),
        (
            {"state": State.CANCELLED, "cancelled_at": AT, "cancel_reason": "Snow."},
            "The event is cancelled; nobody can register.",
        ),
    ],
)
def test_your_place(client, fields, sentence):
    said = page(client, made(**fields))

    assert sentence in said
    assert ("No account needed." in said) == sentence.startswith("Registration closes")


def test_who_is_registered_finds_the_own_page(client):
    event, user = made(), UserFactory()
    RegistrationFactory(event=event, email=user.email, state=RegistrationState.WITHDRAWN)
    own = RegistrationFactory(event=event, email=user.email, state=RegistrationState.WAITING)
    client.force_login(user)

    response = client.get(event.get_absolute_url())

    assert f'href="{own_page(own)}"' in response.content.decode()
    assert "You are on the waiting list" in words_of(response)
    assert "one_click" not in response.context


def test_one_press_registers_whose_data_are_known(client):
    event, notice = made(), NoticeFactory()
    user = MandateFactory(member_state=MemberStateFactory(code="LV")).user
    before = made(slug="2026-01-01-before", first_date=dt.date(2026, 1, 1))
    RegistrationFactory(
        event=before, email=user.email, organisation="Ministry", country="EL", category="police"
    )
    client.force_login(user)
    one_click = client.get(event.get_absolute_url()).context["one_click"]

    response = client.post(f"{event.get_absolute_url()}register/", dict(one_click.fields))

    made_now = event.registrations.get()
    assert response["Location"] == own_page(made_now)
    assert (made_now.email, made_now.country, made_now.category, made_now.notice) == (
        user.email,
        "LV",
        "police",
        notice,
    )
    assert one_click.said == f"{user.name}, Latvia, Police"


@pytest.fixture
def of_board():
    """A meeting of the Board, in which Latvia and the Commission have a seat."""
    board = BodyFactory(code="BOARD")
    SeatFactory(body=board, member_state=MemberStateFactory(code="LV"))
    SeatFactory(body=board, member_state=None, organisation=OrganisationFactory(), votes=False)
    return made(kind="meeting", body=board, visibility="body")


@pytest.mark.parametrize("role", [Role.NR, Role.OBSERVER], ids=str)
def test_who_names_a_delegation_has_that_one_door(client, of_board, role):
    seat = of_board.body.seats.get(votes=role == Role.NR)
    holder = {"member_state": seat.member_state, "organisation": seat.organisation}
    user = MandateFactory(role=role, **holder).user
    InvitationFactory(event=of_board, kind="seat", seat=seat, email=user.email)
    client.force_login(user)

    response = client.get(of_board.get_absolute_url())

    said = words_of(response)
    assert "Name the delegation" in said
    assert "Your place" not in said
    assert response.context["invited"] == []


def test_who_is_registered_and_names_a_delegation_has_one_card_for_both(client, of_board):
    seat = of_board.body.seats.get(votes=True)
    user = MandateFactory(member_state=seat.member_state).user
    own = RegistrationFactory(event=of_board, email=user.email)
    of_board.registration_closes_at = dt.datetime(2026, 12, 2, 16, tzinfo=dt.UTC)
    of_board.save()
    client.force_login(user)

    response = client.get(of_board.get_absolute_url())

    said = words_of(response)
    assert "Your delegation is not named yet." in said
    assert "Delegations until Wednesday 2 December 2026, 17:00" in said
    assert "Your registration" in said
    assert f'href="{own_page(own)}"' in response.text
    assert 'aria-labelledby="place"' not in response.text
    assert "Registration closes" not in said


@pytest.mark.parametrize(
    ("state", "answer"), [("sent", "Named"), ("nobody", "Nobody comes")], ids=str
)
def test_what_the_own_seat_has_answered_stands_on_the_card(client, of_board, state, answer):
    seat = of_board.body.seats.get(votes=True)
    other = MemberStateFactory(code="FR")
    for one in (seat.member_state, other):
        Delegation.objects.create(
            event=of_board, member_state=one, state=state, changed_at=AT, sent_at=AT, sent_as="NR"
        )
    client.force_login(MandateFactory(member_state=seat.member_state).user)

    said = words_of(client.get(of_board.get_absolute_url()))

    assert f"Your delegation {answer} Open the delegation" in said
    assert "Name the delegation" not in said


def test_the_own_registration_stays_once_the_meeting_is_held(client, of_board):
    seat = of_board.body.seats.get(votes=True)
    user = MandateFactory(member_state=seat.member_state).user
    own = RegistrationFactory(event=of_board, email=user.email)
    of_board.state = State.HELD
    of_board.save()
    client.force_login(user)

    response = client.get(of_board.get_absolute_url())

    assert f'href="{own_page(own)}"' in response.text
    assert "Your delegation" not in words_of(response)


def test_who_only_prepares_the_meeting_of_a_body_registers_for_it(client, of_board):
    user = MandateFactory(role=Role.PRESIDENCY, member_state=MemberStateFactory(code="LV")).user
    client.force_login(user)

    said = words_of(client.get(of_board.get_absolute_url()))

    assert "Name the delegation" not in said
    assert "Register" in said


def test_who_sits_in_the_body_registers_for_the_own_seat_and_nobody_else(client, of_board):
    notice = NoticeFactory()
    user = MandateFactory(member_state=MemberStateFactory(code="LV")).user
    client.force_login(user)
    typed = {
        "name": "Anna", "country": "LV", "category": "policymaker", "notice": notice.version,
    }  # fmt: skip

    own, other = (
        client.post(
            f"{of_board.get_absolute_url()}register/",
            {**typed, "email": email, "once": str(uuid.uuid4())},
        )
        for email in (user.email, "somebody@example.eu")
    )

    seat = of_board.body.seats.get(votes=True)
    assert (own.status_code, other.status_code) == (302, 422)
    assert "Here you can register only yourself" in words_of(other)
    (made,) = of_board.registrations.all()
    assert (made.email, made.seat, made.group) == (user.email, seat, Group.MEMBER)


def test_who_must_still_say_something_gets_the_form(client):
    event = made(mode=Mode.HYBRID)
    unknown = made(slug="2026-12-10-other")
    user = UserFactory()
    client.force_login(user)

    assert client.get(unknown.get_absolute_url()).context["one_click"] is None
    RegistrationFactory(event=made(slug="2026-01-01-x"), email=user.email)
    assert client.get(unknown.get_absolute_url()).context["one_click"]
    assert client.get(event.get_absolute_url()).context["one_click"] is None


def test_who_was_there_is_led_to_the_report_that_is_missing(client):
    external = made(
        kind="external",
        first_date=dt.date(2026, 11, 24),
        starts_time=dt.time(9),
        takes_registrations=False,
    )
    ahead = made(kind="external", slug="2026-12-11-x", takes_registrations=False)
    client.force_login(MandateFactory(role=Role.SECRETARIAT).user)

    assert "Write the short report" in page(client, external)
    assert "Write the short report" not in page(client, ahead)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            {"state": RegistrationState.OFFERED, "offered_until": AT + dt.timedelta(hours=5)},
            "A place came free and is held for you until Tuesday 24 November 2026, 18:00",
        ),
        ({"unanswered": 1}, "1 question waits for your answer. Answer"),
        ({"unanswered": 1, "unanswered_later": 1}, "2 questions wait for your answer. Answer"),
        (
            {"state": RegistrationState.WAITING, "unanswered_later": 1},
            "You are on the waiting list Your registration",
        ),
    ],
    ids=["offered", "one question", "two questions", "details are for those who come"],
)
def test_the_card_says_what_is_still_asked(client, own, said):
    user, event = UserFactory(), made()
    RegistrationFactory(event=event, email=user.email, **own)
    client.force_login(user)

    assert said in page(client, event)


def test_the_card_says_that_a_change_is_not_decided(client):
    user, event = UserFactory(), made()
    own = RegistrationFactory(event=event, email=user.email)
    ChangeRequest.objects.create(registration=own, asked_at=AT, what={})
    client.force_login(user)

    assert "The change you asked for is not decided yet." in page(client, event)


def test_who_takes_part_finds_the_others_where_they_see_each_other(client):
    user = UserFactory()
    shown, hidden = made(shows_participants=True), made(slug="2026-12-11-x")
    for event in (shown, hidden):
        RegistrationFactory(event=event, email=user.email)
    assert "Who takes part" not in page(client, shown)
    client.force_login(user)

    assert "Who takes part" in page(client, shown)
    assert "Who takes part" not in page(client, hidden)


@pytest.mark.parametrize("way", ["registers with another", "serves another"])
def test_events_with_one_form_ask_for_the_ticks(client, way):
    event, other = made(), made(slug="2026-12-11-x")
    one, two = (event, other) if way == "registers with another" else (other, event)
    one.registers_with = two
    one.save()
    user = UserFactory()
    RegistrationFactory(event=made(slug="2026-01-01-x"), email=user.email)
    client.force_login(user)

    assert client.get(event.get_absolute_url()).context["one_click"] is None
