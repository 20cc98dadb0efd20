"""The guards of what is read, and the headers."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.test import RequestFactory

from interface.middleware import (
    CompressionMiddleware,
    HeadersMiddleware,
    NullCharacterMiddleware,
    UnsupportedCharsetMiddleware,
)
from tests.factories.accounts import MandateFactory


def posted(content_type: str):
    request = RequestFactory().generic("POST", "/", b"name=+ADw-", content_type=content_type)
    return UnsupportedCharsetMiddleware(lambda _request: HttpResponse("read"))(request)


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/x-www-form-urlencoded; charset=utf-7", 415),
        ("application/x-www-form-urlencoded; charset=UTF-16", 415),
        ("application/x-www-form-urlencoded; charset=no-such-thing", 415),
        ("multipart/form-data; boundary=x; charset=utf-7", 415),
        ("application/x-www-form-urlencoded; charset=UTF-8", 200),
        ("application/x-www-form-urlencoded; charset=utf8", 200),
        ("application/x-www-form-urlencoded", 200),
        ("", 200),
    ],
)
def test_only_utf8_is_read(content_type, status):
    assert posted(content_type).status_code == status


def test_a_form_in_utf7_is_no_fault_of_the_server(client):
    response = client.post(
        "/styleguide/form/",
        b"name=+ADw-",
        content_type="application/x-www-form-urlencoded; charset=utf-7",
    )

    assert response.status_code == 415
    assert b"This text cannot be read" in response.content


@pytest.mark.parametrize(
    "address",
    [
        "/programme/tasks/%00/",
        "/privacy/%00/",
        "/accounts/oidc/%00/login/",
        "/accounts/confirm-email/%00/",
        "/a%00b/",
    ],
)
def test_an_address_with_nul_is_the_name_of_nothing(address, client, db):
    client.force_login(MandateFactory().user)

    response = client.get(address)

    assert response.status_code == 404


def test_no_page_is_asked_for_what_is_called_with_nul():
    request = RequestFactory().get("/privacy/a%00b/")

    with pytest.raises(Http404):
        NullCharacterMiddleware(HttpResponse).process_view(request, HttpResponse, (), {})


def test_a_cookie_with_nul_is_refused_before_it_is_looked_up(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/network/", headers={"cookie": r'session="abcdefgh\000"'})

    assert response.status_code == 400
    assert b"This request cannot be read" in response.content


def dressed(response: HttpResponse, **attributes):
    request = RequestFactory().get("/")
    for name, value in attributes.items():
        setattr(request, name, value)
    return HeadersMiddleware(lambda _request: response)(request).headers


def test_what_a_signed_in_person_saw_is_kept_nowhere():
    signed_in, visitor = SimpleNamespace(is_signed_in=True), SimpleNamespace(is_signed_in=False)

    kept = [
        dressed(HttpResponse("page"), standing=signed_in)["Cache-Control"],
        dressed(HttpResponse("page"), standing=visitor)["Cache-Control"],
        dressed(HttpResponse("page"))["Cache-Control"],
        dressed(
            HttpResponse("feed", headers={"Cache-Control": "private, no-cache"}), standing=signed_in
        )["Cache-Control"],
        dressed(JsonResponse({})).get("Cache-Control"),
    ]

    assert kept == [
        "private, no-store",
        "private, no-cache",
        "private, no-cache",
        "private, no-cache",
        None,
    ]


def test_every_page_of_the_service_is_closed_to_others(client, db):
    headers = client.get("/help/").headers

    assert {
        name: headers[name]
        for name in (
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
        )
    } == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, "http://testserver"),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, "null"),
        ({"Origin": "null"}, "null"),
        (
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
            "https://evil.example",
        ),
        ({}, None),
    ],
    ids=["own page", "another site", "old browser", "named", "none"],
)
def test_an_origin_withheld_by_our_own_page_is_given_back(sent, seen):
    request = RequestFactory().post("/", headers=sent)

    HeadersMiddleware(lambda _request: HttpResponse())(request)

    assert request.META.get("HTTP_ORIGIN") == seen


def test_a_page_is_packed_and_a_file_keeps_its_length():
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    page = HttpResponse("many words " * 200)
    file = FileResponse(BytesIO(b"x" * 2_000), headers={"Content-Length": "2000"})

    answers = [
        CompressionMiddleware(lambda _request, one=one: one)(request) for one in (page, file)
    ]

    assert [answer.headers.get("Content-Encoding") for answer in answers] == ["gzip", None]
    assert answers[1].headers["Content-Length"] == "2000"
