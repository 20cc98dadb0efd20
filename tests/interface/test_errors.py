"""Error pages: plain words, the way home, and no second fault on the way."""

import datetime as dt
import re

import pytest
from django.conf import settings as configured
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import include, path

from interface import errors

FAULTS = {
    "missing": Http404,
    "forbidden": PermissionDenied,
    "suspicious": SuspiciousOperation,
    "too-big": RequestDataTooBig,
    "away": OperationalError,
    "gone": InterfaceError,
    "fault": ZeroDivisionError,
}


@login_not_required
def broken(_request, fault):
    raise FAULTS[fault]("<script>")


urlpatterns = [path("broken/<fault>/", broken), path("", include(configured.ROOT_URLCONF))]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error


@pytest.fixture
def visitor(settings, db):
    settings.ROOT_URLCONF = "tests.interface.test_errors"
    return Client(raise_request_exception=False)


def heading(response) -> str:
    return re.findall(r"<h1>(.+?)</h1>", response.text)[0]


@pytest.mark.parametrize(
    ("fault", "status", "title"),
    [
        ("forbidden", 403, "This is not open to you"),
        ("suspicious", 400, "This request cannot be read"),
        ("too-big", 413, "That is too much at once"),
        ("away", 503, "Back in a moment"),
        ("gone", 503, "Back in a moment"),
        ("fault", 500, "Something went wrong on our side"),
    ],
)
def test_each_fault_has_its_page(visitor, fault, status, title):
    response = visitor.get(f"/broken/{fault}/")

    assert (response.status_code, heading(response)) == (status, title)
    assert 'href="/"' in response.text
    assert "/events/" in response.text
    assert "<script>" not in response.text


def test_a_database_that_is_away_says_when_to_come_back(visitor):
    assert visitor.get("/broken/away/")["Retry-After"] == "5"


def test_404_is_one_page():
    request = RequestFactory().get("/events/no-such-thing/")

    pages = [
        errors.not_found(request, Http404(reason)) for reason in ("no such thing", "not for you")
    ]

    assert {(page.status_code, page.content) for page in pages} == {(404, pages[0].content)}
    assert heading(pages[0]) == "There is nothing here for you to see"


@pytest.mark.parametrize("fault", ["suspicious", "away", "fault"])
def test_bare_pages_ask_the_database_nothing(visitor, fault, django_assert_num_queries):
    with django_assert_num_queries(0):
        visitor.get(f"/broken/{fault}/")


def test_a_post_without_its_mark_is_told_so(db):
    response = Client(enforce_csrf_checks=True).post("/styleguide/form/", {"name": "x"})

    assert (response.status_code, heading(response)) == (403, "This form has grown old")


def test_a_foreign_host_is_refused(client):
    response = client.get("/help/", headers={"host": "evil.example"})

    assert (response.status_code, heading(response)) == (400, "This request cannot be read")
    assert "evil.example" not in response.text


def test_a_conflict_shows_both_texts():
    response = errors.conflict(
        RequestFactory().get("/"),
        {
            "differences": [("Title", "Board meeting", "<b>Meeting</b>")],
            "address": "/events/x/edit/",
            "changed_by": "Eilís",
            "changed_at": dt.datetime(2024, 5, 29, 7, 30, tzinfo=dt.UTC),
        },
    )

    assert response.status_code == 409
    for words in (
        "Board meeting",
        "&lt;b&gt;Meeting&lt;/b&gt;",
        "/events/x/edit/",
        "Eilís",
        "09:30 (Brussels)",
    ):
        assert words in response.text


def test_too_many_says_how_long_to_wait():
    response = errors.too_many(RequestFactory().get("/"), seconds=90)

    assert (response.status_code, response["Retry-After"]) == (429, "90")
    assert "Try again in 2 minutes." in response.text
