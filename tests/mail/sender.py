"""A process that sends what is due until nothing is, for tests that kill it.

python -m tests.mail.sender DATABASE PORT MOMENT
"""

import datetime as dt
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django has to be set up first
from django.db import connections  # noqa: E402

from mail.sending import send_due  # noqa: E402
from tests.mail.sink import mailer  # noqa: E402


def main(database, port, moment):
    """Send from that database to that port, as if it were that moment."""
    connections["default"].settings_dict["NAME"] = database
    settings.MAILERS = {"default": mailer(int(port))}
    while send_due(at=dt.datetime.fromisoformat(moment), limit=100):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
