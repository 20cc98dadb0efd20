"""What tests of meetings share: a meeting that is to come, and two who speak for one seat."""

import pytest

from accounts.enums import Role
from tests.events.organisers import signed_in
from tests.factories.meetings import meeting, speaks_for


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
