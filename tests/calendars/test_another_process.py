"""Two processes, a day apart: the same feed, byte for byte, and the same tag."""

import datetime as dt
import os
import subprocess
import sys

import pytest
import time_machine
from django.db import connection

from calendars.enums import Scope
from tests.factories.calendars import FeedFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.procedures import LAUNCHED, board, holder, running

pytestmark = pytest.mark.django_db(transaction=True)

AT = LAUNCHED + dt.timedelta(days=1)
ZONES = ("Europe/Helsinki", "Europe/Lisbon", "America/New_York", "Europe/Brussels")


def read(feed, at, *, seed, zone):
    """Tag and bytes, as another process on another machine reads them."""
    return subprocess.run(
        [
            sys.executable, "-m", "tests.calendars.another_process",
            str(connection.settings_dict["NAME"]), str(feed.key), at.isoformat(),
        ],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        check=True,
        capture_output=True,
    ).stdout  # fmt: skip


@pytest.fixture
def user():
    """Somebody with places, an invitation and a procedure to answer, in several zones."""
    with time_machine.travel(AT, tick=False):
        body = board()
        user = holder("PT").user
        running()
        for number, zone in enumerate(ZONES):
            event = EventFactory(
                slug=f"e{number}", zone=zone, body=body,
                first_date=(AT + dt.timedelta(days=10 + number)).date(),
            )  # fmt: skip
            RegistrationFactory(event=event, email=user.email)
        asked = EventFactory(slug="asked", first_date=(AT + dt.timedelta(days=30)).date())
        InvitationFactory(event=asked, email=user.email)
        yield user


@pytest.mark.parametrize("scope", [Scope.MINE, Scope.BODY])
def test_two_processes_a_day_apart_give_the_same_bytes_and_tag(user, scope):
    body = EventFactory._meta.model.objects.get(slug="e0").body if scope == Scope.BODY else None
    feed = FeedFactory(owner=user, scope=scope, body=body, has_alarm=True)

    one = read(feed, AT, seed="0", zone="Pacific/Auckland")
    other = read(feed, AT + dt.timedelta(days=1), seed="1", zone="America/Los_Angeles")

    assert one == other
    assert one.count(b"BEGIN:VEVENT") == {Scope.MINE: 6, Scope.BODY: 5}[scope]
    assert one.count(b"BEGIN:VTIMEZONE") == 4
