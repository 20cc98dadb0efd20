"""The short report on an external meeting."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.versions import StaleError
from events.enums import State
from events.rules import NotNowError
from events.services import write_report
from journal.models import Entry
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
BEGUN = dt.date(2026, 11, 24)


@pytest.fixture
def envoy():
    return standing(MandateFactory().user, AT)


def meeting(**fields):
    return EventFactory(**{"kind": "external", "first_date": BEGUN, "state": State.HELD} | fields)


def test_the_report_is_kept_and_written_down(envoy):
    event = write_report(meeting(), version=1, report="They met.", by=envoy, at=AT)

    event.refresh_from_db()
    assert (event.report, event.version) == ("They met.", 2)
    assert Entry.objects.get(deed="events.reported").actor == str(envoy.user.key)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "seminar"},
        {"state": State.CLOSED},
        {"state": State.PUBLISHED, "first_date": BEGUN + dt.timedelta(days=1)},
    ],
    ids=["another kind", "closed", "not begun"],
)
def test_there_is_nothing_to_report(envoy, fields):
    with pytest.raises(NotNowError):
        write_report(meeting(**fields), version=1, report="They met.", by=envoy, at=AT)


def test_of_two_reports_the_second_is_told(envoy):
    event = meeting(state=State.PUBLISHED)
    write_report(event, version=1, report="They met.", by=envoy, at=AT)

    with pytest.raises(StaleError):
        write_report(event, version=1, report="They did not.", by=envoy, at=AT)
