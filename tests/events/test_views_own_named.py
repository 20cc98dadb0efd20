"""The page of a delegate who was named: asked, answered, and never answered by looking."""

import datetime as dt
import uuid

import pytest
import time_machine

from accounts.steps import By, NotNowError
from events import services
from events.models import Registration
from events.services import Naming
from events.views.registration import own_page
from mail.models import Letter
from tests.events.registrants import AT, nobody
from tests.events.test_views_own import words_of
from tests.factories.accounts import BodyFactory, MemberStateFactory, SeatFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def made():
    """Anna, named for the delegation of Latvia to a hybrid meeting in three weeks."""
    seat = SeatFactory(body=BodyFactory(code="BOARD"), member_state=MemberStateFactory(code="LV"))
    return name(seat)


def name(seat):
    event = EventFactory(mode="hybrid", first_date=AT.date() + dt.timedelta(days=21))
    naming = Naming(
        party="Latvia",
        seat=seat,
        country="LV",
        category="policymaker",
        name="Anna",
        email="anna@example.eu",
        organisation="",
        attending="online",
        capacity="expert",
    )
    return services.name_delegate(event, naming, by=nobody(), at=AT)


def answer(client, made, said):
    return client.post(f"{own_page(made)}confirm/", {"answer": said})


def state(made):
    found = Registration.objects.get(pk=made.pk)
    return found.state, found.attending


def test_the_page_asks_and_looking_at_it_changes_nothing(client, made):
    page = client.get(f"{own_page(made)}?answer=online")
    client.head(f"{own_page(made)}?answer=no")

    assert "You are named for the delegation of State LV: Expert." in words_of(page)
    assert "Yes, in person Yes, online No, I do not come" in words_of(page)
    primary = 'class="btn btn-primary" type="submit" name="answer" value="online"'
    assert primary in " ".join(page.text.split())
    assert state(made) == ("named", "online")
    assert client.get(f"{own_page(made)}confirm/").status_code == 405


def test_without_a_seat_the_state_is_named_and_without_an_answer_the_first_stands_out(client):
    page = client.get(own_page(name(None)))

    assert "You are named for the delegation of Latvia: Expert." in words_of(page)
    primary = 'class="btn btn-primary" type="submit" name="answer" value="in_person"'
    assert primary in " ".join(page.text.split())


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("in_person", ("confirmed", "in_person")),
        ("online", ("confirmed", "online")),
        ("no", ("withdrawn", "online")),
    ],
)
def test_an_answer_is_taken_and_pressed_twice_it_is_taken_once(client, made, said, after):
    first, again = answer(client, made, said), answer(client, made, said)

    assert [one.status_code for one in (first, again)] == [302, 302]
    assert state(made) == after
    assert Letter.objects.count() == 2
    assert "Do you come?" not in words_of(client.get(own_page(made)))


@pytest.mark.parametrize("said", ["", "perhaps"])
def test_what_is_no_answer_is_refused(client, made, said):
    assert answer(client, made, said).status_code == 409
    assert state(made) == ("named", "online")


def test_who_was_taken_off_meanwhile_reads_why(client, made):
    services.release_delegate(made, reason="Another comes.", by=nobody(), as_=By.SECRETARIAT, at=AT)

    page = answer(client, made, "no")
    assert page.status_code == 409
    assert "Another comes." in words_of(page)
    assert answer(client, made, "online").status_code == 409


def test_whom_a_seat_has_named_hands_the_place_to_nobody(client, made):
    answer(client, made, "online")
    typed = {"name": "Zoë", "email": "zoe@example.eu", "once": uuid.uuid4()}

    page = client.get(f"{own_page(made)}pass-on/")
    sent = client.post(f"{own_page(made)}pass-on/", typed)

    assert f"{own_page(made)}pass-on/" not in client.get(own_page(made)).text
    assert "This can no longer be done" in page.text
    assert (sent.status_code, [one.name for one in Registration.objects.all()]) == (409, ["Anna"])
    with pytest.raises(NotNowError):
        services.pass_on(
            Registration.objects.get(),
            once=uuid.uuid4(),
            name="Zoë",
            email="zoe@example.eu",
            organisation="",
            by=nobody(),
            as_=By.PERSON,
            at=AT,
        )


@pytest.mark.parametrize(
    ("said", "meant", "before", "instead"),
    [
        ("in_person", "in_person", "You have said that you come, in person.", None),
        ("in_person", "no", "You have said that you come, in person.", "#withdraw"),
        ("online", "in_person", "You have said that you come, online.", "change/"),
        ("no", "no", "You have said that you do not come.", None),
        ("no", "online", "You have said that you do not come.", "#undo"),
    ],
)
def test_a_mailed_answer_after_another_says_what_stands_and_leads_to_the_change(
    client, made, said, meant, before, instead
):
    answer(client, made, said)

    page = client.get(f"{own_page(made)}?answer={meant}")

    stands = page.text.partition('<div class="notice notice-info">')[2].partition("</div>")[0]
    assert before in stands
    assert ("<a href=" in stands) == bool(instead)
    if instead:
        assert f'{instead}">' in stands
        assert instead == "change/" or f'id="{instead[1:]}"' in page.text


@pytest.mark.parametrize("meant", ["", "perhaps"])
def test_a_link_without_an_answer_says_nothing_of_it(client, made, meant):
    answer(client, made, "no")

    assert "You have said" not in words_of(client.get(f"{own_page(made)}?answer={meant}"))


def test_who_was_taken_off_has_said_nothing(client, made):
    services.release_delegate(made, reason="Another comes.", by=nobody(), as_=By.SECRETARIAT, at=AT)

    assert "You have said" not in words_of(client.get(f"{own_page(made)}?answer=no"))
