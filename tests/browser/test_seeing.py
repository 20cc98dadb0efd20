"""What is said to find nothing must find something where something is wrong."""

import pytest

from tests.browser.seeing import barriers, sideways, walk
from tests.browser.test_pages import shown

pytestmark = pytest.mark.browser
PAGE = "<!doctype html><html lang='en'><title>A page</title><main><h1>A page</h1>{}</main></html>"


def test_a_picture_without_words_is_a_barrier(page):
    page.set_content(PAGE.format("<img src='data:,'>"))

    assert barriers(page) == ["image-alt: img"]


def test_a_plain_page_has_none(page):
    page.set_content(PAGE.format("<p>Text</p>"))

    assert (barriers(page), sideways(page, width=320)) == ([], [])


def test_what_is_wider_than_the_screen_is_told(page):
    page.set_content(PAGE.format("<p class='long' style='width: 500px'>Text</p>"))

    assert sideways(page, width=320) == ["p.long"]


def test_a_hidden_ring_is_told(page):
    page.set_content(PAGE.format("<a href='/' style='outline: none'>Home</a>"))

    assert [step["ringed"] for step in walk(page, steps=1)] == [False]


@pytest.mark.django_db(transaction=True)
def test_most_pages_are_shown(house):
    assert len(shown(house)) > 90
