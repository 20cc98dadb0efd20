"""Somebody cancels a meeting while others prepare it: what they do comes before that, or is late."""

import datetime as dt
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import MemberState
from accounts.steps import NotNowError
from agendas import services
from agendas.enums import AgendaState
from agendas.models import AgendaItem, Interest, Wish
from events import services as events
from events.enums import State
from events.models import Event
from tests.agendas.preparing import member, office, the_agenda
from tests.events.at_once import begin as beside
from tests.factories.agendas import AgendaItemFactory

pytestmark = pytest.mark.django_db(transaction=True)

A_WHILE = 0.6
NOW = timezone.now()


@pytest.fixture
def item():
    """An item of an agenda that is sent out, of a meeting far ahead."""
    day = dt.date(2099, 3, 2)
    agenda = the_agenda(
        state=AgendaState.CIRCULATED,
        circulated_at=NOW,
        event__state=State.PUBLISHED,
        event__first_date=day,
        event__last_date=day,
    )
    return AgendaItemFactory(agenda=agenda)


def added(item):
    return services.add_item(item.agenda, once=uuid.uuid4(), title="New", by=office(), at=NOW)


def wished(item):
    state = MemberState.objects.get(pk="LV")
    return services.wish(item, member_state=state, by=member(), at=NOW)


def declared(item):
    by = member()
    (place,) = services.declaring_places(by, item.agenda.event)
    return services.declare_interest(
        item, once=uuid.uuid4(), place=place, text="My study.", by=by, at=NOW
    )


def taken_in(item):
    services.offer_item(
        body=item.agenda.event.body, kind="B", title="New", source=("one", "2", "/"), at=NOW
    )
    return services.take_in_offers(item.agenda, by=office(), at=NOW)


def cancelled_beside(item, deed, *, is_meant):
    """What came of a deed that was begun while the meeting was being cancelled."""
    by = office()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            event = Event.objects.get(pk=item.agenda.event_id)
            events.cancel_event(event, reason="A strike", by=by, at=NOW)
            late = beside(pool, lambda: deed(AgendaItem.objects.get(pk=item.pk)))
            time.sleep(A_WHILE)
            transaction.set_rollback(not is_meant)
        return late.exception(timeout=60)


DEEDS = [added, wished, declared, taken_in]


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_done_to_an_agenda_whose_meeting_is_being_cancelled(item, deed):
    refusal = cancelled_beside(item, deed, is_meant=True)

    assert isinstance(refusal, NotNowError)
    assert not Wish.objects.exists()
    assert not Interest.objects.exists()
    assert AgendaItem.objects.get() == item


@pytest.mark.parametrize("deed", DEEDS)
def test_it_is_done_once_whoever_was_cancelling_the_meeting_leaves_it(item, deed):
    refusal = cancelled_beside(item, deed, is_meant=False)

    assert refusal is None
    done = (Wish.objects, Interest.objects, AgendaItem.objects.exclude(pk=item.pk))
    assert [rows.exists() for rows in done].count(True) == 1


def test_a_meeting_is_cancelled_only_once_what_was_begun_is_done(item):
    by, other = office(), office()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.add_item(item.agenda, once=uuid.uuid4(), title="New", by=by, at=NOW)
            late = beside(
                pool,
                lambda: events.cancel_event(
                    Event.objects.get(pk=item.agenda.event_id),
                    reason="A strike",
                    by=other,
                    at=NOW,
                ),
            )
            time.sleep(A_WHILE)
            waits = not late.done()
        late.result(timeout=60)

    assert waits
    assert Event.objects.get().state == State.CANCELLED
