"""What a certificate is worth by its row alone."""

import pytest

from certificates.enums import State
from certificates.models import Certificate
from tests.certificates.training import AFTER


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({}, True),
        ({"state": State.REPLACED}, False),
        ({"state": State.REVOKED}, False),
        ({"made_at": None}, False),
        ({"erased_at": AFTER}, False),
    ],
    ids=["valid", "replaced", "revoked", "claimed", "erased"],
)
def test_it_stands_while_it_is_valid_made_and_names_somebody(fields, stands):
    assert Certificate(**{"made_at": AFTER, **fields}).stands is stands
