"""What tests of the register share."""

import pytest

from tests.factories.procedures import board


@pytest.fixture
def the_board(db):
    """The Board with its 27 seats and the holidays of 2024."""
    return board()
