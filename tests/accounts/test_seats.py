"""Who sits in a body on a day."""

from datetime import date

import pytest

from accounts.seats import Place, chair, places
from tests.factories.accounts import (
    BodyFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

MAY = date(2024, 5, 29)


def states(*codes: str):
    return [MemberStateFactory(code=code, order=order) for order, code in enumerate(codes, start=1)]


def test_states_sit_in_protocol_order_then_organisations():
    belgium, greece = states("BE", "EL")
    body = BodyFactory(chaired_by_presidency=False)
    observer = SeatFactory(
        body=body, member_state=None, organisation=OrganisationFactory(), votes=False
    )
    second = SeatFactory(body=body, member_state=greece)
    first = SeatFactory(body=body, member_state=belgium)

    assert places(body, on=MAY) == [
        Place(belgium, None, votes=True, seat=first),
        Place(greece, None, votes=True, seat=second),
        Place(None, observer.organisation, votes=False, seat=observer),
    ]


def test_the_chair_by_term_sits_there_without_a_seat_in_its_place():
    belgium, hungary, sweden = states("BE", "HU", "SE")
    PresidencyTermFactory(member_state=hungary)
    body = BodyFactory()
    SeatFactory(body=body, member_state=belgium)
    SeatFactory(body=body, member_state=sweden)
    SeatFactory(body=body, member_state=None, organisation=OrganisationFactory(name="COM"))

    found = places(body, on=MAY)

    assert [(place.code, place.holder, place.chairs) for place in found] == [
        ("BE", str(belgium), False),
        ("HU", str(hungary), True),
        ("SE", str(sweden), False),
        ("", "COM", False),
    ]
    assert found[1] == Place(hungary, None, votes=True, chairs=True)


def test_a_chair_with_a_seat_counts_once_and_votes():
    (belgium,) = states("BE")
    PresidencyTermFactory(member_state=belgium)
    seat = SeatFactory(body=BodyFactory(), member_state=belgium, votes=False)

    assert places(seat.body, on=MAY) == [Place(belgium, None, votes=True, chairs=True, seat=seat)]


def test_seats_count_from_their_first_to_their_last_day():
    body = BodyFactory(chaired_by_presidency=False)
    SeatFactory(body=body, starts=date(2024, 1, 1), ends=date(2024, 5, 28))
    now = SeatFactory(body=body, starts=date(2024, 5, 29), ends=date(2024, 5, 29))
    SeatFactory(body=body, starts=date(2024, 5, 30))

    assert [place.seat for place in places(body, on=MAY)] == [now]


def test_beyond_the_last_term_there_is_no_chair():
    PresidencyTermFactory()

    assert chair(BodyFactory(), on=date(2031, 1, 1)) is None
    assert places(BodyFactory(), on=date(2031, 1, 1)) == []


def test_a_body_that_the_presidency_does_not_chair_has_no_chair_by_term():
    PresidencyTermFactory()

    assert chair(BodyFactory(chaired_by_presidency=False), on=MAY) is None
