"""One form for several events: all or nothing, one letter, one effect, and never a standstill."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError

from accounts.access import Standing
from accounts.enums import Visibility
from accounts.steps import By, NotNowError
from events import joint, services
from events.enums import Attending, RegistrationState, State
from events.models import Event, EventGroup, Quota, Registration
from events.services import Ticked
from journal.models import Entry
from mail.models import Letter
from tests.events.at_once import all_at_once
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 23)
NOBODY = Standing(user=None, at=AT)


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def seminar():
    """A seminar in three weeks, with two places."""
    event = EventFactory(title="Seminar", first_date=DAY)
    QuotaFactory(event=event, places=2)
    return event


@pytest.fixture
def board(seminar):
    """The Board the day before, registered for by the seminar's form, with one place."""
    event = EventFactory(
        title="Board meeting", first_date=DAY - dt.timedelta(days=1), registers_with=seminar
    )
    QuotaFactory(event=event, places=1)
    return event


def come(lead, *events, name="Anna", once=None, at=AT, more=None, **words):
    own = more or {}
    return services.register_together(
        lead,
        ticked=[
            Ticked(**{"event": event, "attending": Attending.IN_PERSON} | own.get(event, {}))
            for event in events
        ],
        once=once or uuid.uuid4(),
        name=name,
        email=f"{name.casefold()}@example.eu",
        organisation="Iekšlietu ministrija",
        country=words.pop("country", "LV"),
        category="policymaker",
        notice=None,
        by=Standing(user=None, at=at),
        at=at,
        **words,
    )


def letters(name):
    rows = Letter.objects.filter(to=f"{name.casefold()}@example.eu").order_by("pk")
    return list(rows.values_list("subject", "calendar_method"))


def test_each_event_gets_its_registration_and_the_person_one_letter(seminar, board):
    seminar.sender_name, seminar.join_link = "The Secretariat", "https://video.example/1"
    seminar.contact, seminar.access_notes = "events@example.eu", "Bring a card"
    seminar.save()

    made = come(seminar, seminar, board)

    assert [(one.event, one.state) for one in made] == [
        (seminar, "confirmed"),
        (board, "confirmed"),
    ]
    assert len({one.bundle for one in made} - {None}) == 1
    assert letters("Anna") == [("Your places are confirmed: Board meeting and Seminar", "PUBLISH")]
    letter = Letter.objects.get()
    assert letter.body["paragraphs"] == [
        "Board meeting: your place is confirmed.",
        "Seminar: your place is confirmed.",
        "On your page you change or withdraw each of them by itself.",
    ]
    assert [label for label, _value in letter.body["facts"]] == [
        "Board meeting",
        "Seminar",
        "Access",
        "Registered as",
        "Contact",
    ]
    assert letter.calendar_text.count("BEGIN:VEVENT") == 2
    assert Entry.objects.filter(deed="events.registered").count() == 2


@pytest.mark.parametrize(("attending", "told"), [("online", True), ("in_person", False)])
def test_the_link_is_promised_to_who_comes_online_and_it_is_said_as_what(
    seminar, board, attending, told
):
    Event.objects.filter(pk=seminar.pk).update(mode="hybrid", join_link="https://video.example/1")
    EventGroup.objects.create(event=board, group="member", label="Delegate")

    come(
        seminar,
        seminar,
        board,
        more={seminar: {"attending": attending}, board: {"group": "member"}},
    )

    letter = Letter.objects.get()
    promise = "Links to take part online are on your page, or appear there in time."
    assert (promise in letter.body["paragraphs"]) is told
    assert [fact for fact in letter.body["facts"] if fact[0] in {"Takes part", "As"}] == [
        ["As", "Delegate"],
        ["Takes part", "Online" if told else "In person"],
    ]


def test_places_are_counted_an_event_and_said_an_event(seminar, board):
    come(seminar, seminar, board)

    made = come(seminar, board, seminar, name="Berta")

    assert [one.state for one in made] == ["waiting", "confirmed"]
    assert letters("Berta") == [("Your registrations: Board meeting and Seminar", "REQUEST")]
    assert Letter.objects.get(name="Berta").body["paragraphs"] == [
        "Board meeting: all places you could have are taken. You are number 1 in the queue.",
        "Seminar: your place is confirmed.",
        "When a place is given back you hear by mail at once; you need do nothing.",
        "On your page you change or withdraw each of them by itself.",
    ]


