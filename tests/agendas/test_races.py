"""Several people at once about what stands on an agenda, or is put off to the next one."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.utils import timezone

from agendas import services
from agendas.enums import AgendaState, ItemState
from agendas.models import Offer
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
