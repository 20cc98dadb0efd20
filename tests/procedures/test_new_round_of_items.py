"""A new round of what an item's meeting did not come to: one thing decides it, and no other."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from accounts.models import MemberState
from agendas import services as agendas
from agendas.enums import AgendaState, ItemState
from agendas.models import Offer
from agendas.models.item import LABEL as ITEM
from procedures import services
from procedures.models import Procedure
from tests.events.organisers import signed_in
from tests.factories.agendas import AgendaFactory, MeetingFactory
from tests.factories.procedures import holder, secretariat
from tests.procedures.conftest import CLOSING, LATER
from tests.procedures.converted import convert, item, launch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

AFTER = CLOSING - dt.timedelta(days=2)


@pytest.fixture
def clock():
    """The moment after the meeting."""
    with time_machine.travel(AFTER, tick=False):
        yield


def next_agenda(one, **said):
    """The agenda of the body's next meeting, being prepared, which takes in what waits."""
    event = MeetingFactory(
        body=one.agenda.event.body,
        first_date=dt.date(2024, 9, 12),
        last_date=dt.date(2024, 9, 12),
        **{"host": one.agenda.event.host, **said},
    )
    agenda = AgendaFactory(event=event, state=AgendaState.PREPARING)
    agendas.take_in_offers(agenda, by=None, at=AFTER)
    return agenda


@pytest.fixture
def one():
    """An item in writing of a meeting in April."""
    return item(day=dt.date(2024, 4, 24))


@pytest.fixture
def made(one):
    """Its procedure, withdrawn after the meeting."""
    return withdrawn(launch(convert(one)))


def withdrawn(made):
    return services.withdraw(made, reason="Wait.", by=secretariat(AFTER), at=AFTER)


def next_round(made, once=None):
    return services.new_round(
        made, once=once or uuid.uuid4(), reason="Again.", by=secretariat(AFTER), at=AFTER
    )


def test_what_a_new_round_decides_waits_for_no_agenda(one, made):
    assert Offer.objects.of_item(one).exists()

    second = next_round(made)

    assert second.item == one
    assert not Offer.objects.of_item(one).exists()
    assert list(next_agenda(one).items.filter(source_label=ITEM)) == []


def test_what_waits_again_after_a_cancelled_meeting_waits_no_longer(one, made):
    event = next_agenda(one).event
    event.state, event.cancelled_at, event.cancel_reason = "cancelled", AFTER, "Storm"
    event.save()

    second = next_round(made)

    assert second.item == one
    assert not Offer.objects.of_item(one).exists()


def test_what_the_next_agenda_took_in_is_what_a_new_round_decides(one, made):
    taken = next_agenda(one).items.get(source_label=ITEM)

    second = next_round(made)

    taken.refresh_from_db()
    assert (second.item, second.agreed_by) == (taken, "Anna Peeters")
    assert (taken.state, taken.written_key) == (ItemState.IN_WRITING, second.reference)
    assert not Procedure.objects.of_item(one).exists()


def test_what_was_taken_off_the_next_agenda_is_decided_as_the_item_before(one, made):
    taken = next_agenda(one).items.get(source_label=ITEM)
    agendas.strike_item(taken, reason="", by=secretariat(AFTER), at=AFTER)

    assert next_round(made).item == one


def test_what_another_procedure_decides_by_now_is_left_alone(one, made):
    taken = next_agenda(one).items.get(source_label=ITEM)
    other = convert(taken, at=AFTER)

    second = next_round(made)

    taken.refresh_from_db()
    assert (second.item, taken.written_key) == (None, other.reference)


def test_what_is_on_the_agenda_of_another_presidency_is_not_taken_from_it(one, made):
    host = MemberState.objects.exclude(pk=one.agenda.event.host_id).first()
    taken = next_agenda(one, host=host).items.get(source_label=ITEM)

    with pytest.raises(services.OtherPresidencyError):
        next_round(made)

    taken.refresh_from_db()
    assert taken.state == ItemState.OPEN
    assert Procedure.objects.get() == made


def test_who_asks_for_that_reads_where_to_go_instead(one, made, clock):
    host = MemberState.objects.exclude(pk=one.agenda.event.host_id).first()
    next_agenda(one, host=host)
    address = reverse("procedures:new_round", args=[made.reference])

    answer = signed_in(secretariat(AFTER).user).post(address, {"once": uuid.uuid4()})

    assert answer.status_code == 422
    assert "which another Presidency prepares" in answer.text


def test_a_new_round_takes_over_from_one_that_runs():
    one = item()
    made = launch(convert(one))

    draft = services.new_round(
        made, once=uuid.uuid4(), reason="A paper changed.", by=secretariat(LATER), at=LATER
    )

    one.refresh_from_db()
    assert (one.state, one.written_key) == (ItemState.IN_WRITING, draft.reference)
    assert (draft.item, draft.agreed_by) == (one, "Anna Peeters")


def test_a_new_round_of_what_was_withdrawn_takes_the_item_up_again():
    one = item()
    made = launch(convert(one))
    services.withdraw(made, reason="Wait.", by=secretariat(LATER), at=LATER)

    draft = services.new_round(
        made, once=uuid.uuid4(), reason="Again.", by=secretariat(LATER), at=LATER
    )

    one.refresh_from_db()
    assert (draft.item, one.state, one.written_key) == (
        one,
        ItemState.IN_WRITING,
        draft.reference,
    )


def test_a_new_round_leaves_alone_what_another_procedure_decides_by_now():
    one = item()
    made = launch(convert(one))
    services.withdraw(made, reason="Wait.", by=secretariat(LATER), at=LATER)
    one.refresh_from_db()
    other = convert(one, at=LATER)

    draft = services.new_round(
        made, once=uuid.uuid4(), reason="Again.", by=secretariat(LATER), at=LATER
    )

    one.refresh_from_db()
    assert (draft.item, one.written_key) == (None, other.reference)


def test_a_new_round_leaves_alone_what_was_taken_off_meanwhile():
    one = item()
    made = launch(convert(one))
    services.withdraw(made, reason="Wait.", by=secretariat(LATER), at=LATER)
    one.refresh_from_db()
    agendas.strike_item(one, reason="No time.", by=secretariat(LATER), at=LATER)

    draft = services.new_round(
        made, once=uuid.uuid4(), reason="Again.", by=secretariat(LATER), at=LATER
    )

    one.refresh_from_db()
    assert (draft.item, one.state) == (None, ItemState.STRUCK)


def test_a_new_round_does_not_overrule_that_the_presidency_would_rather_discuss(one, clock):
    made = services.withdraw(launch(convert(one)), reason="Wait.", by=secretariat(LATER), at=LATER)
    one.refresh_from_db()
    one.agenda.event.host = MemberState.objects.get(pk="BE")
    one.agenda.event.save()
    agendas.answer_for_presidency(
        one, version=one.version, answer="discuss", text="", by=holder("BE"), at=LATER
    )
    address = reverse("procedures:new_round", args=[made.reference])

    answer = signed_in(secretariat(AFTER).user).post(address, {"once": uuid.uuid4()})

    assert answer.status_code == 422
    assert "The Presidency would rather discuss the item." in answer.text
    assert Procedure.objects.get() == made
