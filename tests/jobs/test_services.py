"""One holder at a time, and signs of life."""

import datetime as dt
import threading

import pytest
from django.db import connection

from jobs.models import Heartbeat, Lease
from jobs.services import beat, hold, last_beat, release

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def after(seconds):
    return NOW + dt.timedelta(seconds=seconds)


@pytest.mark.django_db
def test_a_lease_has_one_holder_until_it_runs_out():
    answers = [
        hold("due", holder="a", at=NOW, seconds=30),
        hold("due", holder="b", at=after(29), seconds=30),
        hold("due", holder="b", at=after(30), seconds=30),
        hold("due", holder="a", at=after(31), seconds=30),
    ]

    assert answers == [True, False, True, False]
    assert list(Lease.objects.values_list("name", "holder", "until")) == [("due", "b", after(60))]


@pytest.mark.django_db
def test_a_lease_of_another_name_is_another_lease():
    assert hold("one", holder="a", at=NOW, seconds=30)
    assert hold("other", holder="b", at=NOW, seconds=30)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked_after", "until"), [(14, 30), (16, 46)], ids=["more than half is left", "less than half"]
)
def test_a_lease_is_written_again_only_when_half_of_it_is_gone(asked_after, until):
    hold("due", holder="a", at=NOW, seconds=30)

    assert hold("due", holder="a", at=after(asked_after), seconds=30)
    assert Lease.objects.get().until == after(until)


@pytest.mark.django_db
def test_release_gives_back_all_that_one_holds():
    hold("one", holder="a", at=NOW, seconds=30)
    hold("two", holder="a", at=NOW, seconds=30)
    hold("three", holder="b", at=NOW, seconds=30)

    release("a")

    assert hold("one", holder="b", at=NOW, seconds=30)
    assert not hold("three", holder="a", at=NOW, seconds=30)


def test_of_many_at_once_one_gets_the_lease(transactional_db):
    gate, answers = threading.Barrier(4), []

    def take(name):
        gate.wait()
        answers.append(hold("due", holder=name, at=NOW, seconds=30))
        connection.close()

    takers = [threading.Thread(target=take, args=[f"w{n}"]) for n in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert sorted(answers) == [False, False, False, True]


@pytest.mark.django_db
def test_the_last_beat_is_the_latest_of_all_and_old_workers_are_forgotten():
    assert last_beat() is None

    beat("a", at=NOW)
    beat("b", at=after(5))
    beat("a", at=after(10))
    assert (last_beat(), Heartbeat.objects.count()) == (after(10), 2)

    beat("c", at=after(6 + 86_400))
    assert sorted(Heartbeat.objects.values_list("holder", flat=True)) == ["a", "c"]
