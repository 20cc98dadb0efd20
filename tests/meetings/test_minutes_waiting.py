"""Minutes that nothing adopts any more wait for the next agenda again, and no others do."""

import datetime as dt

import pytest
import time_machine

from agendas.models import Offer
from agendas.models.item import LABEL as ITEM
from agendas.services import take_in_offers
from meetings import services
from meetings.enums import ItemOutcome
from meetings.models.minutes import LABEL
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, adopted_agenda, meeting, quorate, somebody
from tests.meetings.laid import OVER, WRITING, WRITTEN, changed_to, decided, final, held
from tests.meetings.minuted import UNTIL
from tests.meetings.reading import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


def test_minutes_that_were_not_adopted_in_writing_wait_for_the_next_agenda_again():
    event, _items = held()
    by = somebody(at=LATER)
    found = services.ask_in_writing(final(event, by), written=WRITTEN, by=by, at=LATER)

    for _time in range(2):
        services.take_back_from_writing(written=WRITTEN[:2], by=None, at=LATER)
    services.adopt_in_writing(source=WRITTEN[:2], at=LATER)

    found.refresh_from_db()
    assert (found.state, found.is_in_writing) == ("final", False)
    assert Offer.objects.get().source_key == str(found.key)


def taken(found, by):
    """The item that the next agenda took in, at a meeting that is being held."""
    event = meeting(body=found.event.body, slug="next", first_date=dt.date(2024, 6, 24))
    quorate(event)
    agenda = adopted_agenda(event)
    (item,) = take_in_offers(agenda, by=by, at=LATER)
    return item


def again(found, by, at=LATER):
    """Send minutes back to the seats, and lay them before the body anew."""
    found.refresh_from_db()
    sent = services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)
    waiting = Offer.objects.filter(item=None).count()
    services.finish_minutes(sent, version=sent.version, by=by, at=at)
    return waiting


@pytest.mark.parametrize(
    ("come_to_nothing", "at", "waits"),
    [
        (lambda item, by: decided(item, by, at=LATER, outcome=ItemOutcome.NOT_ADOPTED), LATER, 1),
        (changed_to(state="struck", struck_at=LATER), LATER, 1),
        (lambda _item, _by: None, OVER, 1),
        (lambda _item, _by: None, LATER, 0),
        (changed_to(state="in_writing", **WRITING), OVER, 0),
    ],
    ids=["not adopted", "taken off", "left", "still to come", "in writing"],
)
def test_minutes_that_no_meeting_adopts_any_more_wait_for_the_next_agenda(
    come_to_nothing, at, waits
):
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    item = taken(found, by)
    come_to_nothing(item, by)

    assert again(found, by, at=at) == 0

    assert Offer.objects.filter(item=None, source_label=LABEL).count() == waits


def test_minutes_back_with_the_seats_wait_for_no_agenda():
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)

    assert again(found, by) == 0
    assert Offer.objects.get().item is None


@pytest.mark.parametrize("is_decided", [True, False])
def test_what_was_offered_again_is_looked_for_where_it_is_now(is_decided):
    event, _items = held()
    by = somebody(at=LATER)
    found = final(event, by)
    item = taken(found, by)
    decided_at = LATER if is_decided else None
    other = AgendaItemFactory(agenda=item.agenda, decided_at=decided_at, order=9)
    Offer.objects.create(
        body=event.body, kind="A", title="Again", source_label=ITEM, source_key=str(item.key),
        source_url="/a/", offered_at=LATER, item=other,
    )  # fmt: skip

    again(found, by)

    assert Offer.objects.filter(item=None, source_label=LABEL).exists() == is_decided