def test_a_letter_without_any_place_has_no_calendar_part(seminar, board):
    Event.objects.update(needs_approval=True)
    come(seminar, seminar, board)

    assert letters("Anna") == [("Your registrations: Board meeting and Seminar", "")]
    assert Letter.objects.get().body["paragraphs"][0] == (
        "Board meeting: your registration is waiting for approval. It is not a place yet; you"
        " hear as soon as it is decided."
    )


def test_one_tick_gets_the_letter_of_one_event(seminar, board):
    made = come(seminar, board)

    assert [one.event for one in made] == [board]
    assert letters("Anna") == [("Your place is confirmed: Board meeting", "REQUEST")]


def test_the_same_form_twice_has_one_effect_even_after_a_withdrawal(seminar, board):
    once = uuid.uuid4()
    first, second = come(seminar, seminar, board, once=once)
    services.withdraw(first, by=NOBODY, as_=By.PERSON, at=AT)
    sent = Letter.objects.count()

    again = come(seminar, seminar, board, once=once)

    assert [one.pk for one in again] == [first.pk, second.pk]
    assert [one.state for one in again] == ["withdrawn", "confirmed"]
    assert (Registration.objects.count(), Letter.objects.count()) == (2, sent)


def test_the_same_form_with_one_tick_more_adds_that_one(seminar, board):
    once = uuid.uuid4()
    come(seminar, seminar, once=once)

    come(seminar, seminar, board, once=once)

    assert set(Registration.objects.values_list("event__title", "state")) == {
        ("Seminar", "confirmed"),
        ("Board meeting", "confirmed"),
    }
    assert Registration.objects.values("bundle").distinct().count() == 1


def test_a_form_that_served_somebody_else_is_refused(seminar, board):
    once = uuid.uuid4()
    come(seminar, seminar, once=once)

    with pytest.raises(services.FormUsedError):
        come(seminar, seminar, board, name="Berta", once=once)
    assert Registration.objects.count() == 1


def test_who_is_registered_for_one_keeps_it_and_gets_the_other_beside_it(seminar, board):
    alone = RegistrationFactory(event=seminar, email="anna@example.eu", name="Anna")

    made = come(seminar, seminar, board)

    alone.refresh_from_db()
    assert [one.pk for one in made] == [alone.pk, made[1].pk]
    assert alone.bundle == made[1].bundle is not None
    assert letters("Anna") == [("Your places are confirmed: Board meeting and Seminar", "PUBLISH")]


def test_bundles_that_meet_become_one(seminar, board):
    third = EventFactory(title="Dinner", first_date=DAY, registers_with=seminar)
    kept, gone = uuid.uuid4(), uuid.uuid4()
    mate = RegistrationFactory(email="anna@example.eu", bundle=gone)
    stranger = RegistrationFactory(email="other@example.eu", bundle=gone)
    RegistrationFactory(event=seminar, email="anna@example.eu", bundle=kept)
    RegistrationFactory(event=board, email="anna@example.eu", bundle=gone)

    come(seminar, seminar, board, third)

    own = Registration.objects.filter(email="anna@example.eu")
    assert own.values("bundle").distinct().count() == 1
    mate.refresh_from_db()
    stranger.refresh_from_db()
    assert mate.bundle == own.first().bundle
    assert stranger.bundle == gone


def test_who_is_registered_for_all_is_told_so_and_not_again_within_minutes(seminar, board):
    come(seminar, seminar, board)

    again = come(seminar, seminar, board, at=AT + dt.timedelta(hours=1))
    come(seminar, seminar, board, at=AT + dt.timedelta(hours=1, minutes=5))

    assert [one.state for one in again] == ["confirmed", "confirmed"]
    assert letters("Anna")[1:] == [("You are already registered: Seminar", "")]


def test_all_or_nothing(seminar, board):
    Event.objects.filter(pk=board.pk).update(registration_closes_at=AT)

    with pytest.raises(services.RegistrationClosedError):
        come(seminar, seminar, board)
    assert (Registration.objects.count(), Letter.objects.count()) == (0, 0)


