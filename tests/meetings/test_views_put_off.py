"""An item that the meeting put off, and the next agenda that has it by then."""

import datetime as dt

import pytest
import time_machine

from agendas.enums import AgendaState, ItemState, TrackState
from agendas.models import Track
from agendas.services import strike_item, take_in_offers
from meetings import services
from meetings.day import table_of
from meetings.models import ItemRecord
from tests.factories.accounts import BodyFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.held import DURING, adopted_agenda, meeting, quorate
from tests.meetings.visiting import decided, item_page, visiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting():
    with time_machine.travel(DURING, tick=False):
        yield


def next_one(event):
    """What the next agenda of the body, being prepared, takes in."""
    day = (DURING + dt.timedelta(days=90)).date()
    later = AgendaFactory(
        event=MeetingFactory(body=event.body, first_date=day, last_date=day),
        state=AgendaState.PREPARING,
    )
    (there,) = take_in_offers(later, by=None, at=DURING)
    return there


def test_what_the_next_agenda_was_sent_out_with_is_not_decided_here(client):
    event = meeting()
    quorate(event)
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    visiting(client)
    client.post(item_page(item), decided(conclusion="Later.", outcome="postponed"))
    there = next_one(event)
    later = there.agenda
    later.state, later.circulated_at, later.edition = AgendaState.CIRCULATED, DURING, 1
    later.save()

    kept = ItemRecord.objects.get()
    again = decided(version=kept.version, conclusion="Later.")
    answer = client.post(item_page(item), again)

    assert answer.status_code == 422
    assert "A later agenda has this item already" in answer.text
    kept.refresh_from_db()
    there.refresh_from_db()
    assert (kept.outcome, there.state) == ("postponed", ItemState.OPEN)


def test_what_was_prepared_ends_where_it_is_decided_after_all(client):
    event = meeting()
    quorate(event)
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    track = Track.objects.create(
        item=AgendaItemFactory(agenda__event__body=BodyFactory(code="EXCOM")),
        body=event.body,
        state=TrackState.ON_AGENDA,
        decides=item,
        opened_at=DURING,
    )
    visiting(client)
    client.post(item_page(item), decided(outcome="postponed"))
    there = next_one(event)

    client.post(item_page(item), decided(version=ItemRecord.objects.get().version))

    track.refresh_from_db()
    there.refresh_from_db()
    assert (track.state, track.decides) == (TrackState.DECIDED, item)
    assert there.state == ItemState.STRUCK


def test_what_is_a_part_of_something_taken_off_is_not_decided(client):
    event = meeting()
    quorate(event)
    (whole,) = adopted_agenda(event, "Toolbox").items.all()
    part = AgendaItemFactory(agenda=event.agenda, parent=whole, title="The first tool")
    by = visiting(client)
    strike_item(whole, reason="A slip", by=by, at=DURING)

    page = client.get(item_page(part)).text
    with pytest.raises(services.InWritingError):
        services.decide(
            part, outcome="adopted", half_day=table_of(event).half_days[0], version=0,
            by=by, at=DURING,
        )  # fmt: skip

    assert "What this item is a part of was taken off" in page
    assert 'name="decide"' not in page
