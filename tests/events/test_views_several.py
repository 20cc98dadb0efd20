"""One deed for several registrations: shown first, then each for itself, and told."""

import pytest
from django.contrib.messages import get_messages

from events.enums import QuotaScope
from journal.models import Entry
from mail.models import Letter
from tests.events.organisers import presidency, queries, representative, secretariat, states
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
SEVERAL = f"/events/{SLUG}/registrations/several/"
ROLL = f"/events/{SLUG}/registrations/"


@pytest.fixture
def event():
    """An Irish seminar with approval and two places."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, host=ireland, needs_approval=True)
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=2)
    return event


def pending(event, *names, **fields):
    return [
        RegistrationFactory(event=event, **{"name": name, "state": "pending"} | fields)
        for name in names
    ]


def keys(rows):
    return [str(row.key) for row in rows]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def where(event):
    return dict(event.registrations.order_by("arrival").values_list("name", "state"))


def test_who_was_ticked_is_shown_and_nothing_done(event):
    rows = pending(event, "Anna", "Berta", "Cita")

    response = secretariat().get(SEVERAL, {"deed": "approve", "key": keys(rows[:2])})

    assert [row.name for row, _country, _pill in response.context["rows"]] == ["Anna", "Berta"]
    assert "(2 people)" in response.text
    assert set(where(event).values()) == {"pending"}


def test_each_is_approved_for_itself_and_hears(event):
    rows = pending(event, "Anna", "Berta", "Cita")

    response = secretariat().post(SEVERAL, {"deed": "approve", "key": keys(rows)})

    assert response["Location"] == ROLL
    assert said(response) == ["Done for 3 people: Anna, Berta, Cita."]
    assert sorted(where(event).values()) == ["confirmed", "confirmed", "waiting"]
    assert Letter.objects.count() == 3


def test_decline_needs_a_reason_and_keeps_the_list(event):
    rows = pending(event, "Anna", "Berta")
    client = secretariat()

    missing = client.post(SEVERAL, {"deed": "decline", "key": keys(rows), "reason": " "})
    done = client.post(SEVERAL, {"deed": "decline", "key": keys(rows), "reason": "Too many."})

    assert (missing.status_code, missing.context["form"].errors) == (
        422,
        {"reason": ["Fill this in."]},
    )
    assert len(missing.context["rows"]) == 2
    assert said(done) == ["Done for 2 people: Anna, Berta."]
    assert set(event.registrations.values_list("state", "reason")) == {("declined", "Too many.")}


def test_who_cannot_be_is_named_with_the_reason_and_the_others_are_done(event):
    rows = pending(event, "Anna") + pending(event, "Gone", state="withdrawn")

    response = secretariat().post(SEVERAL, {"deed": "approve", "key": keys(rows)})

    assert said(response) == [
        "Done for 1 person: Anna.",
        "Gone: not possible now. State: Withdrawn.",
    ]
    assert where(event) == {"Anna": "confirmed", "Gone": "withdrawn"}


def test_a_second_press_does_nothing_more(event):
    rows = pending(event, "Anna")
    client = secretariat()
    for _twice in range(2):
        response = client.post(SEVERAL, {"deed": "withdraw", "key": keys(rows)}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Anna: not possible now. State: Withdrawn."
    ]
    assert Entry.objects.filter(deed="events.withdrawn").count() == 1


@pytest.mark.parametrize("ticked", [[], ["nonsense"], ["00000000-0000-4000-8000-000000000000"]])
def test_nobody_ticked_is_said(event, ticked):
    response = secretariat().get(SEVERAL, {"deed": "approve", "key": ticked})

    assert (response.status_code, said(response)) == (302, ["Tick somebody first."])


def test_registrations_of_another_event_are_left_alone(event):
    other = RegistrationFactory(state="pending")

    response = secretariat().post(SEVERAL, {"deed": "approve", "key": keys([other])})

    other.refresh_from_db()
    assert (said(response), other.state) == (["Tick somebody first."], "pending")


def test_no_such_deed_and_nobody_else(event):
    rows = pending(event, "Anna")
    asked = {"deed": "approve", "key": keys(rows)}

    codes = [
        secretariat().get(SEVERAL, asked | {"deed": "delete"}).status_code,
        presidency("IE").get(SEVERAL, asked).status_code,
        representative().post(SEVERAL, asked).status_code,
    ]

    assert (codes, where(event)) == ([404, 404, 404], {"Anna": "pending"})


def test_only_who_decides_can_tick(event):
    pending(event, "Anna")

    texts = [client.get(ROLL).text for client in (secretariat(), presidency("IE"))]

    assert ['name="key"' in text for text in texts] == [True, False]


def test_queries_of_the_question_do_not_grow(event):
    rows = pending(event, "Anna")
    client = secretariat()
    before = queries(lambda: client.get(SEVERAL, {"deed": "approve", "key": keys(rows)}))
    rows += pending(event, "Berta", "Cita")

    assert queries(lambda: client.get(SEVERAL, {"deed": "approve", "key": keys(rows)})) == before
