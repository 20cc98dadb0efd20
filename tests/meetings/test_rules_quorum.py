"""The quorum counts voting seats, exactly; a seat sits as the best of its delegates."""

from fractions import Fraction

import pytest

from meetings.rules.quorum import Quorum, Sat, is_there, quorum, sat


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
    ("entitled", "share", "is_more", "expected"),
    [(27, "1/2", True, 14), (26, "1/2", True, 14), (26, "1/2", False, 13), (0, "1/2", False, 1)],
)
def test_the_share_is_exact(entitled, share, is_more, expected):
    seats = [(True, Sat.AWAITED)] * entitled

    counted = quorum(seats, share=Fraction(share), is_more=is_more, online_is_present=True)

    assert counted == Quorum(present=0, entitled=entitled, needed=expected)


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


def test_only_voting_seats_count():
    seats = [(True, Sat.PRESENT), (True, Sat.ONLINE), (True, Sat.AWAITED), (False, Sat.PRESENT)]

    with_online = quorum(seats, share=Fraction(1, 2), is_more=True, online_is_present=True)
    without = quorum(seats, share=Fraction(1, 2), is_more=True, online_is_present=False)

    assert with_online == Quorum(present=2, entitled=3, needed=2)
    assert (with_online.is_reached, with_online.missing) == (True, 0)
    assert without == Quorum(present=1, entitled=3, needed=2)
    assert (without.is_reached, without.missing) == (False, 1)
