"""Several officers have one item decided in writing at once: it becomes one procedure."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from accounts.models import Body
from agendas import services as agendas
from agendas.enums import ItemState
from agendas.models import AgendaItem
from documents.models import Document
from procedures import services
from procedures.models import Procedure
from procedures.models.procedure import LABEL
from tests.events.at_once import begin as beside
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document
from tests.factories.procedures import LAUNCHED, rule, secretariat

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("the_board")]

OFFICERS = 4


def test_converted_at_once_is_converted_once():
    day = dt.date(2024, 5, 29)
    event = MeetingFactory(body=Body.objects.get(pk="BOARD"), first_date=day, last_date=day)
    item = AgendaItemFactory(agenda=AgendaFactory(event=event))
    document("agendas.item", str(item.key), visibility="body")
    officers, chosen = [secretariat() for _number in range(OFFICERS)], rule()

    def convert(by):
        return services.convert(
            AgendaItem.objects.get(pk=item.pk),
            once=uuid.uuid4(),
            title="Rules",
            question="Adopt them?",
            rule=chosen,
            agreed_by="Anna Peeters",
            agreed_on=dt.date(2024, 4, 19),
            agreed_how="mail",
            by=by,
            at=LAUNCHED,
        )

    with ThreadPoolExecutor(OFFICERS) as pool:
        under_way = [beside(pool, lambda by=by: convert(by)) for by in officers]
        made = {one.result(timeout=60).pk for one in under_way}

    procedure = Procedure.objects.get()
    item.refresh_from_db()
    assert made == {procedure.pk}
    assert (item.state, item.written_key) == (ItemState.IN_WRITING, procedure.reference)
    assert Document.objects.of(LABEL, str(procedure.key)).count() == 1


def test_struck_and_converted_at_once_is_one_of_both():
    day = dt.date(2024, 5, 29)
    event = MeetingFactory(body=Body.objects.get(pk="BOARD"), first_date=day, last_date=day)
    item = AgendaItemFactory(agenda=AgendaFactory(event=event))
    by, other, chosen = secretariat(), secretariat(), rule()

    def convert():
        return services.convert(
            AgendaItem.objects.get(pk=item.pk), once=uuid.uuid4(), title="R", question="?",
            rule=chosen, agreed_by="A", agreed_on=day, agreed_how="mail", by=by, at=LAUNCHED,
        )  # fmt: skip

    def strike():
        return agendas.strike_item(
            AgendaItem.objects.get(pk=item.pk), reason="No.", by=other, at=LAUNCHED
        )

    with ThreadPoolExecutor(2) as pool:
        both = [beside(pool, convert), beside(pool, strike)]
        failed = [one.exception(timeout=60) for one in both]

    item.refresh_from_db()
    assert [error is None for error in failed].count(True) == 1
    assert (item.state == ItemState.IN_WRITING) == (Procedure.objects.count() == 1)
