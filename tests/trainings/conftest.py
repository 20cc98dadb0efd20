"""On which day these tests play, and who is signed in."""

import pytest
import time_machine

from tests.factories.trainings import NOW, speaks_for


@pytest.fixture
def on_the_day():
    """The clock stands at the moment that the factories speak of."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def host(client):
    """A representative of Portugal, signed in."""
    by = speaks_for()
    client.force_login(by.user)
    return by
