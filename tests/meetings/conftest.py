"""What tests of meetings share: a day, a meeting that is to come, and who works on it."""

import pytest
import time_machine

from accounts.enums import Role
from tests.events.organisers import signed_in
from tests.factories.meetings import AT, meeting, secretariat, speaks_for


@pytest.fixture
def march():
    """The moment at which the tests of a meeting in May take place."""
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def office():
    """Somebody of the Secretariat, signed in."""
    return signed_in(secretariat().user)


@pytest.fixture
def event():
    """A meeting of the Board in May."""
    return meeting()


@pytest.fixture
def anna(event):
    """Who speaks for Latvia, signed in."""
    return signed_in(speaks_for("LV", name="Anna Kalniņa").user)


@pytest.fixture
def zane(event):
    """Who stands in for Latvia, signed in."""
    return signed_in(speaks_for("LV", name="Zane Liepa", role=Role.SUBSTITUTE).user)
