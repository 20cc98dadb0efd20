"""The page of the short report."""

import datetime as dt

import pytest

from events.enums import State
from tests.events.organisers import representative, secretariat, signed_in
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

SLUG = "2026-01-20-europol"
PAGE = f"/events/{SLUG}/report/"


@pytest.fixture
def event():
    return EventFactory(
        slug=SLUG,
        kind="external",
        state=State.HELD,
        first_date=dt.date(2026, 1, 20),
        visibility="body",
        takes_registrations=False,
    )


def test_who_stood_for_the_network_writes_the_report(event):
    envoy = MandateFactory(user=UserFactory(name="Anna Kalniņa")).user
    event.representatives.add(envoy)
    client = signed_in(envoy)

    page = client.get(PAGE)
    saved = client.post(PAGE, {"version": 1, "report": "They met."})

    event.refresh_from_db()
    assert "Anna Kalniņa" in page.text
    assert (saved["Location"], event.report) == (PAGE, "They met.")


def test_the_office_may_too_and_two_at_once_are_told(event):
    client = secretariat()
    client.post(PAGE, {"version": 1, "report": "First"})

    stale = client.post(PAGE, {"version": 1, "report": "Second"})
    empty = client.post(PAGE, {"version": 2, "report": ""})

    assert (stale.status_code, stale.context["differences"]) == (
        409, [("Short report", "First", "Second")],
    )  # fmt: skip
    assert (empty.status_code, 'id="id_report_error"' in empty.text) == (422, True)


def test_a_closed_meeting_takes_no_report_and_nothing_is_lost(event):
    event.state = State.CLOSED
    event.save()

    answer = secretariat().post(PAGE, {"version": 1, "report": "Too late"})

    assert (answer.status_code, "Too late" in answer.text) == (422, True)
    assert "until it is closed" in answer.text


def test_others_and_other_kinds_have_no_such_page(event):
    seminar = EventFactory(slug="2026-01-20-seminar")

    assert representative().get(PAGE).status_code == 404
    assert secretariat().get(f"/events/{seminar.slug}/report/").status_code == 404


def test_closing_without_a_report_asks_for_it(event):
    client = secretariat()

    without = client.get(f"/events/{SLUG}/close/").text
    client.post(PAGE, {"version": 1, "report": "They met."})
    with_it = client.get(f"/events/{SLUG}/close/").text

    assert ("The short report is missing" in without, PAGE in without) == (True, True)
    assert "The short report is missing" not in with_it
