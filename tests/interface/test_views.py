"""The pages of the interface itself."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from interface import context

pytestmark = pytest.mark.django_db


@pytest.fixture
def coloured(settings):
    settings.ORGANISATION_COLOUR = "#7a1f5c"
    settings.ORGANISATION_LOGO = "/logo.svg"
    context.organisation.cache_clear()
    yield
    context.organisation.cache_clear()


@pytest.mark.parametrize(
    "path",
    ["/help/", "/accessibility/", "/styleguide/", "/styleguide/figures/", "/styleguide/form/"],
)
def test_texts_are_open_to_visitors_and_have_one_heading(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert len(re.findall(r"<h1\b", response.text)) == 1
    assert 'lang="en-gb"' in response.text
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*src=)|\son\w+=", response.text)


def test_help_tells_what_follows_an_event(client):
    page = client.get("/help/").text

    assert 'id="certificates"' in page
    assert 'href="/verify/"' in page


def test_help_explains_the_words_of_the_network(client):
    terms = re.findall(r"<dt>(.+?)</dt>", client.get("/help/").text)

    assert set(terms) >= {"NR", "SUB", "ExCom", "Board", "MS", "NCP", "Presidency", "Trio", "Secretariat",
                          "Written procedure", "QUALIPREV", "EMPACT"}  # fmt: skip
    assert terms == sorted(terms, key=str.casefold)


def test_the_form_of_the_styleguide_keeps_what_was_typed_and_says_what_is_wrong(client):
    response = client.post("/styleguide/form/", {"name": "Siobhán", "starts_day": "31"})

    assert response.status_code == 422
    assert 'value="Siobhán"' in response.text
    assert "Write day, month and year, such as 31 5 2024." in response.text


def test_htmx_gets_the_form_alone(client):
    response = client.post("/styleguide/form/", {"name": "Siobhán"}, headers={"HX-Request": "true"})

    assert response.status_code == 422
    assert response.text.strip().startswith("<form")
    assert "<html" not in response.text


def test_the_form_of_the_styleguide_accepts_what_is_right(client):
    response = client.post(
        "/styleguide/form/",
        {
            "once": "6f8a4f0e-0b55-4c86-9a1f-0e6c1f3f1a11",
            "name": "Siobhán",
            "email": "s@example.ie",
            "country": "IE",
            "starts_day": "31",
            "starts_month": "5",
            "starts_year": "2024",
            "starts_time": "9:30",
            "mode": "online",
            "notice": "on",
        },
    )

    assert response.status_code == 200
    assert "Friday 31 May 2024, 09:30 (Brussels)" in response.text


@pytest.mark.parametrize("query", ["", "?sort=-model&page=2", "?page=x&sort=y&kind=z&open=on"])
def test_the_sample_table_sorts_and_pages(client, query):
    assert client.get(f"/styleguide/{query}").status_code == 200


def test_the_styleguide_asks_little(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get("/styleguide/")


def test_a_colour_comes_as_a_stylesheet_and_a_logo_as_the_icon(client, coloured):
    page = client.get("/help/").text
    sheet = client.get("/brand.css")
    icon = client.get("/favicon.ico")

    assert '<link rel="stylesheet" href="/brand.css?7a1f5c">' in page
    assert '<link rel="icon" href="/logo.svg">' in page
    assert '<img class="logo" src="/logo.svg" alt="">' in page
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "#7a1f5c" in sheet.text
    assert icon["Location"] == "/logo.svg"


def test_without_a_colour_there_is_no_second_stylesheet(client, settings):
    settings.ORGANISATION_COLOUR = settings.ORGANISATION_LOGO = ""
    context.organisation.cache_clear()

    page = client.get("/help/").text

    assert "brand.css" not in page
    assert client.get("/brand.css").text == ""
    assert client.get("/favicon.ico")["Location"] == "/static/favicon.svg"


def test_a_page_is_light(client):
    names = ("app.css", "app.js", "icons.svg", "favicon.svg")
    weights = {name: Path(str(finders.find(name))).stat().st_size for name in names}

    assert weights["app.js"] < 5_000
    for path, more in (
        ("/styleguide/", ""),
        ("/styleguide/figures/", ""),
        ("/styleguide/form/", "django_htmx/htmx-4.min.js"),
    ):
        page = client.get(path).content
        extra = Path(str(finders.find(more))).stat().st_size if more else 0
        assert sum(weights.values()) + len(page) + extra <= 120_000


def test_the_styleguide_exists_in_the_demonstration_only():
    names = {pattern.name for pattern in get_resolver("interface.urls").url_patterns}

    assert names >= {"help", "accessibility", "brand", "favicon"}
    assert reverse("interface:styleguide") == "/styleguide/"
    with pytest.raises(NoReverseMatch):
        reverse("interface:no-such-page")
