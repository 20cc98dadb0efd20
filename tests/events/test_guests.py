"""Who can be invited, and who is asked already."""

import datetime as dt

import pytest

from accounts.enums import Role
from events import guests
from events.invitations import Guest
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
)
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

AT = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)


@pytest.fixture
def body():
    return BodyFactory(code="BOARD")


def test_a_body_has_its_seats_with_those_who_speak_for_them_today(body):
    latvia = MemberStateFactory(code="LV", order=14)
    belgium = MemberStateFactory(code="BE", order=1)
    dg = OrganisationFactory(name="DG HOME")
    seat = SeatFactory(body=body, member_state=latvia)
    observers = SeatFactory(body=body, member_state=None, organisation=dg, votes=False)
    PresidencyTermFactory(member_state=belgium)
    representative = MandateFactory(member_state=latvia)
    substitute = MandateFactory(member_state=latvia, role=Role.SUBSTITUTE)
    MandateFactory(member_state=latvia, role=Role.CONTACT_POINT)
    MandateFactory(member_state=latvia, ends=dt.date(2024, 3, 3), starts=dt.date(2024, 1, 1))
    chair = MandateFactory(member_state=belgium)
    observer = MandateFactory(role=Role.OBSERVER, organisation=dg)

    found = guests.benches(body, at=AT)

    assert [(bench.place.holder, bench.people) for bench in found] == [
        (belgium.name, [chair]),
        (latvia.name, [representative, substitute]),
        ("DG HOME", [observer]),
    ]
    chosen = {chair.pk, substitute.pk, observer.pk}
    assert guests.for_seats(found, chosen=chosen) == [
        Guest(chair.user.email, chair.user.name, "person", user=chair.user_id),
        Guest(
            substitute.user.email, substitute.user.name, "seat", seat.pk, user=substitute.user_id
        ),
        Guest(observer.user.email, observer.user.name, "seat", observers.pk, user=observer.user_id),
    ]


def test_as_many_queries_for_three_seats_as_for_one(body):
    def grow(number):
        for _seat in range(number):
            MandateFactory(member_state=SeatFactory(body=body).member_state)

    grow(1)
    one = counted(lambda: guests.benches(body, at=AT))
    grow(3)

    assert counted(lambda: guests.benches(body, at=AT)) == one <= 4


def test_who_is_known_to_an_event():
    event = EventFactory()
    InvitationFactory(event=event, email="invited@example.eu")
    InvitationFactory(event=event, email="gone@example.eu", state="revoked")
    InvitationFactory(email="elsewhere@example.eu")
    RegistrationFactory(event=event, email="registered@example.eu")
    people = [
        Guest(f"{name}@example.eu") for name in ("invited", "gone", "elsewhere", "registered")
    ]

    known = guests.known(event, people)

    assert [(known.is_invited(one), known.is_registered(one)) for one in people] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
    ]
    assert [known.leaves(one) for one in people] == [False, True, True, False]


def test_copies_are_those_of_the_mandate_for_the_seat():
    seat = SeatFactory()
    mandate = MandateFactory(member_state=seat.member_state, copies="a@example.lv")
    MandateFactory(user=mandate.user, copies="b@example.ee")
    for_the_seat = InvitationFactory(kind="seat", seat=seat, user=mandate.user)
    plain = InvitationFactory(user=mandate.user)

    assert guests.copies([for_the_seat, plain], at=AT) == {
        for_the_seat.pk: ["a@example.lv"],
        plain.pk: [],
    }
    assert guests.copies([plain], at=AT) == {plain.pk: []}
