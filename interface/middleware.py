"""What stands before and after every page: the guards of what is read, and the headers."""

import codecs
from collections.abc import Callable
from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from interface import errors
from interface.headers import PERMISSIONS_POLICY

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class UnsupportedCharsetMiddleware:
    """Answers 415 to text in another encoding than UTF-8.

    Django answers a form in UTF-7 with a bare 500: reading it raises inside the error handlers.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the way on."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let UTF-8 and requests that name no encoding pass."""
        charset = (request.content_params or {}).get("charset")
        if charset is None or is_utf8(charset):
            return self.get_response(request)
        return errors.unsupported_charset()


def is_utf8(charset: str) -> bool:
    """Tell whether a name means UTF-8."""
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return False


class NullCharacterMiddleware:
    """Keeps NUL, which PostgreSQL takes in no text, out of what is looked up unseen.

    Fields of forms and filters refuse or drop it themselves; an address and a cookie go to
    the database as they are.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the way on."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 400 to a cookie with NUL, which a browser has from nobody."""
        if any("\0" in value for value in request.COOKIES.values()):
            return errors.bad_request(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Answer 404 to an address with NUL: nothing is called so."""
        if "\0" in request.path:
            raise Http404


class CompressionMiddleware(GZipMiddleware):
    """Packs pages and leaves files as they are: most are packed, and their length is told."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Pack what is no file."""
        if isinstance(response, FileResponse):
            return response
        return super().process_response(request, cast("HttpResponse", response))


class HeadersMiddleware:
    """Adds the headers that Django's own middleware leaves out.

    What a signed-in person saw is kept in no cache; a page that says otherwise itself, such as
    a calendar feed, is left as it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the way on."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give back the origin that a browser withholds, pass on, and dress the answer."""
        own_origin(request)
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in headers:
            standing = getattr(request, "standing", None)
            if standing is not None and standing.is_signed_in:
                headers["Cache-Control"] = "private, no-store"
            elif headers.get("Content-Type", "").startswith("text/html"):
                headers["Cache-Control"] = "private, no-cache"
        return response


def own_origin(request: HttpRequest) -> None:
    """Name our own origin where the browser sent ``null`` for a form of our own page.

    Pages behind a mailed link say ``no-referrer``; from those, browsers send ``Origin: null``,
    which the CSRF check refuses. ``Sec-Fetch-Site`` cannot be set by a page, and the form's
    token is still asked for.
    """
    meta = request.META
    if meta.get("HTTP_ORIGIN") == "null" and meta.get("HTTP_SEC_FETCH_SITE") == "same-origin":
        meta["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
