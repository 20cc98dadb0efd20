"""What the Secretariat sees before it decides: who could teach, and what else is on then."""

import datetime as dt

import pytest
import time_machine

from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    AvailabilityFactory,
    CourseFactory,
    QualificationFactory,
    accepted,
    ready,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from tests.queries import counted
from trainings import services
from trainings.rules import Window

pytestmark = pytest.mark.django_db
MOST = 15


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(client):
    by = secretariat()
    client.force_login(by.user)
    return by


def said(page):
    return " ".join(page.text.split())


def test_it_is_said_how_many_could_teach_it_and_who_are_the_first(client, officer):
    course = CourseFactory()
    approved = [QualificationFactory(course=course).trainer for _number in range(5)]
    for starts, ends in ((18, 22), (8, 12)):
        month = 1 if starts == 18 else 2
        AvailabilityFactory(
            trainer=approved[0],
            starts=dt.date(2027, month, starts),
            ends=dt.date(2027, month, ends),
        )
    AvailabilityFactory(trainer=approved[1])
    QualificationFactory(course=course, language="pt")

    page = client.get(submitted(course=course).get_absolute_url())

    outlook = page.context["outlook"]
    assert (outlook.could, [trainer for trainer, _why in outlook.best]) == (4, approved[2:5])
    assert "4 trainers could teach it in English within the windows, best match first:" in said(
        page
    )
    assert approved[2].get_absolute_url() in page.text
    assert outlook.best[0][1] in page.text


def test_that_nobody_could_is_said_before_it_is_accepted(client, officer):
    page = client.get(submitted(language="pt").get_absolute_url())

    assert "Nobody is approved to teach it in Portuguese and free within the windows." in said(page)
    assert "trainers could teach" not in page.text


def test_trainings_of_the_months_are_counted_once_and_led_to(client, officer):
    first, *_rest = scheduled(by=officer, day=dt.date(2027, 1, 5))
    other, _by, _host, option = ready(
        by=officer, host=speaks_for("LV"), trainers=0, course=first.course, joins=first.delivery
    )
    services.schedule(other, option=option, by=officer, at=NOW)
    scheduled(by=officer, day=FIRST_DAY)
    scheduled(by=officer, day=dt.date(2027, 3, 2))
    accepted(officer)
    made = submitted(
        windows=(
            Window(dt.date(2026, 12, 7), dt.date(2027, 1, 29)),
            Window(dt.date(2027, 2, 8), dt.date(2027, 2, 12)),
        )
    )

    page = client.get(made.get_absolute_url())

    assert [(one.label, one.number) for one in page.context["outlook"].months] == [
        ("December 2026", 0), ("January 2027", 2), ("February 2027", 0),
    ]  # fmt: skip
    january = "/trainings/requests/list/?state=dated&amp;year=2027&amp;month=1"
    assert f'href="{january}"' in page.text
    assert len(client.get(january.replace("&amp;", "&")).context["cards"]) == 3


def test_who_only_reads_it_sees_nothing_of_that(client):
    host = speaks_for()
    client.force_login(host.user)

    page = client.get(submitted(host).get_absolute_url())

    assert "outlook" not in page.context
    assert "begin in these months" not in page.text


def test_it_asks_little_however_many_trainers_there_are(client, officer):
    course = CourseFactory()
    QualificationFactory(course=course)
    made = submitted(course=course)
    asked = services.ask(made, question="How many?", by=officer, at=NOW)
    made = services.answer(asked, text="Twenty.", by=speaks_for(), at=NOW)

    one = counted(lambda: client.get(made.get_absolute_url()))
    for _number in range(3):
        QualificationFactory(course=course)
    many = counted(lambda: client.get(made.get_absolute_url()))

    assert one == many
    assert one <= MOST
