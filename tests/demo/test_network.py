"""Who there is in the demonstration, before anything happens."""

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.db import transaction

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, Mandate, MemberState, User
from accounts.seats import places
from demo import network

BEGIN = dt.datetime(2024, 1, 2, 8, 0, tzinfo=dt.UTC)
AT = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
PASSWORD = "a password of the tests"


@pytest.fixture(scope="module")
def laid_out(django_db_setup, django_db_blocker):
    """Lay the Network out in a transaction that is undone after the last test of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        network.lay_out(at=BEGIN, now=AT)
        network.set_passwords(PASSWORD)
        yield
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out")]


def test_the_accounts_of_the_contract_with_their_one_password():
    codes = [code.lower() for code in MemberState.objects.values_list("code", flat=True)]
    expected = {
        f"{local}@demo.example"
        for local in (
            "secretariat",
            "admin",
            "com",
            "presidency",
            *(f"nr.{code}" for code in codes),
            *(f"sub.{code}" for code in codes),
            *(f"trainer.{number}" for number in range(1, 7)),
            *(f"attendee.{number}" for number in range(1, 41)),
        )
    }

    assert set(User.objects.values_list("email", flat=True)) == expected
    assert len(set(User.objects.values_list("password", flat=True))) == 1
    assert User.objects.get(email="nr.el@demo.example").check_password(PASSWORD)


def test_who_is_what():
    def roles(local):
        user = User.objects.get(email=f"{local}@demo.example")
        mine = standing(user, AT)
        return (set(mine.roles), mine.acting_for)

    assert {
        local: roles(local)
        for local in (
            "secretariat",
            "admin",
            "nr.lv",
            "sub.lv",
            "com",
            "presidency",
            "trainer.1",
            "attendee.1",
        )
    } == {
        "secretariat": ({Role.SECRETARIAT}, "Secretariat"),
        "admin": ({Role.ADMINISTRATOR}, "Administrator"),
        "nr.lv": ({Role.NR}, "LV"),
        "sub.lv": ({Role.SUBSTITUTE}, "LV"),
        "com": ({Role.OBSERVER}, "European Commission, DG HOME"),
        "presidency": ({Role.PRESIDENCY}, "IE"),
        "trainer.1": (set(), ""),
        "attendee.1": (set(), ""),
    }
    assert Mandate.objects.valid_at(AT).for_seats().count() == 54


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (dt.date(2024, 5, 29), ["BE", "EE", "ES", "HU", "PT", "SE"]),
        (dt.date(2026, 11, 24), ["CY", "EE", "IE", "LT", "PT", "SE"]),
    ],
)
def test_the_excom_is_chair_neighbours_three_more_and_the_commission_without_vote(day, states):
    sitting = places(Body.objects.get(code="EXCOM"), on=day)

    assert sorted(place.code for place in sitting if place.votes) == states
    assert [place.holder for place in sitting if not place.votes] == [
        "European Commission, DG HOME"
    ]


def test_an_account_signs_in_with_the_password(rf):
    assert authenticate(rf.get("/"), email="nr.lv@demo.example", password=PASSWORD) is not None
