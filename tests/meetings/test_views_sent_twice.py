"""Forms of a meeting that are sent twice: what stands as it was sent is done."""

import pytest
import time_machine
from django.urls import reverse

from events.models import Registration
from mail.models import Letter
from meetings.models import ItemRecord
from tests.events.test_views_own import words_of
from tests.factories.held import DURING, adopted_agenda, meeting, quorate
from tests.factories.meetings import AT
from tests.meetings.delegation_form import JSON, PAGE, boxes, draft, marks
from tests.meetings.visiting import decided, item_page, visiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(client):
    """An item on the day of its meeting, on the page of the Secretariat."""
    with time_machine.travel(DURING, tick=False):
        event = meeting()
        quorate(event)
        visiting(client)
        yield adopted_agenda(event, "Toolbox").items.get()


@pytest.fixture
def _before():
    with time_machine.travel(AT, tick=False):
        yield


def typed(text, **said):
    """What the page of an item sends where nothing is decided."""
    found = decided(conclusion=text, outcome="", title="Toolbox", **said)
    del found["decide"]
    return found


def test_a_conclusion_that_is_sent_twice_is_saved_once(item, client):
    first = client.post(item_page(item), typed("Heard."))
    second = client.post(item_page(item), typed("Heard."))

    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    kept = ItemRecord.objects.get()
    assert (kept.conclusion, kept.version) == ("Heard.", 1)


def test_one_that_is_saved_twice_while_it_is_typed_is_saved_once(item, client):
    page = reverse("meetings:conclusion", args=[item.agenda.event.slug, item.key])

    answers = [client.post(page, {"conclusion": "Heard.", "version": 0}) for _time in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert "Saved 10:30" in answers[1].text
    assert ItemRecord.objects.get().version == 1


@pytest.mark.parametrize("outcome", ["adopted", "noted"], ids=["numbered", "without a number"])
def test_a_decision_that_is_sent_twice_is_taken_once(item, client, outcome):
    said = decided(conclusion="Heard.", outcome=outcome)

    first = client.post(item_page(item), said)
    second = client.post(item_page(item), said)

    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    kept = ItemRecord.objects.get()
    assert (kept.outcome, kept.version) == (outcome, 2)


@pytest.mark.parametrize(
    "changed", [{"conclusion": "Read."}, {"outcome": "postponed"}, {"title": "Another toolbox"}]
)
def test_what_another_form_says_of_it_is_asked_about(item, client, changed):
    said = decided(conclusion="Heard.", outcome="noted")
    client.post(item_page(item), said)

    answer = client.post(item_page(item), said | changed)

    assert answer.status_code == 409
    kept = ItemRecord.objects.get()
    assert (kept.conclusion, kept.outcome, kept.title) == ("Heard.", "noted", "The toolbox")


@pytest.mark.usefixtures("_before")
def test_a_delegation_that_is_sent_twice_is_answered_twice_as_sent(event, anna):
    said = boxes(send="1", **marks(anna.get(PAGE)))

    anna.post(PAGE, said)
    before = draft().version
    again = anna.post(PAGE, said, follow=True)

    assert again.redirect_chain == [(PAGE, 302)]
    assert "Sent. Each person with an address is asked by mail to confirm." in words_of(again)
    assert (draft().version, draft().typed) == (before, {})
    assert Letter.objects.count() == Registration.objects.count() == 1


@pytest.mark.usefixtures("_before")
@pytest.mark.parametrize("way", ["the form says otherwise", "a draft was begun", "never sent"])
def test_a_delegation_that_does_not_stand_as_sent_is_not_answered_so(event, anna, way):
    said = boxes(send="1", **marks(anna.get(PAGE)))
    if way == "never sent":
        anna.post(PAGE, boxes(function_1="Chief"), **JSON)
    else:
        anna.post(PAGE, said)
    if way == "a draft was begun":
        anna.post(PAGE, boxes(function_1="Chief", **marks(anna.get(PAGE))), **JSON)
    if way == "the form says otherwise":
        said |= {"function_1": "Chief"}

    again = anna.post(PAGE, said)

    assert again.status_code in {409, 422}
    assert "Chief" in again.text
