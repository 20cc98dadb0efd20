"""The list of what was closed and what ended, for the Secretariat."""

import datetime as dt

import pytest
import time_machine

from tests.factories.trainings import FIRST_DAY, NOW, scheduled, speaks_for, submitted
from trainings import services

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        yield


def test_what_ended_last_stands_first_without_age_and_wishes(client):
    made, by, host, _option = scheduled()
    services.ask_to_cancel(made, reason="Elections.", by=host, at=NOW)
    services.cancel(made, reason="Elections.", by=by, at=NOW)
    gone = submitted(speaks_for("EL"), course=made.course)
    services.decline(gone, reason="Too many ask.", by=by, at=NOW + HOUR)
    client.force_login(by.user)

    answer = client.get("/trainings/requests/list/?state=ended")

    cards = answer.context["cards"]
    assert [(card.row.request, card.day) for card in cards] == [(gone, None), (made, FIRST_DAY)]
    assert [card.is_over for card in cards] == [True, True]
    assert "Asks to cancel" not in answer.text
    assert "days" not in answer.text.partition("<tbody>")[2].partition("</tbody>")[0]
