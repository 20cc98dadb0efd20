import datetime as dt
import doctest

import pytest

from agendas import numbers as numbers_of_items
from agendas import rules
from agendas.numbers import Point, hours, later, numbers, stops

NINE = dt.time(9)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([], {}),
        ([Point(1), Point(2), Point(3)], {1: "1", 2: "2", 3: "3"}),
        ([Point(1), Point(2, is_restricted=True), Point(3)], {1: "1", 2: "R1", 3: "2"}),
        (
            [Point(1), Point(2, parent=1), Point(3), Point(4, parent=1)],
            {1: "1", 2: "1.1", 4: "1.2", 3: "2"},
        ),
        (
            [Point(1), Point(2, parent=1), Point(3, parent=1, is_restricted=True), Point(4, 1)],
            {1: "1", 2: "1.1", 3: "1.R1", 4: "1.2"},
        ),
        ([Point(1, is_restricted=True), Point(2, parent=1)], {1: "R1", 2: "R1.1"}),
        ([Point(1), Point(2, parent=1), Point(3, parent=2)], {1: "1", 2: "1.1", 3: "1.1.1"}),
        ([Point(1, takes_time=False), Point(2)], {1: "1", 2: "2"}),
    ],
    ids=[
        "none",
        "plain",
        "restricted",
        "parts",
        "a restricted part",
        "below restricted",
        "deep",
        "off",
    ],
)
def test_items_are_numbered_and_what_is_restricted_leaves_no_gap(points, expected):
    assert numbers(points) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([Point(1, minutes=30), Point(2, minutes=15), Point(3)], {1: "09:00", 2: "09:30", 3: "09:45"}),
        ([Point(1), Point(2), Point(3, starts=dt.time(11))], {1: "09:00", 3: "11:00"}),
        (
            [Point(1, minutes=30), Point(2, is_restricted=True, minutes=60), Point(3)],
            {1: "09:00", 2: "09:30", 3: "09:30"},
        ),
        (
            [Point(1), Point(2, parent=1, minutes=10), Point(3, parent=1, minutes=20), Point(4)],
            {1: "09:00", 2: "09:00", 3: "09:10", 4: "09:30"},
        ),
        (
            [Point(1, minutes=45), Point(2, parent=1, minutes=10), Point(4)],
            {1: "09:00", 2: "09:00", 4: "09:45"},
        ),
        (
            [Point(1, minutes=30, takes_time=False), Point(2, minutes=30), Point(3)],
            {2: "09:00", 3: "09:30"},
        ),
        (
            [Point(1), Point(2, parent=1, is_restricted=True, minutes=10), Point(3)],
            {1: "09:00", 2: "09:00"},
        ),
        (
            [Point(1), Point(2, parent=1, minutes=10, takes_time=False), Point(3)],
            {1: "09:00"},
        ),
        (
            [Point(1), Point(2, 1, is_restricted=True), Point(3, 1, minutes=20), Point(4)],
            {1: "09:00", 2: "09:00", 3: "09:00", 4: "09:20"},
        ),
    ],
    ids=[
        "in turn",
        "an own hour",
        "restricted",
        "by its parts",
        "by itself",
        "off",
        "no part but a restricted one",
        "no part but one off",
        "a restricted part among others",
    ],
)  # fmt: skip
def test_each_item_begins_when_the_one_before_ends(points, expected):
    found = hours(points, begins=NINE)

    assert {pk: f"{at:%H:%M}" for pk, at in found.items()} == expected


def test_without_an_hour_to_begin_with_nothing_is_known():
    assert hours([Point(1, minutes=30), Point(2)], begins=None) == {}
    assert later(NINE, None) is None


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([Point(1, minutes=30), Point(2), Point(3), Point(4)], [2]),
        ([Point(1, minutes=30), Point(2)], []),
        ([Point(1), Point(2, starts=dt.time(11)), Point(3)], [2]),
        ([Point(1), Point(2, minutes=5), Point(3, starts=dt.time(11)), Point(4), Point(5)], [1, 3]),
        ([Point(1), Point(2, takes_time=False)], []),
        ([Point(1, takes_time=False), Point(2)], []),
        ([Point(1), Point(2, is_restricted=True)], [1]),
        ([Point(1, is_restricted=True), Point(2, minutes=5), Point(3)], []),
        ([Point(1), Point(2, parent=1, minutes=5), Point(3, parent=1), Point(4)], [3]),
        ([Point(1, minutes=45), Point(2, parent=1), Point(3, parent=1), Point(4)], []),
        ([Point(1), Point(2, parent=1, is_restricted=True, minutes=10), Point(3)], [1]),
        ([Point(1), Point(2), Point(3, parent=2, starts=dt.time(11), minutes=5), Point(4)], [1]),
    ],
    ids=[
        "one for all that follow",
        "the last",
        "an own hour in between",
        "an own hour, and again",
        "only what is off follows",
        "what is off itself",
        "what is restricted follows",
        "what is restricted itself",
        "a part",
        "a part of what has minutes",
        "no part but a restricted one",
        "a part with an own hour",
    ],
)
def test_clock_times_stop_at_what_has_no_minutes_where_something_follows(points, expected):
    assert sorted(stops(points, begins=NINE)) == expected


def test_where_no_clock_runs_nothing_stops_it():
    assert stops([Point(1), Point(2)], begins=None) == frozenset()


@pytest.mark.parametrize("module", [numbers_of_items, rules])
def test_the_examples_hold(module):
    assert doctest.testmod(module).failed == 0
