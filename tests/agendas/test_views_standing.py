import uuid

import pytest

from agendas.models import StandingItem
from tests.agendas.preparing import host, office, the_agenda
from tests.factories.agendas import StandingItemFactory

pytestmark = pytest.mark.django_db

BASE = "/bodies/BOARD/standing-items/"
TYPED = {"title": "Award", "kind": "INF", "presenter": "secretariat", "minutes": "15"}


@pytest.fixture
def visit(client):
    """An officer's client."""
    StandingItemFactory(title="Opening", order=1)
    client.force_login(office().user)
    return client


def titles():
    """What stands there, in order."""
    rows = StandingItem.objects.filter(archived_at=None)
    return list(rows.values_list("title", flat=True))


def test_what_stands_on_each_agenda_is_listed_and_added_to(visit):
    StandingItemFactory(title="Gone", order=2, archived_at="2024-01-01T09:00Z")
    once = uuid.uuid4()
    visit.post(BASE, {**TYPED, "once": once})
    visit.post(BASE, {**TYPED, "once": once})

    page = visit.get(BASE)

    assert [
        (line.item.title, line.facts, line.up, line.down) for line in page.context["lines"]
    ] == [("Opening", "", False, True), ("Award", "Secretariat · 15 min", True, False)]
    assert [item.title for item in page.context["archived"]] == ["Gone"]
    assert BASE in visit.get("/bodies/BOARD/").text


def test_what_is_wrong_is_said(visit):
    answer = visit.post(BASE, {**TYPED, "title": "", "once": uuid.uuid4()})

    assert (answer.status_code, titles()) == (422, ["Opening"])
    assert set(answer.context["form"].errors) == {"title"}


def test_an_empty_list_says_that_an_agenda_begins_empty(visit):
    StandingItem.objects.all().delete()

    assert "begins empty" in visit.get(BASE).text


def test_a_standing_item_is_changed_and_of_two_one_is_told(visit):
    item = StandingItem.objects.get()
    address = f"{BASE}{item.key}/"
    assert visit.get(address).context["forms"][0]["title"].value() == "Opening"

    first = visit.post(address, {**TYPED, "version": 1})
    second = visit.post(address, {**TYPED, "title": "Other", "version": 1})

    assert (first.url, second.status_code, titles()) == (BASE, 409, ["Award"])
    assert "Other" in second.text


def test_a_standing_item_is_archived_taken_up_again_and_moved(visit):
    item = StandingItem.objects.get()
    StandingItemFactory(title="Closing", order=2)

    visit.post(f"{BASE}{item.key}/archive/")
    assert titles() == ["Closing"]
    visit.post(f"{BASE}{item.key}/archive/", {"again": "on"})
    visit.post(f"{BASE}{item.key}/move/", {"places": "1"})
    assert titles() == ["Closing", "Opening"]
    visit.post(f"{BASE}{item.key}/move/", {"places": "up"})
    assert titles() == ["Closing", "Opening"]


def test_of_another_body_an_item_is_not_there(visit):
    item = StandingItem.objects.get()

    assert visit.get(f"/bodies/EXCOM/standing-items/{item.key}/").status_code == 404
    assert visit.get("/bodies/NONE/standing-items/").status_code == 404


def test_for_others_these_pages_do_not_exist(visit):
    the_agenda()
    visit.force_login(host().user)

    assert visit.get(BASE).status_code == 404
    assert BASE not in visit.get("/bodies/BOARD/").text
