"""The public check as the tests ask it: addresses, files sent to it, and what it says."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from certificates import links

UNKNOWN = "A" * 32
SECRET = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


def address(one):
    return f"/verify/{links.token_of(one)}/"


def sent(client, where, content, name="certificate.pdf"):
    return client.post(where, {"file": SimpleUploadedFile(name, content)})


def words(response):
    """What stands on a page, without markup, one space between words."""
    html = re.sub(r"</?time[^>]*>", "", response.text)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def outcome(response):
    return response.context["outcome"].found if "outcome" in response.context else None
