"""The command, in this process and as a real one."""

import os
import signal
import subprocess
import sys
import threading
import time
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from jobs import services
from jobs.management.commands import worker
from jobs.models import Heartbeat, Lease
from journal.models import Entry
from tests.jobs.tasks import leave_a_trace


class Alive:
    """A consumer that does nothing and lives so many rounds."""

    def __init__(self, rounds):
        self.rounds = rounds

    def is_alive(self):
        self.rounds -= 1
        return self.rounds >= 0


@pytest.fixture
def known_schedule(monkeypatch):
    monkeypatch.setattr(worker, "SCHEDULE", "tests.jobs.tasks.DUE")
    monkeypatch.setattr(worker, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(worker, "RETRY_SECONDS", 0.01)


def deeds():
    return sorted(Entry.objects.values_list("deed", flat=True))


def test_once_does_what_is_due_and_tells_what_failed(transactional_db, known_schedule):
    leave_a_trace.enqueue("a")

    with pytest.raises(CommandError, match=r"^Failed: fails\.$"):
        call_command("worker", once=True, stdout=StringIO())

    assert deeds() == ["due.done", "due.done", "task.done"]
    assert (Lease.objects.count(), Heartbeat.objects.count()) == (0, 1)


def test_once_ends_well_when_all_is_well(transactional_db, known_schedule, monkeypatch):
    monkeypatch.setattr(worker, "SCHEDULE", "tests.jobs.tasks.NOTHING")
    monkeypatch.setattr("tests.jobs.tasks.NOTHING", (), raising=False)

    call_command("worker", once=True)

    assert deeds() == []


def test_a_dead_consumer_ends_the_worker_with_an_error(
    transactional_db, known_schedule, monkeypatch
):
    monkeypatch.setattr(worker.Consumer, "is_alive", lambda _: False)
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]

    try:
        with pytest.raises(CommandError, match="The consumer of background tasks died"):
            call_command("worker")
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])


def test_the_schedule_beats_and_runs_each_piece_when_it_is_due(transactional_db, known_schedule):
    from tests.jobs.tasks import DUE

    worker.Command().keep_schedule(DUE, holder="w", stop=threading.Event(), consumer=Alive(3))

    assert list(Heartbeat.objects.values_list("holder", flat=True)) == ["w"]
    assert deeds() == ["due.done", "due.done"]


def test_the_schedule_outlives_a_database_that_goes_away(
    transactional_db, known_schedule, monkeypatch
):
    from tests.jobs.tasks import DUE

    beat, falls = services.beat, []

    def fall_once(holder, *, at):
        if not falls:
            falls.append("fall")
            raise OperationalError("the database is away")
        beat(holder, at=at)

    monkeypatch.setattr(services, "beat", fall_once)

    worker.Command().keep_schedule(DUE, holder="w", stop=threading.Event(), consumer=Alive(2))

    assert (falls, deeds()) == (["fall"], ["due.done", "due.done"])


def test_leaving_without_a_database_is_no_failure(monkeypatch):
    def away(_holder):
        raise OperationalError("the database is away")

    monkeypatch.setattr(services, "release", away)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)

    worker.Command().leave("w")


def start(*arguments):
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.jobs.process",
            str(connection.settings_dict["NAME"]),
            *arguments,
        ],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
    )


def wait_for(condition, *, process):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_real_worker_works_until_it_is_told_to_stop(transactional_db, number):
    leave_a_trace.enqueue("a")
    process = start()

    wait_for(lambda: deeds()[:1] == ["due.done"] and "task.done" in deeds(), process=process)
    assert services.last_beat() is not None
    process.send_signal(number)

    assert process.wait(30) == 0
    assert Lease.objects.count() == 0


def test_a_killed_worker_is_followed_by_another(transactional_db):
    first = start()
    wait_for(lambda: "due.done" in deeds(), process=first)
    first.kill()
    first.wait(30)
    leave_a_trace.enqueue("a")

    second = start()
    wait_for(lambda: "task.done" in deeds(), process=second)
    second.send_signal(signal.SIGTERM)

    assert second.wait(30) == 0


def test_a_real_worker_outlives_its_connections(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection to lose")
    process = start()
    wait_for(lambda: "due.done" in deeds(), process=process)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    seen = len(deeds())
    leave_a_trace.enqueue("a")

    wait_for(lambda: len(deeds()) > seen + 1 and "task.done" in deeds(), process=process)
    process.send_signal(signal.SIGTERM)

    assert process.wait(30) == 0
