"""Two texts of one draft that go on as one."""

import pytest

from trainings.rules.merging import merged

DAY, OTHER_DAY, EMPTY = ["18", "1", "2027"], ["19", "1", "2027"], ["", "", ""]


@pytest.mark.parametrize(
    ("base", "stored", "own", "whole", "clashes"),
    [
        ({"city": "a"}, {"city": "a"}, {"city": "b"}, {"city": "b"}, []),
        ({"city": "a"}, {"city": "c"}, {"city": "a"}, {"city": "c"}, []),
        ({"city": "a"}, {"city": "b"}, {"city": "b"}, {"city": "b"}, []),
        ({"city": "a"}, {"city": "c"}, {"city": "b"}, {"city": "b"}, ["city"]),
        ({"city": "a"}, {"city": "c"}, {"city": ""}, {"city": ""}, ["city"]),
        ({"city": "a"}, {"city": ""}, {"city": "a"}, {"city": ""}, []),
        ({}, {}, {"city": "a"}, {"city": "a"}, []),
        ({}, {"starts_4": DAY}, {"city": "a"}, {"starts_4": DAY, "city": "a"}, []),
        ({"s": EMPTY}, {"s": ""}, {"s": DAY}, {"s": DAY}, []),
        ({"s": EMPTY}, {"s": DAY}, {"s": EMPTY}, {"s": DAY}, []),
        ({"s": EMPTY}, {"s": DAY}, {"s": OTHER_DAY}, {"s": OTHER_DAY}, ["s"]),
        (
            {"groups": ["1", "2", ""]},
            {"groups": ["1", "3", ""]},
            {"groups": ["1", "2", "4"]},
            {"groups": ["1", "3", "4"]},
            [],
        ),
        (
            {"groups": ["1", "2"]},
            {"groups": ["1", "3"]},
            {"groups": ["", "4"]},
            {"groups": ["", "4"]},
            ["groups"],
        ),
        (
            {"provides": ["room", "av"]},
            {"provides": ["room", "av", "catering"]},
            {"provides": ["av"]},
            {"provides": ["av", "catering"]},
            [],
        ),
        ({"rows": "3"}, {"rows": "4"}, {"rows": "3"}, {"rows": "4"}, []),
        ({"rows": "9"}, {"rows": "9"}, {"rows": "10"}, {"rows": "10"}, []),
    ],
    ids=[
        "own changed",
        "theirs changed",
        "the same typed twice",
        "both changed",
        "one emptied what the other changed",
        "the other emptied it",
        "nothing stored yet",
        "a row that the own page does not have",
        "an empty day however it is kept",
        "the other's day",
        "two days",
        "two numbers of two groups",
        "two numbers of one group",
        "one ticks, the other unticks",
        "the other has a row more",
        "ten is more than nine",
    ],
)
def test_each_box_goes_on_as_whoever_changed_it_left_it(base, stored, own, whole, clashes):
    found = merged(base, stored=stored, own=own)

    assert (found.typed, found.clashes) == (whole, clashes)


def test_the_stored_text_stands_where_it_is_chosen():
    base, own = {"city": "a", "venue": "v"}, {"city": "b", "venue": "w"}

    found = merged(base, stored={"city": "c", "venue": "x"}, own=own, theirs={"city"})

    assert found.typed == {"city": "c", "venue": "w"}
    assert found.clashes == ["city", "venue"]
