"""One form for a seminar and the meeting of a body beside it: who sits in the body, sits there."""

import datetime as dt
import uuid

import pytest
import time_machine

from accounts.enums import Role, Visibility
from events.enums import Group, Kind
from events.models import Registration
from tests.events.organisers import signed_in
from tests.factories.accounts import BodyFactory, MandateFactory, MemberStateFactory, SeatFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def seat():
    return SeatFactory(body=BodyFactory(code="BOARD"), member_state=MemberStateFactory(code="LV"))


@pytest.fixture
def seminar():
    return EventFactory(first_date=DAY, slug="2026-12-10-seminar")


@pytest.fixture
def board(seminar, seat):
    return EventFactory(
        first_date=DAY - dt.timedelta(days=1),
        slug="2026-12-09-board-meeting",
        kind=Kind.MEETING,
        body=seat.body,
        visibility=Visibility.BODY,
        registers_with=seminar,
    )


@pytest.fixture
def substitute(seat):
    return MandateFactory(member_state=seat.member_state, role=Role.SUBSTITUTE).user


def both(user, seminar, board, *, email):
    typed = {
        "once": str(uuid.uuid4()),
        "together": "1",
        "events": (seminar.slug, board.slug),
        "name": "Mārīte Kalniņa",
        "email": email,
        "country": "LV",
        "category": "policymaker",
        "notice": "",
    }
    return signed_in(user).post(f"/events/{seminar.slug}/register/", typed)


def test_who_speaks_for_a_seat_sits_for_it(seminar, board, seat, substitute):
    both(substitute, seminar, board, email=substitute.email)

    made = {one.event: (one.seat, one.group) for one in Registration.objects.all()}
    assert made == {board: (seat, Group.MEMBER), seminar: (None, Group.PARTICIPANT)}


@pytest.mark.parametrize("is_registered", [False, True], ids=["new", "registered already"])
def test_nobody_else_is_brought_into_the_body_nor_told_of(
    seminar, board, substitute, is_registered
):
    if is_registered:
        RegistrationFactory(event=board, email="marite@example.lv")

    page = both(substitute, seminar, board, email="marite@example.lv")

    assert page.status_code == 422
    assert "Here you can register only yourself" in page.text
    assert Registration.objects.count() == is_registered
