"""Background tasks are taken from the database."""

import time

import pytest
from django.db import OperationalError

from jobs import consumer
from jobs.consumer import Consumer
from journal.models import Entry
from tests.jobs.tasks import leave_a_trace

OTHER_ENGINE = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def wait_for(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def traces():
    return sorted(Entry.objects.filter(deed="task.done").values_list("key", flat=True))


def test_run_once_does_all_that_waits(transactional_db):
    for key in ("a", "b"):
        leave_a_trace.enqueue(key)

    Consumer("w").run_once()

    assert traces() == ["a", "b"]


def test_the_thread_takes_tasks_until_it_is_told_to_stop(transactional_db):
    worker = Consumer("w")
    worker.start()
    leave_a_trace.enqueue("a")

    wait_for(lambda: traces() == ["a"])
    alive = worker.is_alive()
    worker.stop()

    assert (alive, worker.is_alive()) == (True, False)


def test_it_outlives_a_database_that_goes_away(transactional_db, monkeypatch):
    monkeypatch.setattr(consumer, "RETRY_SECONDS", 0.01)
    worker = Consumer("w")
    run, falls = worker.worker.run, []

    def run_after_a_fall():
        if not falls:
            falls.append("fall")
            raise OperationalError("the database is away")
        run()

    worker.worker.run = run_after_a_fall
    worker.start()
    leave_a_trace.enqueue("a")

    wait_for(lambda: traces() == ["a"])
    worker.stop()

    assert falls == ["fall"]


@pytest.mark.django_db
def test_with_another_engine_there_is_nothing_to_take(settings):
    settings.TASKS = OTHER_ENGINE
    worker = Consumer("w")

    worker.run_once()
    worker.start()
    alive = worker.is_alive()
    worker.stop()

    assert (alive, worker.is_alive()) == (True, False)


def test_one_that_was_never_started_stops_at_once():
    worker = Consumer("w")

    worker.stop()

    assert not worker.is_alive()
