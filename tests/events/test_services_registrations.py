"""Registering, the queue, and all that can happen to a registration."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.access import Standing
from accounts.steps import By, NotNowError
from accounts.versions import StaleError
from events import services
from events.enums import Attending, QuotaScope, State
from events.models import LinkRequest, Registration
from events.services import position
from journal.models import Entry
from mail.links import digest, token
from mail.models import Letter
from mail.services import rendered
from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

VISITOR_WORDS = {
    "organisation": "Iekšlietu ministrija",
    "category": "policymaker",
    "attending": Attending.IN_PERSON,
    "notice": None,
}


def nobody(at):
    return Standing(user=None, at=at)


@pytest.fixture
def at(settings):
    return dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def event(at):
    """A seminar in three weeks with two places."""
    event = EventFactory(first_date=at.date() + dt.timedelta(days=21))
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=2)
    return event


def come(event, name, *, at, country="LV", **words):
    """Register somebody by first name."""
    facts = VISITOR_WORDS | {"once": uuid.uuid4()} | words
    return services.register(
        event,
        name=name,
        email=words.pop("email", f"{name.casefold()}@example.eu"),
        country=country,
        by=facts.pop("by", nobody(at)),
        at=at,
        **{key: value for key, value in facts.items() if key != "email"},
    )


def subjects(email):
    return [letter.subject for letter in Letter.objects.filter(to=email).order_by("pk")]


def states(event):
    return dict(event.registrations.order_by("arrival").values_list("name", "state"))


def test_the_first_get_a_place_and_the_next_the_end_of_the_queue(event, at):
    for name in ["Anna", "Berta", "Cecil", "Dora"]:
        come(event, name, at=at)

    rows = list(event.registrations.order_by("arrival").values_list("name", "state", "arrival"))
    assert rows == [
        ("Anna", "confirmed", 1),
        ("Berta", "confirmed", 2),
        ("Cecil", "waiting", 3),
        ("Dora", "waiting", 4),
    ]
    assert position(event.registrations.get(name="Dora")) == 2
    assert subjects("anna@example.eu") == [f"Your place is confirmed: {event.title}"]
    letter = Letter.objects.get(to="dora@example.eu")
    assert letter.subject == f"You are on the waiting list: {event.title}"
    assert "You are number 2 in the queue" in letter.body["paragraphs"][0]


def test_a_confirmed_place_brings_a_calendar_part_and_a_queued_one_does_not(event, at):
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name, at=at)

    parts = dict(Letter.objects.values_list("name", "calendar_method"))
    assert parts == {"Anna": "REQUEST", "Berta": "REQUEST", "Cecil": ""}
    text = Letter.objects.get(name="Anna").calendar_text
    assert f"UID:{event.uid}" in text
    assert "PARTSTAT=ACCEPTED" in text


def test_withdrawing_promotes_the_next_in_the_same_deed_and_tells_both(event, at):
    anna = come(event, "Anna", at=at)
    for name in ["Berta", "Cecil", "Dora"]:
        come(event, name, at=at)

    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)

    assert states(event) == {
        "Anna": "withdrawn",
        "Berta": "confirmed",
        "Cecil": "confirmed",
        "Dora": "waiting",
    }
    assert subjects("cecil@example.eu")[-1] == f"A place came free, and it is yours: {event.title}"
    farewell = Letter.objects.filter(to="anna@example.eu").latest("pk")
    assert farewell.calendar_method == "CANCEL"
    assert "STATUS" not in farewell.calendar_text
    assert "SEQUENCE:1" in farewell.calendar_text


def test_an_undone_withdrawal_promotes_nobody_and_tells_nobody(event, at):
    anna = come(event, "Anna", at=at)
    come(event, "Berta", at=at)
    come(event, "Cecil", at=at)
    before = Letter.objects.count()

    with transaction.atomic():
        services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
        transaction.set_rollback(True)

    assert states(event)["Cecil"] == "waiting"
    assert Letter.objects.count() == before


def test_who_is_blocked_by_the_own_number_is_passed_over_and_keeps_the_position(event, at):
    for code in ["LV", "FR"]:
        MemberStateFactory(code=code)
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=1)
    anna = come(event, "Anna", at=at, country="LV")
    berta = come(event, "Berta", at=at, country="FR")
    come(event, "Cecil", at=at, country="LV")
    come(event, "Dora", at=at, country="FR")

    services.withdraw(berta, by=nobody(at), as_=By.PERSON, at=at)

    assert states(event) == {
        "Anna": "confirmed",
        "Berta": "withdrawn",
        "Cecil": "waiting",
        "Dora": "confirmed",
    }
    assert position(event.registrations.get(name="Cecil")) == 1
    assert anna.country == "LV"


def test_a_higher_priority_is_promoted_before_an_earlier_arrival(event, at):
    anna = come(event, "Anna", at=at)
    for name in ["Berta", "Cecil", "Dora"]:
        come(event, name, at=at)
    event.registrations.filter(name="Dora").update(priority=5)

    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)

    assert states(event)["Dora"] == "confirmed"
    assert position(event.registrations.get(name="Cecil")) == 1


def test_a_replayed_form_has_one_effect(event, at):
    once = uuid.uuid4()

    first = come(event, "Anna", at=at, once=once)
    again = come(event, "Anna", at=at, once=once)

    assert again.pk == first.pk
    assert Registration.objects.count() == 1
    assert Letter.objects.count() == 1
    assert Entry.objects.filter(deed="events.registered").count() == 1


def test_a_second_attempt_changes_nothing_and_mails_the_link_once_in_ten_minutes(event, at):
    first = come(event, "Anna", at=at)

    for minutes in [1, 2, 12]:
        come(event, "Anna", at=at + dt.timedelta(minutes=minutes))

    assert Registration.objects.count() == 1
    assert subjects("anna@example.eu") == [
        f"Your place is confirmed: {event.title}",
        f"You are already registered: {event.title}",
        f"You are already registered: {event.title}",
    ]
    assert first.link_hash == digest(token("events:own_registration", first.key, 1))


def test_on_behalf_of_somebody_registered_is_refused_by_name(event, at):
    first = come(event, "Anna", at=at)

    with pytest.raises(services.AlreadyRegisteredError) as refused:
        come(event, "Anna", at=at, on_behalf=True)

    assert refused.value.registration.pk == first.pk


def test_on_behalf_works_after_closing_and_keeps_who_did_it(event, at):
    officer = UserFactory(name="Eilís Ní Bhriain")
    event.registration_closes_at = at - dt.timedelta(hours=1)
    event.save()

    registration = come(event, "Anna", at=at, on_behalf=True, by=Standing(user=officer, at=at))

    assert (registration.state, registration.registered_by) == ("confirmed", officer)
    with pytest.raises(services.RegistrationClosedError):
        come(event, "Berta", at=at)


@pytest.mark.parametrize("state", [State.DRAFT, State.HELD, State.CLOSED])
def test_nobody_registers_for_what_is_not_published(event, at, state):
    type(event).objects.filter(pk=event.pk).update(state=state)

    with pytest.raises(services.RegistrationClosedError):
        come(event, "Anna", at=at, on_behalf=True)


def test_what_needs_approval_is_pending_until_approved(event, at):
    event.needs_approval = True
    event.save()
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name, at=at)
    assert set(states(event).values()) == {"pending"}
    assert subjects("anna@example.eu") == [f"We have your registration: {event.title}"]

    for name in ["Cecil", "Anna", "Berta"]:
        services.approve(event.registrations.get(name=name), by=nobody(at), at=at)

    assert states(event) == {"Anna": "confirmed", "Berta": "waiting", "Cecil": "confirmed"}
    with pytest.raises(NotNowError):
        services.approve(event.registrations.get(name="Anna"), by=nobody(at), at=at)


def test_declining_gives_the_place_to_the_next_and_says_why(event, at):
    anna = come(event, "Anna", at=at)
    come(event, "Berta", at=at)
    come(event, "Cecil", at=at)

    services.decline(anna, reason="Only for practitioners.", by=nobody(at), at=at)

    assert states(event) == {"Anna": "declined", "Berta": "confirmed", "Cecil": "confirmed"}
    letter = Letter.objects.filter(to="anna@example.eu").latest("pk")
    assert letter.body["paragraphs"][-1] == "Reason: Only for practitioners."
    assert letter.calendar_method == "CANCEL"


def test_cancelling_a_queued_registration_sends_no_calendar_part(event, at):
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name, at=at)

    services.cancel_registration(
        event.registrations.get(name="Cecil"), reason="Twice on the list.", by=nobody(at), at=at
    )

    assert states(event)["Cecil"] == "cancelled"
    assert Letter.objects.filter(to="cecil@example.eu").latest("pk").calendar_method == ""


def test_a_withdrawal_taken_back_gets_a_free_place_or_the_end_of_the_queue(event, at):
    anna = come(event, "Anna", at=at)
    anna = services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    anna = services.restore(anna, by=nobody(at), as_=By.PERSON, at=at)
    assert (anna.state, anna.arrival) == ("confirmed", 2)

    for name in ["Berta", "Cecil"]:
        come(event, name, at=at)
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    anna = services.restore(anna, by=nobody(at), as_=By.PERSON, at=at)

    assert (anna.state, anna.arrival, position(anna)) == ("waiting", 5, 1)


def test_a_withdrawal_is_not_taken_back_once_registered_anew_or_begun(event, at):
    anna = come(event, "Anna", at=at)
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    anew = come(event, "Anna", at=at)
    assert anew.pk != anna.pk

    with pytest.raises(services.AlreadyRegisteredError):
        services.restore(anna, by=nobody(at), as_=By.PERSON, at=at)
    with pytest.raises(NotNowError):
        services.restore(anna, by=nobody(at), as_=By.PERSON, at=event.starts_at)


def test_own_words_are_changed_and_a_stale_change_is_refused(event, at):
    anna = come(event, "Anna", at=at)
    words = {
        "name": "Anna Kalniņa",
        "organisation": "Rīgas dome",
        "country": "LV",
        "category": "local_authority",
        "attending": Attending.IN_PERSON,
        "by": nobody(at),
        "at": at,
    }

    changed = services.change_registration(anna, version=anna.version, **words)

    assert (changed.name, changed.organisation, changed.version) == (
        "Anna Kalniņa",
        "Rīgas dome",
        2,
    )
    assert changed.sort_name == "anna kalnina"
    with pytest.raises(StaleError):
        services.change_registration(anna, version=1, **words)
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    with pytest.raises(NotNowError):
        services.change_registration(anna, version=3, **words)


def test_a_change_of_country_needs_a_place_there_and_frees_the_one_here(event, at):
    for code in ["LV", "FR", "IE"]:
        MemberStateFactory(code=code)
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=1)
    services.set_places(event, total=9, each_state=1, by_state={}, by=nobody(at), at=at)
    anna = come(event, "Anna", at=at, country="LV")
    come(event, "Berta", at=at, country="FR")
    come(event, "Cecil", at=at, country="LV")
    words = {
        "name": "Anna",
        "organisation": "",
        "category": "other",
        "attending": Attending.IN_PERSON,
        "by": nobody(at),
        "at": at,
    }

    with pytest.raises(services.NoPlaceError) as refused:
        services.change_registration(anna, version=1, country="FR", **words)
    assert (refused.value.obstacle.country, refused.value.obstacle.places) == ("FR", 1)
    assert states(event)["Cecil"] == "waiting"

    services.change_registration(anna, version=1, country="IE", **words)
    assert states(event)["Cecil"] == "confirmed"


def test_more_places_promote_in_order_and_fewer_withdraw_nobody(event, at):
    for name in ["Anna", "Berta", "Cecil", "Dora", "Emil"]:
        come(event, name, at=at)

    promoted = services.set_places(
        event, total=4, each_state=None, by_state={}, by=nobody(at), at=at
    )
    assert [registration.name for registration in promoted] == ["Cecil", "Dora"]

    none = services.set_places(event, total=1, each_state=None, by_state={}, by=nobody(at), at=at)
    assert none == []
    assert list(states(event).values()).count("confirmed") == 4


def test_without_a_number_everybody_who_waits_is_promoted(event, at):
    MemberStateFactory(code="LV")
    for name in ["Anna", "Berta", "Cecil"]:
        come(event, name, at=at)

    services.set_places(
        event, total=None, each_state=None, by_state={"LV": 9}, by=nobody(at), at=at
    )

    assert set(states(event).values()) == {"confirmed"}


def test_nobody_is_promoted_once_the_event_has_begun(event, at):
    anna = come(event, "Anna", at=at)
    for name in ["Berta", "Cecil"]:
        come(event, name, at=at)

    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=event.starts_at)

    assert states(event)["Cecil"] == "waiting"


def test_links_are_mailed_again_in_one_letter_for_what_is_not_over(event, at):
    come(event, "Anna", at=at)
    other = EventFactory(first_date=at.date() + dt.timedelta(days=30))
    come(other, "Anna", at=at)
    past = EventFactory(first_date=at.date() - dt.timedelta(days=30))
    RegistrationFactory(event=past, email="anna@example.eu")

    for address in ["anna@example.eu", "anna@example.eu", "nobody@example.eu"]:
        services.ask_for_links(address, at=at)
    assert services.answer_link_requests(at=at) == 1
    assert services.answer_link_requests(at=at) == 0
    services.ask_for_links("anna@example.eu", at=at)
    assert services.answer_link_requests(at=at + dt.timedelta(minutes=9)) == 0

    letter = Letter.objects.get(subject="The links to your registrations")
    assert rendered(letter).body.count("/registrations/") == 2
    assert other.title in rendered(letter).body
    assert past.title not in rendered(letter).body
    assert Letter.objects.filter(to="nobody@example.eu").count() == 0


def test_wishes_for_links_are_forgotten_after_a_day(event, at):
    services.ask_for_links("nobody@example.eu", at=at)
    services.answer_link_requests(at=at)

    services.answer_link_requests(at=at + dt.timedelta(days=1))

    assert LinkRequest.objects.count() == 0


def test_a_form_that_served_somebody_else_is_refused_and_nothing_is_lost(event, at):
    once = uuid.uuid4()
    come(event, "Anna", at=at, once=once)

    with pytest.raises(services.FormUsedError):
        come(event, "Berta", at=at, once=once)
    with pytest.raises(services.FormUsedError):
        come(EventFactory(first_date=at.date() + dt.timedelta(days=9)), "Anna", at=at, once=once)


def test_one_address_is_not_registered_without_end(at):
    for number in range(20):
        come(EventFactory(first_date=at.date() + dt.timedelta(days=9 + number)), "Anna", at=at)
    one_more = EventFactory(first_date=at.date() + dt.timedelta(days=40))

    with pytest.raises(services.TooManyError):
        come(one_more, "Anna", at=at)
    assert come(one_more, "Anna", at=at, on_behalf=True).state == "confirmed"
    assert come(
        EventFactory(first_date=at.date() + dt.timedelta(days=41)),
        "Anna",
        at=at + dt.timedelta(days=1),
    )


def test_asking_again_leads_back_to_approval(event, at):
    event.needs_approval = True
    event.save()
    anna = come(event, "Anna", at=at)
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)

    again = services.restore(anna, by=nobody(at), as_=By.PERSON, at=at)
    assert again.state == "pending"
    services.withdraw(anna, by=nobody(at), as_=By.PERSON, at=at)
    assert services.restore(anna, by=nobody(at), as_=By.SECRETARIAT, at=at).state == "confirmed"


@pytest.mark.parametrize("state", [State.HELD, State.CLOSED, State.CANCELLED])
def test_nobody_gets_a_place_at_what_does_not_take_place(event, at, state):
    event.needs_approval = True
    event.save()
    anna = come(event, "Anna", at=at)
    type(event).objects.filter(pk=event.pk).update(
        state=state,
        cancelled_at=at if state == State.CANCELLED else None,
        cancel_reason="No venue." if state == State.CANCELLED else "",
    )

    with pytest.raises(NotNowError):
        services.approve(anna, by=nobody(at), at=at)


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(
            lambda who, at: services.withdraw(who, by=nobody(at), as_=By.PERSON, at=at),
            id="withdraw",
        ),
        pytest.param(
            lambda who, at: services.decline(who, reason="x", by=nobody(at), at=at), id="decline"
        ),
        pytest.param(
            lambda who, at: services.cancel_registration(who, reason="x", by=nobody(at), at=at),
            id="cancel",
        ),
    ],
)
def test_who_was_there_is_a_matter_of_record_once_it_is_over(event, at, deed):
    anna = come(event, "Anna", at=at)

    with pytest.raises(NotNowError):
        deed(anna, event.ends_at)
    assert states(event)["Anna"] == "confirmed"


def test_an_address_is_known_once_it_was_registered(event, at):
    come(event, "Anna", at=at)

    assert services.is_known_address("anna@example.eu") == "Anna"
    assert services.is_known_address("nobody@example.eu") == ""


def test_two_live_registrations_of_one_address_are_refused_by_the_database(event, at):
    anna = come(event, "Anna", at=at)
    anna.pk, anna.key, anna.once = None, uuid.uuid4(), uuid.uuid4()
    anna.arrival, anna.link_hash = 9, "f" * 64

    with pytest.raises(IntegrityError):
        anna.save(force_insert=True)
