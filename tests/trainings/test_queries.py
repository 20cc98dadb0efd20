"""The page of a request asks little in every state, of both sides, however much there is."""

import pytest
import time_machine

from accounts.models import User
from tests.factories.certificates import certificate
from tests.factories.events import RegistrationFactory
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    accepted,
    confirmed_trainer,
    delivered,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from tests.queries import counted
from trainings import closing, services

pytestmark = pytest.mark.django_db
MOST = 15


@pytest.fixture
def officer():
    return secretariat()


def takes(client, made, *people, at=NOW, path=""):
    """How many statements the request's page takes each of these people."""
    address = f"{made.get_absolute_url()}{path}"
    found = []
    with time_machine.travel(at, tick=False):
        for by in people:
            client.force_login(User.objects.get(pk=by.user.pk))
            assert client.get(address).status_code == 200
            found.append(counted(lambda: client.get(address)))
    return found


def test_before_it_is_accepted(client, officer):
    host = speaks_for()
    made = submitted(host)

    assert max(takes(client, made, officer, host)) <= MOST
    asked = services.ask(made, question="How many?", by=officer, at=NOW)
    assert max(takes(client, asked, officer, host)) <= MOST


def test_accepted_in_another_language_with_one_trainer_dates_and_others_to_ask(client, officer):
    host = speaks_for()
    made = accepted(by=officer, host=host, language="pt")
    for _number in range(3):
        QualificationFactory(course=made.course, language="pt")
    services.propose_dates(
        made, first_dates=[FIRST_DAY, OTHER_DAY], close_on=None, by=officer, at=NOW
    )
    confirmed_trainer(made, by=officer, language="pt")

    assert max(takes(client, made, officer, host)) <= MOST
    assert max(takes(client, made, officer, path="?trainers=all")) <= MOST


def test_scheduled_and_joined_by_another(client, officer):
    host = speaks_for()
    made, *_rest = scheduled(by=officer, host=host)
    other, _by, theirs, option = ready(
        by=officer, host=speaks_for("LV"), trainers=0, course=made.course
    )
    services.schedule(other, option=option, onto=made.delivery, by=officer, at=NOW)
    services.propose_dates(fresh(made), first_dates=[OTHER_DAY], close_on=None, by=officer, at=NOW)

    assert max(takes(client, made, officer, host)) <= MOST
    assert max(takes(client, other, officer, theirs)) <= MOST


@pytest.mark.parametrize("path", ["", "close/", "report/"])
def test_delivered(client, officer, path):
    made, _by, _host, after = delivered(by=officer)

    assert max(takes(client, made, officer, at=after, path=path)) <= MOST


def test_what_is_open_says_how_many_have_a_certificate(client, officer):
    made, _by, _host, after = delivered(by=officer)
    event = made.held.event
    people = [RegistrationFactory(event=event) for _number in range(3)]

    def open_now():
        with time_machine.travel(after, tick=False):
            return {one.need: (one.is_met, one.text) for one in closing.open_of(made, at=after)}

    assert open_now()["attendance"] == (
        False, "Of 3 people it is not known whether they were there.",
    )  # fmt: skip
    assert open_now()["certificates"] == (False, "0 of 3 people have one.")
    certificate(people[0])
    assert open_now()["certificates"] == (None, "1 of 3 people have one.")
    for person in people[1:]:
        certificate(person)
    assert open_now()["certificates"] == (True, "3 of 3 people have one.")
    assert closing.open_of(made, at=after)[1].pill.label == "Done"
