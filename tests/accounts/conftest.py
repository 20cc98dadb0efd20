"""What the tests of accounts share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limit_is_used_up():
    cache.clear()
