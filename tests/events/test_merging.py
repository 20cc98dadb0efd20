"""Fields in braces, filled in for each reader; all else is plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import merging


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear {name}, {event}", []),
        ("{ Name } and {DETAILS  until}", []),
        ("{agenda}, {agenda}, {{name}}", ["{agenda}"]),
        ("{} and {Agenda }", ["{}", "{Agenda }"]),
        ("a brace } alone, { another", []),
        ("{over\ntwo lines}", []),
        ("{" + "x" * 61 + "}", []),
        (
            "{% load i18n %}{{ settings.SECRET_KEY }}",
            ["{% load i18n %}", "{ settings.SECRET_KEY }"],
        ),
    ],
    ids=[
        "known",
        "spaced and cased",
        "unknown once",
        "as written",
        "no field",
        "two lines",
        "too long",
        "template code",
    ],
)
def test_what_is_no_field_is_named_as_it_was_written(text, found):
    assert merging.unknown(text) == found


def test_fields_are_filled_in_once_and_a_missing_value_leaves_a_dash():
    values = {"name": "{event} {link}", "event": "Seminar"}

    merged = merging.merged("{Name}: {event}, {position}, {agenda}", values)

    assert merged == "{event} {link}: Seminar, –, {agenda}"


def test_the_fields_that_a_text_uses():
    assert merging.used("{Link} {agenda} {name} {name}") == {"link", "name"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("One\nline", ("One\nline",)),
        ("One\n\n \n\nTwo\n", ("One", "Two")),
    ],
    ids=["nothing", "one", "two"],
)
def test_empty_lines_part_paragraphs(text, parts):
    assert merging.paragraphs(text) == parts


@given(st.text(), st.dictionaries(st.sampled_from(sorted(merging.FIELDS)), st.text()))
def test_no_text_breaks_it(text, values):
    merging.unknown(text)

    merged = merging.merged(text, values)

    assert merged == text or "{" in text
