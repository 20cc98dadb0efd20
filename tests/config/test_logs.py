"""The log says where a fault is, and never the secret of a mailed link."""

import io
import json
import logging

import pytest
import structlog
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import include, path

from config import logs

TOKEN = "c2VjcmV0-b2Yt_YSBtYWlsZWQgbGluaw"
KEY = "6f1c0f4e-3d0c-4b52-9d0a-5a3f0d7d3c11"
OWN_PAGE = f"/registrations/{TOKEN}/"


@login_not_required
def broken(request, token):
    """Fail as a view may, with the address in the words of the fault."""
    raise LookupError(f"nothing at {request.get_full_path()}")


handler500 = "interface.errors.server_error"
urlpatterns = [path("registrations/<str:token>/", broken), path("", include("config.urls"))]


@pytest.fixture
def log():
    """Return what the log of the service would write meanwhile, a line each."""
    root, stream = logging.getLogger(), io.StringIO()
    console = next(
        handler
        for handler in root.handlers
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(console.formatter)
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f"Forbidden: {OWN_PAGE}", "Forbidden: /registrations/***/"),
        (f"http://h{OWN_PAGE}change/?a=1", "http://h/registrations/***/change/?a=1"),
        (f"/accounts/login/?next={OWN_PAGE}", "/accounts/login/?next=/registrations/***/"),
        (f"?next=%2Fregistrations%2F{TOKEN}%2F", "?next=%2Fregistrations%2F***%2F"),
        (f'{{"event": "/invitations/{TOKEN}"}}', '{"event": "/invitations/***"}'),
        (f"/calendar/{TOKEN}.ics", "/calendar/***.ics"),
        (f"/calendar/{TOKEN}.ICS", "/calendar/***.ICS"),
        (f"/calendar/{TOKEN}.ics/", "/calendar/***.ics/"),
        (f"/Calendar/{TOKEN}", "/Calendar/***"),
        (f"/calendar/{TOKEN}/?a=1", "/calendar/***/?a=1"),
        (f"?next=%2fcalendar%2f{TOKEN[:20]}&a=1", "?next=%2fcalendar%2f***&a=1"),
        ("/calendar/public.ics", "/calendar/public.ics"),
        ("/calendar/2026/11/", "/calendar/2026/11/"),
        ("/calendar/half-year/", "/calendar/half-year/"),
        (f"/calendar/feeds/{KEY}/end/", f"/calendar/feeds/{KEY}/end/"),
        (f"{OWN_PAGE} and {OWN_PAGE}", "/registrations/***/ and /registrations/***/"),
        (f"/speakers/{TOKEN}/photo/", "/speakers/***/photo/"),
        (f"/feedback/{TOKEN}/", "/feedback/***/"),
        (f"Not Found: /verify/{TOKEN}/", "Not Found: /verify/***/"),
        (f"Forbidden: /door/{TOKEN}/undo/", "Forbidden: /door/***/undo/"),
        ("/registrations/", "/registrations/"),
    ],
)
def test_the_secret_part_of_an_address_is_masked(line, written):
    assert logs.masked(None, "", line) == written


def test_a_form_without_its_mark_is_logged_without_the_token(log, db):
    answer = Client(enforce_csrf_checks=True).post(f"{OWN_PAGE}withdraw/")

    assert answer.status_code == 403
    [line] = log()
    assert (line["event"], line["status_code"]) == (
        "Forbidden (CSRF cookie not set.): /registrations/***/withdraw/",
        403,
    )


@pytest.mark.urls("tests.config.test_logs")
def test_a_fault_is_logged_with_file_and_line_and_without_the_token(log, db):
    answer = Client(raise_request_exception=False).get(f"{OWN_PAGE}?a=1")

    assert answer.status_code == 500
    [line] = log()
    assert (line["event"], line["level"]) == ("Internal Server Error: /registrations/***/", "error")
    number = broken.__code__.co_firstlineno + 3
    assert f'tests/config/test_logs.py", line {number}, in broken' in line["exception"]
    assert line["exception"].endswith("nothing at /registrations/***/?a=1")
    assert TOKEN not in json.dumps(line)


def test_our_own_lines_are_masked_and_keep_their_traceback(log):
    try:
        {}[OWN_PAGE]
    except KeyError:
        structlog.get_logger("tests").exception("failed", where=f"see {OWN_PAGE}")

    [line] = log()
    assert (line["event"], line["where"]) == ("failed", "see /registrations/***/")
    assert "test_logs.py" in line["exception"]
    assert TOKEN not in json.dumps(line)
