"""The page of the day: the table of seats, the quorum and the items, for who may see them."""

import re
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


def quorum_said(client, event, at):
    """What the page says of the quorum, and for which half-day it is."""
    with time_machine.travel(at, tick=False):
        visiting(client)
        page = re.sub(r"<[^>]+>", " ", client.get(day_of(event)).content.decode())
    return " ".join(page.split())


def test_before_a_half_day_begins_nobody_is_there_yet_and_nothing_is_missing(client):
    event = meeting(state=State.PUBLISHED)
    delegate(event, "SE")
    delegate(event, "FI", state=RegistrationState.NAMED)

    page = quorum_said(client, event, DURING - timedelta(hours=2))

    assert "Not begun 0 of 27 voting seats are there. 1 has confirmed somebody. Quorum:" in page
    assert "There is no quorum" not in page
    assert "missing" not in page
    delegate(event, "PT")
    page = quorum_said(client, event, DURING - timedelta(days=2))
    assert "Not begun 0 of 27 voting seats are there. 2 have confirmed somebody." in page
    begun = quorum_said(client, event, DURING)
    assert "There is no quorum 0 of 27 voting seats are there. 14 are missing. Quorum:" in begun


def test_who_is_marked_before_a_half_day_begins_is_counted(client):
    event = meeting(state=State.PUBLISHED)
    there(event, "SE")
    page = quorum_said(client, event, DURING - timedelta(hours=2))
    assert "Not begun 1 of 27 voting seats are there. 1 has confirmed somebody." in page

    quorate(event)
    page = quorum_said(client, event, DURING - timedelta(hours=2))
    assert re.search(r"There is a quorum \d+ of 27 voting seats are there. \d+ have", page)
    assert "missing" not in page


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
