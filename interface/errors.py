"""Error pages: each says what happened in plain words and shows the way home.

400, 413, 415, 500 and 503 are bare: they read neither the request's body, nor its host, nor
the database, since one of those may be what is broken.
"""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = 5


def bare(status: int, *, title: str, text: str) -> HttpResponse:
    """Answer with a page that needs nothing but its own words."""
    page = render_to_string("interface/bare.html", {"title": title, "text": text})
    return HttpResponse(page, status=status)


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request is not one that a browser sends from our pages; or 413."""
    if isinstance(exception, TOO_MUCH):
        return too_large()
    return bare(
        400,
        title=gettext("This request cannot be read"),
        text=gettext("Something in it is not as it should be. Go back and try once more."),
    )


def too_large() -> HttpResponse:
    """Answer 413: more was sent than is taken."""
    return bare(
        413,
        title=gettext("That is too much at once"),
        text=gettext("What you sent is larger than this page takes. Send less, or a smaller file."),
    )


def unsupported_charset() -> HttpResponse:
    """Answer 415: text comes in UTF-8 or not at all."""
    return bare(
        415,
        title=gettext("This text cannot be read"),
        text=gettext("It was sent in another encoding than UTF-8."),
    )


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database is away for the moment."""
    if isinstance(sys.exception(), AWAY):
        return unavailable()
    return bare(
        500,
        title=gettext("Something went wrong on our side"),
        text=gettext(
            "The fault is recorded. What you sent was not kept: go back, your browser may still"
            " have it, and try once more."
        ),
    )


def unavailable() -> HttpResponse:
    """Answer 503 and say when to come back."""
    response = bare(
        503,
        title=gettext("Back in a moment"),
        text=gettext(
            "The service is busy or restarting. Nothing was saved: go back in your browser, your"
            " text is still there, and send it again."
        ),
    )
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def forbidden(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001  # Django passes it by this name
) -> HttpResponse:
    """Answer 403: this deed is not open, though the page may be."""
    return render(request, "interface/403.html", status=403)


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 where a form lacks the mark that it came from our own page."""
    return render(request, "interface/403_csrf.html", {"reason": reason}, status=403)


def not_found(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001  # Django passes it by this name
) -> HttpResponse:
    """Answer 404, the same for "no such thing" and for "not for you"."""
    return render(request, "interface/404.html", status=404)


def conflict(
    request: HttpRequest, context: dict[str, Any], template: str = "interface/409.html"
) -> HttpResponse:
    """Answer 409: somebody else changed the row meanwhile; both texts are shown.

    The context names ``differences``, triples of label, their text and yours; ``address``, the
    page to go on with; and, where known, ``changed_by`` and ``changed_at``.
    """
    return render(request, template, context, status=409)


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Answer 429 and say how long to wait."""
    minutes = max(1, round(seconds / 60))
    wait = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    response = render(request, "interface/429.html", {"wait": wait}, status=429)
    response["Retry-After"] = str(seconds)
    return response
