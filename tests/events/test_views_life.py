"""Publishing, cancelling, reviving and closing."""

import datetime as dt

import pytest
from django.utils import timezone

from events.enums import State
from events.models import Event
from mail.models import Letter
from tests.events.organisers import presidency, secretariat
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
ROOM = f"/events/{SLUG}/control/"
DEEDS = ["publish", "cancel", "revive", "close"]


def at(deed):
    return f"/events/{SLUG}/{deed}/"


def event_in(state, **words):
    published_at = None if state == State.DRAFT else timezone.now()
    facts = {"slug": SLUG, "state": state, "published_at": published_at}
    if state == State.CANCELLED:
        facts |= {"cancelled_at": published_at, "cancel_reason": "Flood"}
    return EventFactory(**facts | words)


def test_publish_lists_what_is_missing_and_publishes():
    event = event_in(State.DRAFT)
    client = secretariat()

    page, answer = client.get(at("publish")), client.post(at("publish"))

    event.refresh_from_db()
    assert "The programme is empty." in page.text
    assert (answer["Location"], event.state) == (ROOM, State.PUBLISHED)


def test_publish_repeats_what_a_copy_brought_along():
    event_in(State.DRAFT, copied_from=EventFactory(), first_date=dt.date(2027, 5, 29))

    page = secretariat().get(at("publish"))

    link = f'<a href="/events/{SLUG}/edit/#id_first_date_day">Saturday 29 May 2027 is at a weekend.'
    assert link in page.text
    assert "What came from the event before and still needs a look" in page.text


def test_event_without_a_title_is_not_published():
    event = event_in(State.DRAFT, title="xx")
    client = secretariat()

    page, answer = client.get(at("publish")), client.post(at("publish"))

    event.refresh_from_db()
    assert '<button class="btn btn-primary" type="submit">Publish' not in page.text
    assert (answer.status_code, event.state) == (422, State.DRAFT)
    assert "Give the event its title before it is published." in answer.text


def test_cancel_says_how_many_hear_of_it_and_tells_them():
    event = event_in(State.PUBLISHED)
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, state="waiting")
    RegistrationFactory(event=event, state="withdrawn")
    client = secretariat()

    page = client.get(at("cancel"))
    answer = client.post(at("cancel"), {"reason": "The venue burnt down."}, follow=True)

    event.refresh_from_db()
    assert (page.context["told"], page.context["confirmed"], page.context["waiting"]) == (3, 2, 1)
    assert (event.state, event.cancel_reason) == (State.CANCELLED, "The venue burnt down.")
    assert Letter.objects.count() == 3
    assert "The event is cancelled. 3 letters go out." in answer.text


def test_a_draft_is_cancelled_without_a_word_to_anybody():
    event = event_in(State.DRAFT)
    client = secretariat()

    page = client.get(at("cancel"))
    answer = client.post(at("cancel"), {"reason": "No speaker was found."}, follow=True)

    event.refresh_from_db()
    assert "Nobody was told of it yet, so no letter goes out." in page.text
    assert "calendars" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert (event.state, Letter.objects.count()) == (State.CANCELLED, 0)
    assert "The event is cancelled." in answer.text
    assert "go out" not in answer.text


@pytest.mark.parametrize(("deed", "state"), [("cancel", "published"), ("revive", "cancelled")])
@pytest.mark.parametrize("reason", ["", "  \u202e ", "x" * 2001])
def test_reason_is_asked_for(deed, state, reason):
    event = event_in(State(state))

    response = secretariat().post(at(deed), {"reason": reason})

    event.refresh_from_db()
    assert (response.status_code, event.state) == (422, state)
    assert 'id="id_reason_error"' in response.text


def test_revive_gives_everybody_the_place_back():
    event = event_in(State.CANCELLED)
    RegistrationFactory(event=event)
    client = secretariat()

    page = client.get(at("revive"))
    answer = client.post(at("revive"), {"reason": "Another venue."}, follow=True)

    event.refresh_from_db()
    assert (page.context["told"], event.state, Letter.objects.count()) == (1, State.PUBLISHED, 1)
    assert "It takes place after all. 1 letter goes out." in answer.text


def test_cancelled_draft_without_a_title_is_not_revived():
    event_in(State.CANCELLED, title="xx")

    response = secretariat().post(at("revive"), {"reason": "Yes."})

    assert response.status_code == 422
    assert "Give the event its title before it is published." in response.text


def test_close_asks_first():
    event = event_in(State.HELD)
    client = secretariat()

    page, answer = client.get(at("close")), client.post(at("close"))

    event.refresh_from_db()
    assert "This cannot be taken back." in page.text
    assert (answer["Location"], event.state) == (ROOM, State.CLOSED)


@pytest.mark.parametrize(
    ("state", "open_deeds"),
    [
        (State.DRAFT, ["publish", "cancel"]),
        (State.PUBLISHED, ["cancel"]),
        (State.HELD, ["close"]),
        (State.CLOSED, []),
        (State.CANCELLED, ["revive"]),
    ],
)
def test_each_state_has_its_own_deeds(state, open_deeds):
    event = event_in(state)
    client = secretariat()

    codes = {deed: client.get(at(deed)).status_code for deed in DEEDS}
    others = [deed for deed in DEEDS if deed not in open_deeds]
    answers = [client.post(at(deed), {"reason": "So."}) for deed in others]

    event.refresh_from_db()
    assert codes == {deed: 200 if deed in open_deeds else 302 for deed in DEEDS}
    assert ({answer["Location"] for answer in answers}, event.state) == ({ROOM}, state)
    assert "That cannot be done now. State of the event" in client.get(ROOM).text


@pytest.mark.parametrize("deed", DEEDS)
def test_presidency_decides_nothing(deed):
    state = {"publish": "draft", "cancel": "published", "revive": "cancelled", "close": "held"}
    event = event_in(State(state[deed]), host=MemberStateFactory(code="IE"))
    client = presidency("IE")

    codes = [client.get(at(deed)).status_code, client.post(at(deed), {"reason": "So."}).status_code]

    assert (codes, Event.objects.get(pk=event.pk).state) == ([404, 404], state[deed])


@pytest.mark.parametrize(("deed", "state"), [("cancel", "published"), ("revive", "cancelled")])
def test_what_is_managed_elsewhere_leads_there(deed, state):
    event = event_in(state)
    event.managed_at = "/help/"
    event.save()
    client = secretariat()

    answers = [client.get(at(deed)), client.post(at(deed), {"reason": "So."})]
    led, page = client.get("/help/"), client.get(at("edit"))

    event.refresh_from_db()
    assert event.state == state
    assert [answer["Location"] for answer in answers] == ["/help/", "/help/"]
    assert "it is moved and cancelled here" in led.text
    assert [(step.label, step.url) for step in page.context["room"].deeds][:1] == [
        ("Its request", "/help/")
    ]
