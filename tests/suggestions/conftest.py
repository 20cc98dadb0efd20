"""What tests of suggestions share: a call, and who works on it in a browser."""

import pytest

from tests.factories.suggestions import opened, speaks_for, team


@pytest.fixture
def latvia(client):
    """Who speaks for Latvia, signed in."""
    by = speaks_for("LV")
    client.force_login(by.user)
    return by


@pytest.fixture
def call():
    """A call that is open."""
    return opened()


@pytest.fixture
def belgium(client):
    """The Presidency's team, signed in."""
    by = team()
    client.force_login(by.user)
    return by
