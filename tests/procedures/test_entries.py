"""What the seats of one person add to the entry of a deadline."""

import datetime as dt

import pytest

from procedures.entries import Share, share_of
from procedures.models import Ballot

FIRST = dt.datetime(2024, 4, 22, 9, tzinfo=dt.UTC)
LATER = FIRST + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("replied", "share"),
    [
        ([None], Share()),
        ([FIRST], Share(1, FIRST, is_answered=True)),
        ([FIRST, None], Share(2, FIRST)),
        ([None, None], Share(1)),
        ([LATER, FIRST], Share(3, LATER, is_answered=True)),
    ],
    ids=["one silent", "one", "one of two", "two silent", "both"],
)
def test_each_reply_and_each_further_seat_counts_once(replied, share):
    ballots = [Ballot(cast_at=at) for at in replied]

    assert share_of(ballots, ever=ballots) == share


@pytest.mark.parametrize(
    ("held", "lost", "share"),
    [
        (None, FIRST, Share(2, FIRST)),
        (FIRST, None, Share(2, FIRST, is_answered=True)),
        (FIRST, LATER, Share(3, LATER, is_answered=True)),
    ],
    ids=["the lost one replied", "the held one", "both"],
)
def test_a_seat_that_is_lost_counts_but_is_not_waited_for(held, lost, share):
    own = Ballot(cast_at=held)

    assert share_of([own], ever=[own, Ballot(cast_at=lost)]) == share
