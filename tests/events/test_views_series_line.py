"""What the page of an event says of its series."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import Standing
from accounts.enums import Visibility
from events.enums import State
from events.models import Series
from events.views.related import related
from tests.events.organisers import secretariat
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 5, 28)
NOBODY = Standing(user=None, at=dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC))


@pytest.fixture
def series():
    return Series.objects.create(title="Evenings", created_at=timezone.now())


def after(series, days, **fields):
    return EventFactory(series=series, first_date=DAY + dt.timedelta(days=days), **fields)


def test_the_next_is_the_first_that_one_may_know_of(client, series):
    event = after(series, 0)
    after(series, -7)
    after(series, 1, state=State.DRAFT, published_at=None)
    after(series, 2, visibility=Visibility.NETWORK)
    after(series, 3, title="Third evening", slug="2027-05-31-third-evening")

    assert related(event, NOBODY).series_next == (
        "/events/2027-05-31-third-evening/",
        "Third evening",
        "Monday 31 May 2027",
    )
    page = client.get(event.get_absolute_url()).text
    assert "Next in the series “Evenings”:" in page
    assert 'href="/events/2027-05-31-third-evening/"' in page


def test_the_last_one_and_one_by_itself_have_no_next(series):
    assert related(after(series, 0), NOBODY).series_next is None
    assert related(EventFactory(), NOBODY).series_next is None


def test_the_secretariat_copies_from_the_page_and_from_the_board(series):
    event = after(series, 0)
    client = secretariat()

    for address in (event.get_absolute_url(), "/events/board/"):
        assert f"/events/{event.slug}/copy/" in client.get(address).text, address
    assert "/events/series/" in client.get("/events/board/").text
