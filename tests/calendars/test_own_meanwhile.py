"""What changes after the rows of a feed were read and before their entries are made."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, Seat
from events.models import Event
from tests.calendars.reads import reading_of, titles
from tests.calendars.test_feeds import changed
from tests.factories.accounts import MandateFactory, OrganisationFactory
from tests.factories.calendars import FeedFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.procedures import LAUNCHED, LONG_AGO, board, running

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


def met(feed, at, do):
    """The titles that a reading shows when the deed is done once its rows are known."""
    before = reading_of(feed, at)
    assert len(before.rows) == 2
    do()
    return titles(before.content()), titles(reading_of(feed, at).content())


@pytest.mark.parametrize(
    "narrowed",
    [
        {"visibility": "restricted"},
        {"state": "draft", "published_at": None},
    ],
    ids=["restricted", "no longer published"],
)
@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.NR])
def test_what_becomes_hidden_meanwhile_is_not_told(role, narrowed):
    feed = FeedFactory(owner=MandateFactory(role=role).user)
    hidden, other = (EventFactory(first_date=DAY, title=title) for title in ("Hidden", "Other"))
    for event in (hidden, other):
        RegistrationFactory(event=event, email=feed.owner.email)

    def hide():
        Event.objects.filter(pk=hidden.pk).update(title="CANARY", **narrowed)

    assert met(feed, AT, hide) == (["Other"], ["Other"])


def test_what_moves_meanwhile_is_there_as_it_is_now_and_the_next_reading_says_so_too():
    feed = FeedFactory()
    moved, other = (EventFactory(first_date=DAY, title=title) for title in ("Old", "Other"))
    for event in (moved, other):
        RegistrationFactory(event=event, email=feed.owner.email)

    now, later = met(feed, AT, lambda: changed(moved, AT, title="New"))

    assert (sorted(now), sorted(later)) == (["New", "Other"], ["New", "Other"])


def test_a_procedure_that_observers_may_no_longer_read_is_not_told():
    body = board()
    guest = OrganisationFactory()
    Seat.objects.create(body=body, organisation=guest, starts=LONG_AGO, votes=False)
    Body.objects.filter(pk=body.pk).update(observers_read_procedures=True)
    owner = MandateFactory(
        role=Role.OBSERVER, member_state=None, organisation=guest, starts=LONG_AGO
    ).user
    feed = FeedFactory(owner=owner, scope="body", body=body)
    running(title="CANARY")
    EventFactory(first_date=LAUNCHED.date(), title="Board meeting", body=body)
    assert standing(owner, LAUNCHED).only_observes

    def close():
        Body.objects.filter(pk=body.pk).update(observers_read_procedures=False)

    assert met(feed, LAUNCHED, close) == (["Board meeting"], ["Board meeting"])
