"""A meeting's page leads to its agenda and minutes, for who may read them."""

import pytest
import time_machine

from accounts.enums import Role, Visibility
from tests.factories.events import EventFactory
from tests.factories.held import AFTER, DURING, meeting, somebody
from tests.meetings.minuted import drafted, held, sent

pytestmark = pytest.mark.django_db


def ways(client, event):
    page = client.get(event.get_absolute_url()).content.decode()
    return [part for part in ("agenda", "minutes") if f'"/events/{event.slug}/{part}/"' in page]


def test_the_page_of_a_meeting_leads_to_what_its_reader_may_open(client):
    event = held()
    drafted(event)
    client.force_login(somebody(at=AFTER).user)
    office = ways(client, event)
    client.force_login(somebody(Role.NR, code="LV", at=AFTER).user)
    before = ways(client, event)
    sent(event)

    assert (office, before) == (["agenda", "minutes"], ["agenda"])
    assert ways(client, event) == ["agenda", "minutes"]


def test_the_agenda_of_a_meeting_that_is_over_leads_to_its_minutes(client):
    event = held()
    drafted(event)

    def leads(role, **more):
        client.force_login(somebody(role, at=AFTER, **more).user)
        page = client.get(f"{event.get_absolute_url()}agenda/").content.decode()
        return f'"/events/{event.slug}/minutes/"' in page

    assert (leads(Role.SECRETARIAT), leads(Role.NR, code="LV")) == (True, False)
    sent(event)
    assert leads(Role.NR, code="FR")
    with time_machine.travel(DURING, tick=False):
        assert not leads(Role.SECRETARIAT)


def test_nobody_is_led_from_what_is_no_meeting_or_to_what_is_not_there(client):
    assert ways(client, meeting(visibility=Visibility.PUBLIC)) == []
    client.force_login(somebody(at=AFTER).user)
    assert ways(client, EventFactory()) == []
