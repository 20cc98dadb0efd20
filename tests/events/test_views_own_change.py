"""Changing one's own registration: at once, or by asking once registration has closed."""

import datetime as dt

import pytest
import time_machine

from accounts.steps import By
from events import services
from events.enums import Attending, Kind, QuotaScope
from events.models import ChangeRequest, Event, Registration
from events.questions import Option, Question
from events.services import answers
from events.services.questions import set_questions
from events.views.registration import own_page
from tests.events.registrants import AT, come, nobody
from tests.events.test_views_own import words_of
from tests.factories.accounts import BodyFactory, MemberStateFactory, SeatFactory
from tests.factories.events import EventFactory, QuotaFactory, SessionFactory

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as moved:
        yield moved


@pytest.fixture
def event():
    """A hybrid seminar with a workshop of one place and a question, closing in an hour."""
    event = EventFactory(
        first_date=AT.date() + dt.timedelta(days=21),
        mode="hybrid",
        registration_closes_at=AT + HOUR,
    )
    workshop = SessionFactory(event=event, title="Workshop")
    QuotaFactory(event=event, scope=QuotaScope.SESSION, session=workshop, places=1)
    meal = Question(
        "meal", "choice", "Meal", options=(Option("fish", "Fish", 1), Option("none", "None"))
    )
    set_questions(event, schema=(meal,), by=nobody(), at=AT)
    event.refresh_from_db()
    return event


def workshop(event):
    return event.sessions.get()


def typed(registration, **words):
    registration.refresh_from_db()
    stored = {
        "version": registration.version,
        "name": registration.name,
        "organisation": registration.organisation,
        "country": registration.country,
        "category": registration.category,
        "mode": registration.attending,
    }
    return stored | words


def post(client, registration, **words):
    return client.post(
        f"{own_page(registration)}change/", typed(registration, **words), follow=True
    )


def test_sessions_and_answers_are_changed_at_once_and_shown(client, event):
    anna = come(event, "Anna")

    answer = post(client, anna, sessions=[str(workshop(event).uid)], q_meal="fish")

    assert "Your changes are saved." in answer.text
    said = words_of(answer)
    assert "Sessions Workshop (Mon 23 Mar 2026, 10:00)" in said
    assert "Meal Fish" in said
    assert list(anna.sessions.all()) == [workshop(event)]


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        (
            lambda event: {"sessions": [str(workshop(event).uid)]},
            "sessions",
            "Workshop: the only place is taken. Your registration stays as it was.",
        ),
        (
            lambda _event: {"q_meal": "fish"},
            "q_meal",
            "Meal: Fish: the only place is taken. Your registration stays as it was.",
        ),
        (
            lambda _event: {"mode": Attending.ONLINE},
            "mode",
            "There is no place for Online. Your registration stays as it was.",
        ),
        (
            lambda _event: {"country": "FR"},
            "country",
            "There is no place for France. Your registration stays as it was.",
        ),
    ],
    ids=["session", "option", "way of taking part", "state"],
)
def test_what_has_no_place_is_said_beside_its_field(client, event, words, field, said):
    france = MemberStateFactory(code="FR")
    anna = come(event, "Anna")
    come(event, "Berta", sessions=[workshop(event)], answers={"meal": "fish"})
    QuotaFactory(event=event, scope=QuotaScope.STATE, member_state=france, places=0)
    QuotaFactory(event=event, scope=QuotaScope.ATTENDING, attending=Attending.ONLINE, places=0)

    answer = post(client, anna, **words(event))

    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [said]})
    assert answers.given(anna) == {}
    assert Registration.objects.get(pk=anna.pk).version == 1


def test_another_name_than_was_approved_becomes_a_wish(client, event):
    event.needs_approval = True
    event.save()
    anna = come(event, "Anna")
    page = f"{own_page(anna)}change/"
    before = words_of(client.get(page))
    services.approve(anna, by=nobody(), at=AT)

    shown = words_of(client.get(page))
    answer = client.post(page, typed(anna, name="Jānis Ozols", mode="online"), follow=True)

    assert ("approved by name" in before, "approved by name" in shown) == (False, True)
    assert "Your wish has gone to the Secretariat" in answer.text
    assert "Jānis Ozols" in words_of(answer)
    anna.refresh_from_db()
    assert (anna.name, anna.attending) == ("Anna", Attending.ONLINE)


