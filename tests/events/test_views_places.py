"""How many may come, and who gets a place by it."""

import pytest

from events.services import places_of
from tests.events.organisers import presidency, secretariat, states
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

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


def test_nobody_is_promoted(event):
    client = secretariat()

    answer = client.post(PAGE, typed(client, total="1"), follow=True)

    assert "The places are set. Nobody was promoted." in answer.text


def test_of_many_the_first_twenty_are_named(event):
    for number in range(20):
        RegistrationFactory(event=event, name=f"N{number}", state="waiting")
    client = secretariat()

    answer = client.post(PAGE, typed(client), follow=True)

    assert "23 people got a place: Zoë, Mārīte, Pierre, N0," in answer.text
    assert "N16 …." in answer.text


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({"total": "-1"}, "total"),
        ({"total": "many"}, "total"),
        ({"each_state": "1" * 400}, "each_state"),
        ({"state_LV": "2.5"}, "state_LV"),
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
