"""What the server serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from config.start import refuse_demonstration_data  # noqa: E402  # needs the apps

refuse_demonstration_data()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve one request; a head that cannot even be read is the sender's fault, not ours.

    Django reads some headers while it builds the request, before its own handlers stand.
    """
    try:
        return django_application(environ, start_response)
    except (BadRequest, UnicodeError):
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"The request could not be read.\n"]
