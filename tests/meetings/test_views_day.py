"""The page of the day: the table of seats, the quorum and the items, for who may see them."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.urls import reverse

from accounts.enums import Role, Visibility
from accounts.models import MemberState
from agendas.enums import AgendaState, ItemState
from agendas.models import AgendaItem
from events.enums import Presence, RegistrationState, State
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import DURING, adopted_agenda, delegate, meeting, quorate, there
from tests.meetings.visiting import day_of, item_page, visiting
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting():
    with time_machine.travel(DURING, tick=False):
        yield


def test_the_table_shows_seats_the_quorum_and_the_items(client):
    event = meeting()
    there(event, "LV", presence=Presence.ONLINE)
    adopted_agenda(event, "Toolbox", state=AgendaState.CIRCULATED)
    visiting(client)

    page = " ".join(client.get(day_of(event)).content.decode().split())

    assert "There is no quorum" in page
    assert "1 of 27 voting seats are there." in page
    assert page.count('<li id="seat-') == 28
    assert 'aria-pressed="true">Online' in page.replace('" >', '">')
    assert "Toolbox" in page
    assert "The agenda is not adopted yet." in page
    assert "Adopt the agenda" in page


@pytest.mark.parametrize(
    ("is_quorate", "said"),
    [(False, "Not begun"), (True, "There is a quorum")],
    ids=["waiting", "all marked"],
)
def test_before_a_half_day_begins_nothing_is_missing(client, is_quorate, said):
    event = meeting(state=State.PUBLISHED)
    delegate(event, "SE")
    delegate(event, "FI", state=RegistrationState.NAMED)
    if is_quorate:
        quorate(event)
    with time_machine.travel(DURING - timedelta(hours=2), tick=False):
        visiting(client)
        page = " ".join(client.get(day_of(event)).content.decode().split())

    assert said in page
    assert ("1 of 27 voting seats have confirmed somebody." in page) == (not is_quorate)
    assert "There is no quorum" not in page
    assert "missing" not in page
    assert "Quorum:" in page


def test_without_sessions_or_agenda_the_page_says_what_to_do(client):
    event = meeting()
    event.sessions.all().delete()
    visiting(client)

    page = client.get(day_of(event)).content.decode()

    assert "No session yet" in page
    assert "The meeting has no agenda yet." in page


def test_a_seat_for_which_nobody_is_named_leads_to_naming_somebody(client):
    event = meeting(state=State.PUBLISHED)
    visiting(client)
    naming = reverse("meetings:delegation", args=[event.slug, "LV"])

    by_secretariat = client.get(day_of(event)).content.decode()
    visiting(client, Role.PRESIDENCY, code="BE")
    by_presidency = client.get(day_of(event)).content.decode()

    assert naming in by_secretariat
    assert naming not in by_presidency
    assert "Nobody is named." in by_presidency


def test_what_one_may_not_see_or_prepare_is_not_there(client):
    event = meeting()
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    hidden = AgendaItemFactory(agenda=item.agenda, visibility=Visibility.RESTRICTED)
    struck = AgendaItemFactory(agenda=item.agenda, state=ItemState.STRUCK)
    other = meeting(body=event.body, slug="other")

    visiting(client)
    assert client.get(item_page(hidden)).status_code == 404
    assert client.get(item_page(struck)).status_code == 404
    nothing = reverse("meetings:day_item", args=[other.slug, item.key])
    assert client.get(nothing).status_code == 404
    visiting(client, Role.NR, "LV")
    assert client.get(day_of(event)).status_code == 404
    assert client.get(item_page(item)).status_code == 404
    visiting(client, Role.PRESIDENCY, "BE")
    assert client.get(item_page(hidden)).status_code == 200
    assert AgendaItem.objects.count() == 3


def test_the_page_is_light_and_quick_with_two_delegates_of_each_seat(client):
    event = meeting()
    adopted_agenda(event, *(f"Item {number}" for number in range(12)))
    for code in MemberState.objects.values_list("pk", flat=True):
        for number in range(2):
            delegate(event, code, event.sessions.all(), name=f"Delegate {number} of {code}")
    visiting(client)

    asked = counted(lambda: client.get(day_of(event)))
    page = client.get(day_of(event)).content
    shared = ("app.css", "app.js", "day.js", "icons.svg")
    weight = len(page) + sum(Path(str(finders.find(name))).stat().st_size for name in shared)

    assert asked <= 20
    assert weight <= 120 * 1024
