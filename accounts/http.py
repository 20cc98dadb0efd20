"""The request as our views see it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from accounts.access import Standing


class Request(HttpRequest):
    """A request that knows its moment and the standing of who asks."""

    at: datetime
    standing: "Standing"
    htmx: "HtmxDetails"
