"""Each piece of due work by itself."""

import datetime as dt

import pytest
from django.db import OperationalError
from structlog.testing import capture_logs

from jobs.loop import one_by_one, run_due, wanted
from jobs.services import hold
from journal.models import Entry
from tests.jobs.tasks import Due, database_away, done, failed, shared_out

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def test_what_fails_hinders_no_other(transactional_db):
    functions = [Due("one", failed, 1), Due("two", database_away, 1), Due("three", done, 1)]

    assert run_due(functions, at=NOW, holder="a") == ["one", "two"]
    assert list(Entry.objects.values_list("deed", "at")) == [("due.done", NOW)]


@pytest.mark.django_db
def test_what_another_worker_holds_is_left_to_it():
    hold("due:one", holder="b", at=NOW, seconds=30)

    assert run_due([Due("one", done, 1), Due("two", done, 1)], at=NOW, holder="a") == []
    assert Entry.objects.count() == 1


def test_wanted_is_what_has_not_run_for_as_long_as_it_may_wait():
    functions = [
        Due("never ran", done, 10),
        Due("ran just now", done, 10),
        Due("ran before", done, 10),
    ]
    ran = {
        "ran just now": NOW - dt.timedelta(seconds=9),
        "ran before": NOW - dt.timedelta(seconds=10),
    }

    assert [due.name for due in wanted(functions, ran=ran, at=NOW)] == ["never ran", "ran before"]


def test_a_row_that_fails_is_told_of_and_keeps_no_other_waiting(transactional_db):
    with capture_logs() as logs:
        assert one_by_one([1, 0, 2], shared_out, due="rows", at=NOW) == 150

    assert [(one["event"], one["due"], one["row"]) for one in logs] == [
        ("due work failed on a row", "rows", 0)
    ]
    assert {one.key for one in Entry.objects.all()} == {"1", "2"}


@pytest.mark.django_db
def test_a_database_that_is_away_ends_the_round():
    def away(key, *, at):
        database_away(at=at)

    with pytest.raises(OperationalError):
        one_by_one([1, 2], away, due="rows", at=NOW)
