"""One's own place: accepted, and passed on."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client

from accounts.steps import By
from events import services
from events.models import Event, Registration
from events.questions import Question
from events.views.registration import own_page
from tests.events.organisers import signed_in
from tests.events.registrants import AT, come, nobody, seminar, states
from tests.events.test_views_own import words_of
from tests.factories.accounts import UserFactory
from tests.factories.questions import asks

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def offered():
    """A registration to which the one place is offered until tomorrow."""
    event = seminar(places=1, offer_hours=24)
    holder, mine = come(event, "Holder"), come(event, "Anna")
    come(event, "Berta")
    services.withdraw(holder, by=nobody(), as_=By.PERSON, at=AT)
    mine.refresh_from_db()
    return mine


def post(client, registration, deed, **data):
    return client.post(f"{own_page(registration)}{deed}/", data)


def test_the_page_says_until_when_the_place_is_held_and_offers_both_ways(client, offered):
    page = client.get(own_page(offered))

    said = words_of(page)
    assert "A place is offered to you" in said
    assert "held for you until Tuesday 3 March 2026, 10:00 (Brussels)" in said
    assert "Accept the place Give it back" in said
    assert f'action="{own_page(offered)}accept/"' in page.text


def test_accepting_confirms_and_pressed_twice_it_is_done_once(client, offered):
    first = client.post(f"{own_page(offered)}accept/", follow=True)
    again = post(client, offered, "accept")

    offered.refresh_from_db()
    assert (offered.state, again["Location"]) == ("confirmed", own_page(offered))
    assert "The place is yours." in first.text
    assert "Your place is confirmed" in words_of(first)


def test_giving_it_back_passes_it_on_at_once(client, offered):
    post(client, offered, "withdraw")

    assert states(offered.event)["Berta"] == "offered"


def test_past_its_time_it_cannot_be_accepted_whether_or_not_a_worker_runs(client, offered):
    with time_machine.travel(AT + DAY, tick=False):
        page = words_of(client.get(own_page(offered)))
        answer = post(client, offered, "accept")

    assert "That time is over." in page
    assert "Accept the place" not in page
    assert answer.status_code == 409
    assert "The time to accept is over, and the place has moved on." in words_of(answer)
    assert states(offered.event) == {"Holder": "withdrawn", "Anna": "declined", "Berta": "offered"}


def test_what_was_never_offered_is_not_accepted(client):
    event = seminar(places=1)
    come(event, "Anna")
    berta = come(event, "Berta")

    answer = post(client, berta, "accept")

    assert answer.status_code == 409
    assert "This can no longer be done" in words_of(answer)
    assert states(event)["Berta"] == "waiting"


def test_who_waits_where_places_are_offered_is_told_how_long_there_is_to_accept(client, offered):
    berta = offered.event.registrations.get(name="Berta")

    assert "with 24 hours to accept" in words_of(client.get(own_page(berta)))


# Passing on


def typed(**words):
    zoe = {
        "once": uuid.uuid4(),
        "name": "Zoë Ångström",
        "email": "zoe@example.eu",
        "organisation": "Police",
    }
    return zoe | words


def test_the_place_is_passed_on_by_name_and_the_old_page_says_to_whom(client):
    event = seminar(places=1)
    anna = come(event, "Anna")
    assert f'href="{own_page(anna)}pass-on/"' in client.get(own_page(anna)).text
    assert "Who comes instead of you?" in client.get(f"{own_page(anna)}pass-on/").text
    form = typed()

    answer = client.post(f"{own_page(anna)}pass-on/", form, follow=True)
    again = post(client, anna, "pass-on", **form)

    zoe = Registration.objects.get(email="zoe@example.eu")
    assert states(event) == {"Anna": "withdrawn", "Zoë Ångström": "confirmed"}
    assert "Your place is now that of Zoë Ångström, who is told by mail." in answer.text
    said = words_of(answer)
    assert "You handed your place over to Zoë Ångström" in said
    assert "The place is now that of Zoë Ångström. If that was a mistake" in said
    assert "withdraw" not in said
    assert "You handed your place over to Zoë Ångström" in words_of(client.get(own_page(anna)))
    assert again["Location"] == own_page(anna)
    assert "Your place is confirmed" in words_of(client.get(own_page(zoe)))


def test_the_own_list_says_to_whom_too(client):
    event = seminar(places=1)
    anna = come(event, "Anna")
    post(client, anna, "pass-on", **typed())
    client.force_login(UserFactory(email="anna@example.eu"))

    said = words_of(client.get("/registrations/"))

    assert "You handed your place over to Zoë Ångström" in said


def test_who_takes_over_is_told_how_many_questions_are_to_be_answered(client):
    event = seminar(places=1)
    asks(
        event,
        Question("role", "text", "Your role", required=True),
        Question("unit", "text", "Your unit", required=True),
    )
    anna = come(event, "Anna", answers={"role": "Speaker", "unit": "Police"})
    client.post(f"{own_page(anna)}pass-on/", typed())
    zoe = Registration.objects.get(email="zoe@example.eu")

    said = words_of(client.get(own_page(zoe)))

    assert "2 questions to answer The organisers need your answer." in said
    assert "to answer" not in words_of(client.get(own_page(anna)))


def test_where_it_needs_approval_the_page_says_that_the_place_is_still_ones_own(client):
    event = seminar(places=1, needs_approval=True)
    anna = services.approve(come(event, "Anna"), by=nobody(), at=AT)

    answer = client.post(f"{own_page(anna)}pass-on/", typed(), follow=True)

    assert "can take your place once that is approved; until then it is yours." in answer.text
    said = words_of(answer)
    assert "Zoë Ångström is to take your place and awaits approval; until then it is yours." in said
    assert "Somebody else comes instead of you?" not in said


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"email": "anna@example.eu"}, "email", "registered already"),
        ({"email": "berta@example.eu"}, "email", "registered already"),
        ({"email": "no address"}, "email", ""),
        ({"name": ""}, "name", ""),
        ({"once": "no mark"}, "once", ""),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client, words, field, said):
    event = seminar(places=1)
    anna = come(event, "Anna")
    come(event, "Berta")

    answer = post(client, anna, "pass-on", **typed(**words))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert said in " ".join(answer.context["form"].errors[field])
    assert 'value="Police"' in answer.text
    assert states(event)["Anna"] == "confirmed"


def test_a_form_that_served_somebody_else_is_refused(client):
    anna = come(seminar(places=1), "Anna")
    form = typed()
    post(client, anna, "pass-on", **form)

    answer = post(client, anna, "pass-on", **form | {"email": "other@example.eu"})

    assert answer.status_code == 422
    assert "This form was used before." in answer.text


def test_one_address_is_not_named_without_end(client):
    for number in range(20):
        come(seminar(first_date=AT.date() + (30 + number) * DAY), "Zoë", email="zoe@example.eu")
    anna = come(seminar(places=1), "Anna")

    assert post(client, anna, "pass-on", **typed()).status_code == 429


@pytest.mark.parametrize("held", [False, True], ids=["waiting", "begun"])
def test_what_cannot_be_passed_on_says_how_it_stands(client, held):
    event = seminar(places=1 if held else 0)
    anna = come(event, "Anna")
    moment = event.starts_at if held else AT

    with time_machine.travel(moment, tick=False):
        shown = client.get(f"{own_page(anna)}pass-on/")
        answer = post(client, anna, "pass-on", **typed())

    assert (shown.status_code, answer.status_code) == (200, 409)
    assert "This can no longer be done" in words_of(shown)
    assert Registration.objects.count() == 1


def test_deeds_need_the_token_of_the_form(offered):
    strict = Client(enforce_csrf_checks=True)

    for deed in ("accept", "pass-on", "take-back"):
        assert post(strict, offered, deed).status_code == 403
    assert Event.objects.get(pk=offered.event_id).arrivals == 3


@pytest.mark.parametrize("deed", ["accept", "withdraw", "change", "pass-on"])
def test_a_forwarded_link_lets_nobody_act_who_is_signed_in_as_somebody_else(offered, deed):
    stranger = signed_in(UserFactory(name="Berta"))
    own = signed_in(UserFactory(email=offered.email))
    said = "You are signed in as Berta, and this registration is that of Anna."

    shown, answer = stranger.get(own_page(offered)), post(stranger, offered, deed)

    offered.refresh_from_db()
    assert (answer.status_code, offered.state) == (409, "offered")
    assert said in words_of(answer)
    assert said in words_of(shown)
    assert "signed in as" not in words_of(own.get(own_page(offered)))
    assert post(own, offered, deed).status_code != 409


def test_a_page_behind_a_forwarded_link_says_so_before_anything_is_typed(offered):
    stranger = signed_in(UserFactory(name="Berta"))

    page = stranger.get(f"{own_page(offered)}change/")

    assert page.status_code == 200
    assert "If that is you, sign out first." in words_of(page)
