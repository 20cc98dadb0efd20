"""Real processes, really killed: no letter is lost, and at most one is doubled per kill."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from mail.models import Letter
from tests.factories.mail import MORNING, letter
from tests.mail import sink as sinks

KILLS = 4
LETTERS = 60


def start(port, at):
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.mail.sender",
            str(connection.settings_dict["NAME"]),
            str(port),
            at.isoformat(),
        ],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
    )


def wait_for(condition, *, process):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.005)


@pytest.fixture
def letters(transactional_db):
    """Letters in a database that other processes see."""
    written = [letter(to=f"person{n}@example.org") for n in range(LETTERS)]
    return sorted(one.message_id for one in written)


def test_a_killed_sender_loses_no_letter_and_doubles_at_most_one(letters):
    at = MORNING
    with sinks.listening(pause=0.01) as (sink, port):
        for kill in range(1, KILLS + 1):
            process, enough = start(port, at), kill * 9
            wait_for(lambda enough=enough: len(sink.arrived) >= enough, process=process)
            process.send_signal(signal.SIGKILL)
            process.wait(30)
            at += dt.timedelta(minutes=2)
        assert start(port, at).wait(60) == 0

    counts = Counter(sink.message_ids)
    assert sorted(counts) == letters
    assert sum(counts.values()) - LETTERS <= KILLS
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_two_senders_at_once_double_nothing(letters):
    with sinks.listening(pause=0.005) as (sink, port):
        processes = [start(port, MORNING) for _ in range(2)]

        assert [process.wait(60) for process in processes] == [0, 0]

    assert sorted(sink.message_ids) == letters
    assert set(Letter.objects.values_list("state", "attempts")) == {("sent", 1)}
