"""Feeds of who may read less than before: at the next reading they hold less, or open nothing."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, ReadMark, Seat
from accounts.services import mandates, people, seats
from calendars.models import Feed
from desk import privacy
from tests.calendars.reads import read, titles
from tests.factories.accounts import MandateFactory, OrganisationFactory
from tests.factories.calendars import FeedFactory, feed_address
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.procedures import LAUNCHED, LONG_AGO, board, holder, running

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
AFTER = LAUNCHED + HOUR
NOT_FOUND = (404, b"Not found.\n", "text/plain; charset=utf-8", "private, no-store")


@pytest.fixture(autouse=True)
def _now():
    caches["limits"].clear()
    with time_machine.travel(LAUNCHED, tick=False):
        yield


@pytest.fixture
def procedure():
    board()
    made = running(title="Toolbox")
    EventFactory(
        title="Meeting", visibility="body", body=made.body, kind="meeting",
        first_date=dt.date(2024, 5, 29),
    )  # fmt: skip
    return made


@pytest.fixture
def administrator():
    for _number in range(2):
        user = MandateFactory(role=Role.ADMINISTRATOR, starts=LONG_AGO).user
    return standing(user, LAUNCHED)


def of_board(user):
    return FeedFactory(owner=user, scope="body", body=Body.objects.get(pk="BOARD"))


def due(procedure):
    return f"Reply due by 23:59 Brussels time: {procedure.reference}"


@pytest.mark.parametrize("role", [Role.NR, Role.SUBSTITUTE])
def test_who_speaks_for_a_state_no_more_reads_nothing_of_it(role, procedure, administrator):
    user = holder("PT", role=role).user
    feeds = [FeedFactory(owner=user), of_board(user)]
    seminar = EventFactory(title="Seminar", first_date=dt.date(2024, 6, 3))
    RegistrationFactory(event=seminar, email=user.email)
    before = [sorted(titles(read(feed, LAUNCHED))) for feed in feeds]

    mandates.end_mandate(user.mandates.get(), by=administrator, at=AFTER)

    assert before == [[due(procedure), "Seminar"], ["Meeting", due(procedure)]]
    assert [titles(read(feed, AFTER)) for feed in feeds] == [["Seminar"], []]


def test_a_state_that_loses_its_seat_reads_nothing_of_the_body(procedure, administrator):
    feed = of_board(holder("PT").user)
    seat = Seat.objects.get(body="BOARD", member_state="PT")
    assert titles(read(feed, LAUNCHED)) != []

    seats.change_seat(
        seat, version=seat.version, starts=seat.starts, ends=LAUNCHED.date(), votes=seat.votes,
        by=administrator, at=AFTER,
    )  # fmt: skip

    assert titles(read(feed, LAUNCHED + dt.timedelta(days=1))) == []


@pytest.mark.parametrize("reads", [False, True])
def test_an_observer_reads_of_a_body_what_it_lets_observers_read(reads, procedure):
    Body.objects.filter(pk="BOARD").update(observers_read_procedures=reads)
    guests = [OrganisationFactory() for _number in range(2)]
    Seat.objects.create(body_id="BOARD", organisation=guests[0], starts=LONG_AGO, votes=False)

    here, elsewhere = (
        titles(
            read(
                of_board(
                    MandateFactory(
                        role=Role.OBSERVER, member_state=None, organisation=guest, starts=LONG_AGO
                    ).user
                ),
                LAUNCHED,
            )
        )
        for guest in guests
    )

    assert sorted(here) == sorted(["Meeting", *([due(procedure)] if reads else [])])
    assert elsewhere == []


def close(user, by):
    people.close_account(user, by=by, at=AFTER)


def erase(user, by):
    user.mandates.update(ended_at=AFTER, ends=LAUNCHED.date())
    privacy.erase(user.email, by=by, at=AFTER)


@pytest.mark.parametrize("deed", [close, erase])
def test_feeds_of_who_has_no_account_any_more_open_nothing(client, deed, procedure, administrator):
    user = holder("PT").user
    addresses = [feed_address(feed) for feed in (FeedFactory(owner=user), of_board(user))]
    tags = [client.get(address)["ETag"] for address in addresses]
    assert ReadMark.objects.filter(user=user).count() == 2

    deed(user, administrator)

    with time_machine.travel(AFTER, tick=False):
        for address, tag in zip(addresses, tags, strict=True):
            answers = [
                client.get(address),
                client.get(address, headers={"if-none-match": tag}),
                client.get(address, headers={"if-none-match": "*"}),
            ]
            told = {
                (one.status_code, one.content, one["Content-Type"], one["Cache-Control"])
                for one in answers
            }
            assert told == {NOT_FOUND}
            assert client.head(address).status_code == 404
    kept = {close: (2, 2), erase: (0, 0)}[deed]
    assert (Feed.objects.count(), ReadMark.objects.count()) == kept


def test_an_account_that_is_opened_again_reads_without_the_mandate(procedure, administrator):
    user = holder("PT").user
    feed = of_board(user)

    people.close_account(user, by=administrator, at=AFTER)
    people.reopen_account(user, by=administrator, at=AFTER)

    assert titles(read(feed, AFTER)) == []
