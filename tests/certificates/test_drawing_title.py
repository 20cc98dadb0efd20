"""The title of an event as it is printed: what its kind says already is not said twice."""

import doctest

import pytest

from certificates.drawing import drawn, page
from tests.certificates.facts import URL, facts, text


def test_the_examples():
    assert doctest.testmod(page).failed == 0


@pytest.mark.parametrize(
    ("language", "title", "printed"),
    [
        ("en", "Seminar: what works against burglary", "What works against burglary"),
        ("en", "SEMINAR : élan", "Élan"),
        ("en", "Burglary: what works", "Burglary: what works"),
        ("en", "Seminar:", "Seminar:"),
        ("en", "Seminar on burglary", "Seminar on burglary"),
        ("pt", "Seminário: o que resulta", "O que resulta"),
        ("pt", "Seminar: what works", "Seminar: what works"),
    ],
)
def test_a_kind_before_the_colon_is_left_out_where_the_line_above_says_it(language, title, printed):
    said = facts(event={"kind": "seminar", "title": title}, language=language)

    lines = text(drawn(said, url=URL))

    assert printed in lines
    assert (title in lines) is (title == printed)
