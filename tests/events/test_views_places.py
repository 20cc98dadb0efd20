"""How many may come, and who gets a place by it."""

import pytest

from events.enums import Group, Mode, QuotaScope
from events.rules import Claim
from events.services import places_of
from tests.events.organisers import presidency, queries, secretariat, states
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
PAGE = f"/events/{SLUG}/places/"


@pytest.fixture
def event():
    """One place, taken; three wait from France and Latvia."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, host=ireland)
    QuotaFactory(event=event, places=1)
    RegistrationFactory(event=event, country="IE")
    for name, country in [("Zoë", "FR"), ("Mārīte", "LV"), ("Pierre", "FR")]:
        RegistrationFactory(event=event, name=name, country=country, state="waiting")
    return event


def typed(client, **numbers):
    return {"seen": client.get(PAGE).context["form"]["seen"].value()} | numbers


def test_raised_numbers_promote_and_the_page_says_whom(event):
    client = secretariat()

    answer = client.post(PAGE, typed(client, total="4", each_state="2", state_FR="1"), follow=True)

    places = places_of(event)
    assert (places.total, places.each_state, places.by_state) == (4, 2, {"FR": 1})
    assert "The places are set. 2 people got a place: Zoë, Mārīte." in answer.text
    assert "1 place is taken" not in answer.text


def test_where_there_is_time_to_accept_the_page_says_who_was_offered_a_place(event):
    type(event).objects.update(offer_hours=24)
    client = secretariat()

    answer = client.post(PAGE, typed(client, total="2"), follow=True)

    assert "The places are set. 1 person was offered a place: Zoë." in answer.text


def test_nobody_is_promoted(event):
    client = secretariat()

    answer = client.post(PAGE, typed(client, total="1"), follow=True)

    assert "The places are set. Nobody was promoted." in answer.text


def test_groups_ways_and_sessions_are_set_on_one_page(event):
    session = SessionFactory(event=event, title="Workshop")
    type(event).objects.update(mode=Mode.HYBRID)
    client = secretariat()

    answer = client.post(
        PAGE,
        typed(
            client,
            total="1",
            member_label="Delegates",
            member_each="10",
            member_offered="on",
            participant_places="40",
            way_in_person="60",
            **{f"session_{session.pk}": "20"},
        ),
        follow=True,
    )

    places = places_of(event)
    assert answer.status_code == 200
    assert places.each_state_in == {Group.MEMBER: 10}
    assert places.numbers == {
        Claim(QuotaScope.GROUP, group=Group.PARTICIPANT): 40,
        Claim(QuotaScope.ATTENDING, "in_person"): 60,
        Claim(QuotaScope.SESSION, session.pk): 20,
    }
    assert [(one.label, one.offered) for one in event.groups.all()] == [("Delegates", True)]
    assert 'name="member_state_LV"' in answer.text
    assert 'name="participant_state_LV"' not in answer.text


def test_places_of_options_are_shown_and_kept(event):
    QuotaFactory(event=event, scope=QuotaScope.CHOICE, question="workshop", option="a", places=9)
    client = secretariat()

    client.post(PAGE, typed(client, total="1"))

    assert "a: 9" in client.get(PAGE).text
    assert places_of(event).numbers == {Claim(QuotaScope.CHOICE, ("workshop", "a")): 9}


def test_of_many_the_first_twenty_are_named(event):
    for number in range(20):
        RegistrationFactory(event=event, name=f"N{number}", state="waiting")
    client = secretariat()

    answer = client.post(PAGE, typed(client), follow=True)

    assert "23 people got a place: Zoë, Mārīte, Pierre, N0," in answer.text
    assert "N16 …." in answer.text


def test_fewer_than_are_held_are_refused_with_the_number_and_nothing_is_lost(event):
    RegistrationFactory.create_batch(2, event=event, country="IE")
    type(event).objects.update(arrivals=99)
    client = secretariat()

    answer = client.post(PAGE, typed(client, total="0", each_state="1", participant_places="7"))

    assert (answer.status_code, places_of(event).total) == (422, 1)
    assert answer.context["form"].errors == {
        "total": ["3 places are held; 3 is the least."],
        "each_state": ["3 places are held (Ireland); 3 is the least."],
    }
    assert 'value="7"' in answer.text


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({"total": "-1"}, "total"),
        ({"total": "many"}, "total"),
        ({"each_state": "1" * 400}, "each_state"),
        ({"state_LV": "2.5"}, "state_LV"),
        ({"speaker_priority": "100"}, "speaker_priority"),
    ],
)
def test_what_is_no_number_is_refused_beside_its_box(event, numbers, field):
    client = secretariat()

    answer = client.post(PAGE, typed(client, **numbers))

    assert (answer.status_code, places_of(event).total) == (422, 1)
    assert f'id="id_{field}_error"' in answer.text
    assert next(iter(numbers.values())) in answer.text


def test_stale_numbers_are_answered_with_both(event):
    client = secretariat()
    first, second = typed(client, total="2"), typed(client, total="3")
    client.post(PAGE, first)

    answer = client.post(PAGE, second)

    assert (answer.status_code, places_of(event).total) == (409, 2)
    assert answer.context["differences"] == [("Places in all", "2", "3")]


def test_presidency_sets_no_places(event):
    client = presidency("IE")

    assert [client.get(PAGE).status_code, client.post(PAGE, {}).status_code] == [404, 404]


def test_the_page_costs_the_same_however_many_sessions_there_are(event):
    client = secretariat()
    client.get(PAGE)
    SessionFactory(event=event)
    one = queries(lambda: client.get(PAGE))
    SessionFactory.create_batch(3, event=event)

    assert queries(lambda: client.get(PAGE)) == one
