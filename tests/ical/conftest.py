import time

import pytest

from tests.clients.with_icalendar import read_with_icalendar
from tests.clients.with_icaljs import read_all_with_icaljs
from tests.clients.with_libical import libical_path, libical_required, read_with_libical


@pytest.fixture
def machine_zone(request, monkeypatch):
    """The zone of this machine, for the length of a test; Pacific/Auckland unless told."""
    zone = getattr(request, "param", "Pacific/Auckland")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    yield zone
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(params=["icalendar", "libical", pytest.param("ical.js", marks=pytest.mark.browser)])
def read_all(request, machine_zone):
    """Each program in turn: calendars in, the readings of each out."""
    if request.param == "ical.js":
        page = request.getfixturevalue("page")
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setTimezoneOverride", {"timezoneId": machine_zone})
        return lambda several: read_all_with_icaljs(page, several)
    if request.param == "libical" and not libical_path() and not libical_required():
        pytest.skip("libical is not installed")
    read = read_with_libical if request.param == "libical" else read_with_icalendar
    return lambda several: [read(data) for data in several]
