"""Headers of pages behind a mailed link."""

from django.http import HttpResponse
from django.test import RequestFactory

from interface.headers import secret_page


@secret_page
def own_page(_request, token):
    """Show a page of one person."""
    return HttpResponse(token)


def test_a_secret_page_is_told_to_nobody_and_kept_nowhere():
    response = own_page(RequestFactory().get("/"), token="x")

    assert own_page.__doc__ == "Show a page of one person."
    assert (response.content, dict(response.headers)) == (
        b"x",
        {
            "Content-Type": "text/html; charset=utf-8",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "private, no-store",
            "X-Robots-Tag": "noindex, nofollow",
        },
    )
