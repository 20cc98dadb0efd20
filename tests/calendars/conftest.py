import pytest
from django.core.cache import caches

from tests.clients.with_icalendar import read_with_icalendar
from tests.clients.with_libical import libical_path, libical_required, read_with_libical
from tests.ical.conftest import machine_zone  # noqa: F401  # the same machine far away


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    caches["entries"].clear()


@pytest.fixture(params=["icalendar", "libical"])
def read_all(request, machine_zone):  # noqa: F811  # the fixture imported above
    """Each program in turn; ical.js reads the same bytes in tests/ical, where no database is."""
    if request.param == "libical" and not libical_path() and not libical_required():
        pytest.skip("libical is not installed")
    read = read_with_libical if request.param == "libical" else read_with_icalendar
    return lambda several: [read(data) for data in several]
