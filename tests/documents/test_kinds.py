"""The kinds that are taken."""

import doctest

from documents import kinds


def test_nothing_that_runs_in_a_browser_or_hides_files_is_among_them():
    risky = {"html", "htm", "svg", "xml", "js", "zip", "exe", "docm", "xlsm", "pptm", "doc", "gif"}

    assert kinds.ALL & risky == set()


def test_pictures_are_those_that_a_page_shows():
    assert sorted(kinds.PICTURES) == ["jpeg", "jpg", "png", "webp"]
    assert sorted(kinds.PICTURE_TYPES) == ["image/jpeg", "image/png", "image/webp"]


def test_the_examples():
    assert doctest.testmod(kinds).failed == 0
