"""What the tests of certificates share."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    """Forget how often the tests' own network has looked at certificates."""
    caches["limits"].clear()
    yield
    caches["limits"].clear()
