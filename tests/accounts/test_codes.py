import datetime as dt

import pytest
from django.contrib.sessions.backends.cache import SessionStore

from accounts import codes
from tests.factories.accounts import UserFactory

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def user():
    return UserFactory.build()


def test_the_code_fits_once(user):
    session = SessionStore()
    code = codes.give(session, user=user, at=AT)

    assert code not in str(session[codes.KEY])
    assert codes.is_pending(session, at=AT)
    assert codes.fits(session, typed=f" {code[:3]} {code[3:]}\n", user=user, at=AT)
    assert not codes.fits(session, typed=code, user=user, at=AT)


def test_the_code_is_void_after_three_misses(user):
    session = SessionStore()
    code = codes.give(session, user=user, at=AT)

    assert [codes.fits(session, typed="x", user=user, at=AT) for _ in range(3)] == [False] * 3
    assert not codes.is_pending(session, at=AT)
    assert not codes.fits(session, typed=code, user=user, at=AT)


def test_the_code_is_void_after_ten_minutes(user):
    session = SessionStore()
    code = codes.give(session, user=user, at=AT)

    late = AT + dt.timedelta(minutes=10, seconds=1)

    assert not codes.fits(session, typed=code, user=user, at=late)
    assert codes.fits(session, typed=code, user=user, at=AT + dt.timedelta(minutes=10))


def test_the_code_of_one_person_does_not_fit_another(user):
    session = SessionStore()
    code = codes.give(session, user=user, at=AT)

    assert not codes.fits(session, typed=code, user=UserFactory.build(), at=AT)


@pytest.mark.parametrize("typed", ["", "١٢٣٤٥٦", "\ud800", "0" * 40])
def test_nonsense_does_not_fit(user, typed):
    session = SessionStore()
    codes.give(session, user=user, at=AT)

    assert not codes.fits(session, typed=typed, user=user, at=AT)
