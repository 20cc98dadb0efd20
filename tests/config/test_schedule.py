"""What falls due: each piece once, by its own name, and harmless when called again."""

import inspect

import pytest
from django.utils import timezone

from config.schedule import DUE
from jobs.loop import run_due
from journal.models import Entry
from mail.models import Letter


def test_each_piece_has_a_name_of_its_own_and_says_where_it_lives():
    names = [due.name for due in DUE]

    assert len(names) == len(set(names))
    for due in DUE:
        app, _, deed = due.name.partition(".")
        assert due.function.__module__.split(".")[0] == app
        assert due.function.__name__ == deed


def test_each_piece_takes_the_moment_by_name():
    for due in DUE:
        assert inspect.signature(due.function).parameters["at"].kind.name == "KEYWORD_ONLY"
        assert due.every_seconds > 0


@pytest.mark.django_db
def test_with_nothing_due_nothing_happens_however_often():
    at = timezone.now()

    failed = [run_due(DUE, at=at, holder="one") for _ in range(2)]

    assert failed == [[], []]
    assert (Letter.objects.count(), Entry.objects.count()) == (0, 0)
