"""What another body prepared is decided in a meeting."""

import pytest

from agendas.enums import Recommendation, TrackState
from agendas.models import Track
from meetings.enums import ItemOutcome
from tests.factories.accounts import BodyFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.held import DURING, somebody
from tests.meetings.test_services_day import decided, held

pytestmark = pytest.mark.django_db


def prepared(item):
    """The way on which the item came from the ExCom."""
    event = MeetingFactory(body=BodyFactory(code="EXCOM", name="ExCom"))
    return Track.objects.create(
        item=AgendaItemFactory(agenda=AgendaFactory(event=event)),
        body=item.agenda.event.body,
        state=TrackState.ON_AGENDA,
        recommendation=Recommendation.POSITIVE,
        recommended_at=DURING,
        decides=item,
        opened_at=DURING,
    )


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (ItemOutcome.ADOPTED, TrackState.DECIDED),
        (ItemOutcome.NOT_ADOPTED, TrackState.DECIDED),
        (ItemOutcome.POSTPONED, TrackState.ON_AGENDA),
    ],
)
def test_what_was_prepared_has_come_to_its_end_once_it_is_decided(outcome, state):
    _event, (item,) = held()
    track = prepared(item)

    decided(item, somebody(), outcome)

    track.refresh_from_db()
    assert track.state == state
