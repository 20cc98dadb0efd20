"""An item that the meeting has decided is decided: no procedure decides it once more."""

import uuid

import pytest

from agendas.enums import ItemState
from meetings import services as meetings
from meetings.day import table_of
from meetings.enums import ItemOutcome
from procedures import services
from procedures.models import Procedure
from tests.factories.held import DURING, adopted_agenda, meeting, quorate, somebody
from tests.factories.procedures import LAUNCHED, rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    """An item of a meeting that is being held with a quorum."""
    event = meeting()
    quorate(event)
    return adopted_agenda(event, "Toolbox").items.get()


def decide(item, outcome=ItemOutcome.ADOPTED):
    half = table_of(item.agenda.event).half_days[0]
    meetings.decide(item, outcome=outcome, half_day=half, version=0, by=somebody(), at=DURING)


def convert(item, at=DURING):
    return services.convert(
        item, once=uuid.uuid4(), title="Toolbox", question="Agreed?", rule=rule(),
        agreed_by="Anna Peeters", agreed_on=at.date(), agreed_how="mail", by=somebody(at=at), at=at,
    )  # fmt: skip


@pytest.mark.parametrize("outcome", [ItemOutcome.ADOPTED, ItemOutcome.NOT_ADOPTED])
def test_what_the_meeting_decided_is_not_converted(item, outcome):
    decide(item, outcome)

    with pytest.raises(meetings.DecidedError):
        convert(item)
    item.refresh_from_db()
    assert (item.state, Procedure.objects.count()) == (ItemState.OPEN, 0)


def test_what_the_meeting_sent_into_writing_is_converted(item):
    decide(item, ItemOutcome.IN_WRITING)

    assert convert(item).item == item


def test_a_new_round_leaves_alone_what_the_meeting_decided_meanwhile(item):
    by = somebody(at=LAUNCHED)
    first = convert(item, at=LAUNCHED)
    first = services.launch(first, version=first.version, by=by, at=LAUNCHED)
    services.withdraw(first, reason="Talk first.", by=by, at=LAUNCHED)
    decide(item)

    second = services.new_round(first, once=uuid.uuid4(), reason="Again.", by=somebody(), at=DURING)

    item.refresh_from_db()
    assert (second.item, item.state) == (None, ItemState.OPEN)
