"""Minutes before the body or adopted: their titles stand, and nothing is left to decide of them."""

import pytest
import time_machine
from django.urls import reverse

from agendas.models import AgendaItem
from meetings import services
from meetings.enums import AdoptedBy, ItemOutcome
from meetings.models import ItemRecord, Minutes
from meetings.shown import Reading
from tests.factories.held import AFTER, somebody
from tests.meetings.test_minutes_before_the_body import (
    LATER,
    UNTIL,
    adopting,
    decided,
    final,
    held,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


def adopted_by_hand():
    """An item about minutes that somebody notes as adopted, and who does."""
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    item = adopting(found)
    services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=LATER)
    return item, by


@pytest.mark.parametrize("outcome", [ItemOutcome.ADOPTED, ItemOutcome.POSTPONED])
def test_the_item_of_minutes_that_are_adopted_already_decides_nothing(outcome):
    item, by = adopted_by_hand()

    with pytest.raises(services.MinutesAdoptedError):
        decided(item, by, at=LATER, outcome=outcome)

    assert not ItemRecord.objects.exists()
    assert Minutes.objects.get().adopted_at_event is None


def test_its_page_says_so(client):
    item, by = adopted_by_hand()
    client.force_login(by.user)

    page = client.get(reverse("meetings:day_item", args=[item.agenda.event.slug, item.key]))

    assert "These minutes are adopted already" in words(page)
    assert page.context["decision"] is None


def test_the_item_that_adopted_them_says_what_it_decided(client):
    event, _items = held()
    by = somebody(at=LATER)
    item = adopting(final(event, by))
    decided(item, by, at=LATER)
    client.force_login(by.user)

    page = client.get(reverse("meetings:day_item", args=[item.agenda.event.slug, item.key]))

    assert "These minutes are adopted already" not in words(page)
    assert Minutes.objects.get().adopted_at_event == item.agenda.event


def test_what_is_before_the_body_has_the_titles_that_it_had_then():
    event, (item,) = held()
    by = somebody(at=LATER)
    final(event, by)
    AgendaItem.objects.filter(pk=item.pk).update(title="Renamed")
    found = Minutes.objects.get()

    before = [one.title for one in Reading(found, by).sections()]
    services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)
    back = [one.title for one in Reading(Minutes.objects.get(), by).sections()]

    assert ("Toolbox" in before, "Renamed" in before) == (True, False)
    assert ("Toolbox" in back, "Renamed" in back) == (False, True)
