"""Several officers have one item, or minutes, decided in writing at once: by one procedure."""

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
from tests.events.at_once import all_at_once
from tests.events.at_once import begin as beside
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document
from tests.factories.procedures import LAUNCHED, rule, secretariat
from tests.procedures.test_minutes import item_about, minutes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("the_board")]

OFFICERS = 4
DAY = dt.date(2024, 5, 29)


def agenda():
    """The agenda of a meeting that is still to come."""
    event = MeetingFactory(body=Body.objects.get(pk="BOARD"), first_date=DAY, last_date=DAY)
    return AgendaFactory(event=event)


def convert(one, by, chosen, deed=services.convert):
    """Have an item decided in writing, or minutes adopted."""
    return deed(
        type(one).objects.get(pk=one.pk),
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


def withdrawn(made):
    """A procedure that does not decide any more what it was to."""
    return services.withdraw(made, reason="Wait.", by=secretariat(), at=LAUNCHED)


def next_round(earlier, by):
    """Draft the next round of a procedure."""
    return services.new_round(earlier, once=uuid.uuid4(), reason="", by=by, at=LAUNCHED)


def test_converted_at_once_is_converted_once():
    item = AgendaItemFactory(agenda=agenda())
    document("agendas.item", str(item.key), visibility="body")
    officers, chosen = [secretariat() for _number in range(OFFICERS)], rule()

    with ThreadPoolExecutor(OFFICERS) as pool:
        under_way = [beside(pool, lambda by=by: convert(item, by, chosen)) for by in officers]
        made = {one.result(timeout=60).pk for one in under_way}

    procedure = Procedure.objects.get()
    item.refresh_from_db()
    assert made == {procedure.pk}
    assert (item.state, item.written_key) == (ItemState.IN_WRITING, procedure.reference)
    assert Document.objects.of(LABEL, str(procedure.key)).count() == 1


def test_struck_and_converted_at_once_is_one_of_both():
    item = AgendaItemFactory(agenda=agenda())
    by, other, chosen = secretariat(), secretariat(), rule()

    def strike():
        return agendas.strike_item(
            AgendaItem.objects.get(pk=item.pk), reason="No.", by=other, at=LAUNCHED
        )

    with ThreadPoolExecutor(2) as pool:
        both = [beside(pool, lambda: convert(item, by, chosen)), beside(pool, strike)]
        failed = [one.exception(timeout=60) for one in both]

    item.refresh_from_db()
    assert [error is None for error in failed].count(True) == 1
    assert (item.state == ItemState.IN_WRITING) == (Procedure.objects.count() == 1)


def test_new_rounds_and_conversions_at_once_leave_each_item_to_one_procedure():
    stands_on, chosen = agenda(), rule()
    items = [AgendaItemFactory(agenda=stands_on, order=order) for order in range(OFFICERS)]
    deeds = []
    for item in items:
        earlier = withdrawn(convert(item, secretariat(), chosen))
        one, other = secretariat(), secretariat()
        deeds += [
            lambda earlier=earlier, by=one: next_round(earlier, by),
            lambda item=item, by=other: convert(item, by, chosen),
        ]

    all_at_once(deeds)

    for item in items:
        item.refresh_from_db()
    decide = [Procedure.objects.of_item(item).get().reference for item in items]
    assert [item.written_key for item in items] == decide


def test_new_round_and_conversions_at_once_leave_minutes_to_one_procedure():
    found = minutes()
    item, chosen = item_about(found), rule()
    earlier = withdrawn(convert(found, secretariat(), chosen, deed=services.convert_minutes))
    one, other, third = (secretariat() for _deed in range(3))

    all_at_once(
        [
            lambda: next_round(earlier, one),
            lambda: convert(item, other, chosen),
            lambda: convert(found, third, chosen, deed=services.convert_minutes),
        ]
    )

    item.refresh_from_db()
    found.refresh_from_db()
    decides = Procedure.objects.of_minutes(found).get()
    assert (decides.item, found.written_key) == (item, decides.reference)
    assert item.written_key == decides.reference
