"""The quorum counts voting seats, exactly; a seat sits as the best of its delegates."""

import pytest

from meetings.rules.quorum import Quorum, Sat, counted, is_there, sat


@pytest.mark.parametrize(
    ("presences", "expected"),
    [
        ([], Sat.AWAITED),
        (["unknown"], Sat.AWAITED),
        (["absent"], Sat.ABSENT),
        (["absent", "excused"], Sat.EXCUSED),
        (["excused", "online"], Sat.ONLINE),
        (["online", "present", "absent"], Sat.PRESENT),
        (["partial", "online"], Sat.PRESENT),
        (["unknown", "absent"], Sat.ABSENT),
    ],
)
def test_a_seat_sits_as_the_best_of_its_delegates(presences, expected):
    assert sat(presences) == expected


@pytest.mark.parametrize(
    ("seat", "online_is_present", "expected"),
    [
        (Sat.PRESENT, False, True),
        (Sat.ONLINE, True, True),
        (Sat.ONLINE, False, False),
        (Sat.EXCUSED, True, False),
        (Sat.ABSENT, True, False),
        (Sat.AWAITED, True, False),
    ],
)
def test_online_is_present_where_the_body_says_so(seat, online_is_present, expected):
    assert is_there(seat, online_is_present=online_is_present) is expected


def test_the_quorum_counts_seats_as_they_sit():
    seats = [Sat.PRESENT, Sat.ONLINE, Sat.AWAITED]

    with_online = counted(seats, needed=2, online_is_present=True)
    without = counted(seats, needed=2, online_is_present=False)

    assert with_online == Quorum(present=2, entitled=3, needed=2)
    assert (with_online.is_reached, with_online.missing) == (True, 0)
    assert without == Quorum(present=1, entitled=3, needed=2)
    assert (without.is_reached, without.missing) == (False, 1)
