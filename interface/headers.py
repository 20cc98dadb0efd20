"""Headers of single pages."""

from django.http.response import HttpResponseBase


def keep_secret(response: HttpResponseBase) -> None:
    """Mark an answer at a secret address: the address is told to nobody, the page kept nowhere."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
