"""Headers of pages behind a mailed link."""

from django.http import HttpResponse

from interface.headers import keep_secret


def test_a_secret_page_is_told_to_nobody_and_kept_nowhere():
    response = HttpResponse("x", headers={"Cache-Control": "public"})

    keep_secret(response)

    assert dict(response.headers) == {
        "Content-Type": "text/html; charset=utf-8",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }
