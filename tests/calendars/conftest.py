import pytest
from django.core.cache import caches

from tests.ical.conftest import machine_zone, read_all  # noqa: F401  # the same programs read


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    caches["entries"].clear()
