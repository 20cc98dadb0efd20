"""What one event that is over waits for, about certificates."""

import uuid

import pytest

from accounts.access import standing
from accounts.enums import Role
from certificates import services
from events import afterwards
from events.enums import State
from events.models import AttendanceTerms
from tests.certificates.issued import issued
from tests.certificates.training import AFTER, participant, training
from tests.factories.accounts import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


def told(event):
    base = f"/events/{event.slug}/certificates/"
    return [
        (todo.what, todo.url.removeprefix(base), todo.button)
        for todo in afterwards.of_event(event, at=AFTER)
    ]


@pytest.mark.parametrize(
    ("number", "what"),
    [(1, "1 certificate can be issued"), (2, "2 certificates can be issued")],
)
def test_those_who_earned_one_wait_be_the_event_closed_or_not(number, what):
    event = training(state=State.CLOSED)
    for one in range(number):
        participant(event, email=f"p{one}@x.eu")
    participant(event, email="late@x.eu", presences=("absent", "absent", "present"))

    assert told(event) == [(what, "issue/", "See who has earned one")]


def test_who_has_one_waits_no_more_and_a_wish_does(officer):
    event = training(state=State.CLOSED)
    certificate = issued(by=officer, event=event)

    before = told(event)
    services.ask_correction(
        certificate, name="Another", note="", once=uuid.uuid4(), by=officer, at=AFTER
    )

    assert before == []
    assert told(event) == [("1 holder asks for another spelling", "?wishes=on", "Decide")]


def test_what_gives_none_waits_for_none():
    event = training(state=State.CLOSED)
    participant(event)
    AttendanceTerms.objects.create(event=event, gives_certificates=False)

    assert told(event) == []
