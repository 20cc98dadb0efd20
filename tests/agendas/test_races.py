"""Several people at once about what stands on an agenda, or is put off to the next one."""

import datetime as dt
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.utils import timezone

from agendas import services
from agendas.enums import AgendaState, ItemState
from agendas.models import AgendaItem, Offer
from tests.agendas.preparing import office, the_agenda
from tests.events.at_once import begin as beside
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)

A_WHILE = 0.6
NOW = timezone.now()


@pytest.mark.parametrize("source", [("", ""), ("meetings.minutes", "9a4c")], ids=["own", "came"])
def test_what_the_next_agenda_takes_in_while_it_is_decided_after_all_is_decided_once(source):
    agenda, by = the_agenda(), office()
    label, key = source
    item = AgendaItemFactory(agenda=agenda, source_label=label, source_key=key)
    if label:
        services.offer_item(
            body=agenda.event.body, kind="B", title="It", source=(*source, "/m/"), at=NOW
        )
        Offer.objects.update(item=item)
    services.put_off(item, is_put_off=True, at=NOW)
    day = dt.date(2099, 3, 1)
    event = MeetingFactory(body=agenda.event.body, first_date=day, last_date=day)
    later = AgendaFactory(event=event, state=AgendaState.PREPARING)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            (there,) = services.take_in_offers(later, by=by, at=NOW)
            decided = beside(pool, lambda: services.put_off(item, is_put_off=False, at=NOW))
            time.sleep(A_WHILE)
        decided.result(timeout=60)

    there.refresh_from_db()
    assert there.state == ItemState.STRUCK
    assert not Offer.objects.waiting_for(agenda.event.body).exists()


def test_what_is_put_below_an_item_while_that_is_taken_off_stays_where_it_is():
    agenda, one, other = the_agenda(), office(), office()
    whole, item = AgendaItemFactory(agenda=agenda), AgendaItemFactory(agenda=agenda)
    as_it_was_read = AgendaItem.objects.get(pk=whole.pk)

    def below(parent):
        return services.move_item(item, parent=parent, by=other, at=NOW)

    def added(parent):
        return services.add_item(
            agenda, once=uuid.uuid4(), parent=parent, title="More", by=other, at=NOW
        )

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            services.strike_item(whole, reason="A slip", by=one, at=NOW)
            deeds = [
                beside(pool, lambda deed=deed: deed(as_it_was_read)) for deed in (below, added)
            ]
            time.sleep(A_WHILE)
        failed = [type(deed.exception(timeout=60)) for deed in deeds]

    assert failed == [services.WholeOffError] * 2
    assert not whole.parts.exists()
