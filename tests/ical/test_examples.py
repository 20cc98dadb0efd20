import doctest

import pytest

from ical import text, wall


@pytest.mark.parametrize("module", [text, wall], ids=lambda module: module.__name__)
def test_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0
