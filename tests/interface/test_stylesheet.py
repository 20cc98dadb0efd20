"""The stylesheet is whole: each rule stands in a layer, and nothing closes one too early."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders


def outermost(text):
    """Return what heads each outermost block or statement; a brace too many or too few is told."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found, depth, head = [], 0, ""
    for sign in bare:
        if depth == 0 and sign in "{;":
            found.append(" ".join(head.split()))
            head = ""
        elif depth == 0:
            head += sign
        depth += {"{": 1, "}": -1}.get(sign, 0)
    assert (depth, head.strip()) == (0, "")
    return found


def test_every_rule_of_the_stylesheet_stands_in_a_layer():
    sheet = Path(str(finders.find("app.css"))).read_text(encoding="utf-8")

    assert {head.split()[0] for head in outermost(sheet)} == {"@layer", "@media"}
    assert "@layer utilities" in outermost(sheet)


@pytest.mark.parametrize("sheet", ["@layer a { .b {} } }", "@layer a { .b {}", "@layer a {} }"])
def test_a_brace_too_many_or_too_few_is_noticed(sheet):
    with pytest.raises(AssertionError):
        outermost(sheet)


def test_a_rule_outside_any_layer_is_noticed():
    assert outermost("@layer a { .b {} } .c { color: red; }") == ["@layer a", ".c"]