def test_once_registration_has_closed_the_page_says_so_and_the_change_becomes_a_wish(
    client, event, clock
):
    anna = come(event, "Anna", answers={"meal": "none"})
    clock.move_to(AT + HOUR)
    form = client.get(f"{own_page(anna)}change/")
    assert "Registration has closed" in words_of(form)

    answer = post(
        client,
        anna,
        name="Anna Kalniņa",
        mode=Attending.ONLINE,
        sessions=[str(workshop(event).uid)],
        q_meal="fish",
        note="The train does not run.",
    )

    assert "Your wish has gone to the Secretariat" in answer.text
    said = words_of(answer)
    assert "Your wish for a change awaits a decision" in said
    assert "Takes part Online" in said
    assert "Sessions Workshop (Mon 23 Mar 2026, 10:00)" in said
    assert "Meal Fish" in said
    assert "Why The train does not run." in said
    assert "You take part In person" in said
    assert "Name Anna Kalniņa" in said
    assert "Withdraw my registration" in said


def test_a_wish_is_taken_back_and_pressed_twice_it_is_done_once(client, event, clock):
    anna = come(event, "Anna")
    clock.move_to(AT + HOUR)
    post(client, anna, mode=Attending.ONLINE)

    answers_ = [
        client.post(f"{own_page(anna)}take-back/", follow=True),
        client.post(f"{own_page(anna)}take-back/", follow=True),
    ]

    assert [answer.status_code for answer in answers_] == [200, 200]
    assert "awaits a decision" not in words_of(answers_[1])
    assert [one.state for one in ChangeRequest.objects.all()] == ["taken_back"]


@pytest.mark.parametrize("granted", [True, False])
def test_the_page_says_what_became_of_a_wish(client, event, clock, granted):
    anna = come(event, "Anna")
    clock.move_to(AT + HOUR)
    post(client, anna, mode=Attending.ONLINE)
    asked = ChangeRequest.objects.get()

    if granted:
        services.grant_change(asked, by=nobody(), at=AT + HOUR)
    else:
        services.refuse_change(asked, reason="The link is full.", by=nobody(), at=AT + HOUR)

    said = words_of(client.get(own_page(anna)))
    assert ("Your change is made" in said, "The link is full." in said) == (granted, not granted)
    assert ("You take part Online" in said) == granted


def test_what_no_longer_stands_asks_for_nothing(client, event, clock):
    anna = come(event, "Anna")
    clock.move_to(AT + HOUR)
    services.withdraw(anna, by=nobody(), as_=By.PERSON, at=AT)

    answer = post(client, anna, mode=Attending.ONLINE)

    assert answer.status_code == 409
    assert ChangeRequest.objects.count() == 0


def test_too_long_a_reason_is_said_beside_it_and_nothing_is_lost(client, event, clock):
    anna = come(event, "Anna")
    clock.move_to(AT + HOUR)

    answer = post(client, anna, name="Anna Kalniņa", note="x" * 1001)

    assert (answer.status_code, list(answer.context["note"].errors)) == (422, ["note"])
    assert 'value="Anna Kalniņa"' in answer.text


@pytest.fixture
def delegate(event):
    """Anna, named and confirmed for the seat of Latvia in a meeting of the Board."""
    body = BodyFactory(code="BOARD")
    seat = SeatFactory(body=body, member_state=MemberStateFactory(code="LV"))
    Event.objects.filter(pk=event.pk).update(kind=Kind.MEETING, body=body)
    event.refresh_from_db()
    anna = come(event, "Anna Kalnina", country="LV", seat=seat)
    Registration.objects.filter(pk=anna.pk).update(capacity="head", group="member")
    return Registration.objects.get(pk=anna.pk)


def test_a_delegate_spells_the_own_name_right_and_becomes_nobody_else(client, delegate):
    right = post(client, delegate, name="Anna Kalniņa")
    other = post(client, delegate, name="Somebody Quite Different")

    assert "Your changes are saved." in right.text
    assert other.status_code == 422
    assert "For somebody else to come, tell who speaks for the seat." in other.text
    delegate.refresh_from_db()
    assert delegate.name == "Anna Kalniņa"


def test_who_sits_for_a_state_does_not_move_to_another(client, event, delegate):
    MemberStateFactory(code="FR")
    form = client.get(f"{own_page(delegate)}change/")
    post(client, delegate, country="FR")
    delegate.refresh_from_db()
    services.change_or_ask(
        delegate, version=delegate.version, name=delegate.name, organisation="Ministry",
        country="FR", category=delegate.category, attending=delegate.attending,
        by=nobody(), at=AT,
    )  # fmt: skip

    delegate.refresh_from_db()
    assert 'name="country"' not in form.text
    assert "register anew" not in form.text
    assert (delegate.country, delegate.organisation) == ("LV", "Ministry")


def test_the_own_page_of_a_delegate_leads_to_agenda_and_papers(client, event, delegate):
    Event.objects.filter(pk=event.pk).update(visibility="body")
    page = client.get(own_page(delegate))

    assert "Agenda and papers: sign in with your e-mail address" in page.text
    assert "What is known of you" in page.text