def test_what_is_not_of_the_form_is_refused(seminar, board):
    with pytest.raises(NotNowError):
        come(seminar, seminar, EventFactory(first_date=DAY))


def test_too_many_of_one_address_are_refused(seminar, board):
    for _ in range(20):
        RegistrationFactory(email="anna@example.eu", registered_at=AT)

    with pytest.raises(services.TooManyError):
        come(seminar, seminar, board)


def test_a_registration_in_another_state_is_told_by_its_name(seminar, board):
    RegistrationFactory(event=board, email="anna@example.eu", state=RegistrationState.OFFERED,
                        offered_until=AT + dt.timedelta(days=1))  # fmt: skip

    come(seminar, seminar, board)

    assert Letter.objects.get().body["paragraphs"][0] == "Board meeting: Place offered."


def test_a_place_given_back_later_is_told_by_itself(seminar, board):
    first = come(seminar, seminar, board)
    come(seminar, seminar, board, name="Berta")

    services.withdraw(first[1], by=NOBODY, as_=By.PERSON, at=AT)

    assert letters("Berta")[1:] == [
        ("A place came free, and it is yours: Board meeting", "REQUEST")
    ]
    assert Registration.objects.filter(name="Anna", state="confirmed").get().event == seminar


# Setting it


def test_a_form_is_shared_and_given_back_and_the_two_are_held_together(seminar, officer):
    other = EventFactory(first_date=DAY)

    shared = services.share_form(other, lead=seminar, by=officer, at=AT)
    services.share_form(other, lead=seminar, by=officer, at=AT)

    assert shared.registers_with == seminar
    assert list(seminar.held_with.all()) == [other]
    assert Entry.objects.filter(deed="events.form_shared").count() == 1

    assert services.share_form(other, lead=None, by=officer, at=AT).registers_with is None
    assert list(seminar.held_with.all()) == [other]


@pytest.mark.parametrize("case", ["itself", "led", "leads"])
def test_no_form_leads_on_to_a_third(case, seminar, board, officer):
    third = EventFactory(first_date=DAY)
    event, lead = {"itself": (third, third), "led": (third, board), "leads": (seminar, third)}[case]

    with pytest.raises(services.FormOfAnotherError):
        services.share_form(event, lead=lead, by=officer, at=AT)


@pytest.mark.parametrize("which", ["event", "lead"])
def test_what_is_over_shares_no_form(which, seminar, officer):
    held = EventFactory(first_date=DAY, state=State.HELD)
    event, lead = (held, seminar) if which == "event" else (seminar, held)

    with pytest.raises(NotNowError):
        services.share_form(event, lead=lead, by=officer, at=AT)


def test_the_database_lets_no_event_register_by_its_own_form(seminar):
    with pytest.raises(IntegrityError, match="event_registers_by_the_form_of_another"):
        Event.objects.filter(pk=seminar.pk).update(registers_with=seminar)


# At once


@pytest.mark.django_db(transaction=True)
def test_people_who_tick_in_opposite_order_never_wait_for_each_other(seminar, board):
    Quota.objects.update(places=5)
    orders = [(seminar, board), (board, seminar)] * 6

    made = all_at_once(
        [
            lambda number=number, events=events: come(seminar, *events, name=f"Guest{number}")
            for number, events in enumerate(orders)
        ]
    )

    assert len(made) == 12
    for event in (seminar, board):
        rows = event.registrations.order_by("arrival").values_list("state", flat=True)
        assert list(rows) == ["confirmed"] * 5 + ["waiting"] * 7
    assert Letter.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_has_one_effect(seminar, board):
    once = uuid.uuid4()

    all_at_once([lambda: come(seminar, seminar, board, once=once)] * 6)

    assert (Registration.objects.count(), Letter.objects.count()) == (2, 1)


def test_only_who_may_know_of_an_event_is_asked(seminar, board):
    Event.objects.filter(pk=board.pk).update(visibility=Visibility.RESTRICTED)

    assert joint.served(seminar, NOBODY) == [seminar]
