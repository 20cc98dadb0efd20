"""Registering, the queue, and all that can happen to a registration."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError

from accounts.access import Standing
from accounts.steps import By, NotNowError
from accounts.versions import StaleError
from events import services
from events.enums import Attending, Group, QuotaScope, State
from events.models import EventGroup, LinkRequest, Registration
from events.services import position
from journal.models import Entry
from mail.links import digest, token
from mail.models import Letter
from mail.services import rendered
from tests.events.registrants import AT, come, nobody, seminar, states, subjects
from tests.factories.accounts import MemberStateFactory, SeatFactory, UserFactory
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return AT


@pytest.fixture
def event():
    return seminar()


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


def test_who_waits_may_want_something_else_and_gets_it_if_it_is_free():
    """A change moves nobody in the queue; what keeps the person from a place may be gone."""
    for code in ["LV", "FR"]:
        MemberStateFactory(code=code)
    event = seminar(places=9)
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=1)
    come(event, "Anna", country="LV")
    come(event, "Berta", country="FR")
    cecil = come(event, "Cecil", country="LV")
    words = {"name": "Cecil", "organisation": "", "category": "other", "by": nobody(), "at": AT}
    words["attending"] = Attending.IN_PERSON

    still = services.change_registration(cecil, version=1, country="FR", **words)
    assert (still.state, still.arrival) == ("waiting", 3)
    there = services.change_registration(still, version=2, country="NO", **words)

    assert (there.state, there.arrival) == ("confirmed", 3)


def test_consents_group_and_sessions_stay_where_they_are_not_named():
    event = seminar()
    workshop = SessionFactory(event=event)
    EventGroup.objects.create(event=event, group=Group.SPEAKER, priority=4)
    anna = come(event, "Anna", group=Group.SPEAKER, sessions=[workshop], photo_consent=True)
    words = {
        "name": "Anna",
        "organisation": "",
        "country": "LV",
        "category": "other",
        "attending": Attending.IN_PERSON,
        "by": nobody(),
        "at": AT,
    }
    assert anna.priority == 4

    kept = services.change_registration(anna, version=1, **words)
    assert (kept.group, kept.photo_consent, list(kept.sessions.all())) == (
        Group.SPEAKER,
        True,
        [workshop],
    )
    said = services.change_registration(
        kept,
        version=2,
        group=Group.STAFF,
        sessions=[],
        photo_consent=False,
        list_consent=True,
        **words,
    )
    assert (said.group, said.priority, said.photo_consent, said.list_consent) == (
        Group.STAFF,
        0,
        False,
        True,
    )
    assert said.sessions.count() == 0


def test_delegates_without_an_address_are_unique_by_name_and_seat():
    event = seminar(places=9)
    latvia, france = SeatFactory(), SeatFactory()

    first = come(event, "Anna", email="", seat=latvia, capacity="head")
    again = come(event, "ANNA", email="", seat=latvia)
    others = [
        come(event, "Anna", email="", seat=france),
        come(event, "Berta", email="", seat=latvia),
    ]

    assert (first.pk, first.capacity, first.user) == (again.pk, "head", None)
    assert len({first.pk, *(one.pk for one in others)}) == 3
    assert Letter.objects.count() == 0


def test_who_is_approved_beforehand_needs_no_other_approval_and_may_get_no_letter():
    event = seminar(needs_approval=True)

    anna = come(event, "Anna", approved=True, letter=False, bundle=uuid.uuid4())

    assert anna.state == "confirmed"
    assert anna.bundle is not None
    assert Letter.objects.count() == 0
