"""One turn of ``manage.py worker`` with letters going to a port here, begun when told.

python -m tests.endurance.worker PORT GATE leased|bare MOMENT

It leaves its number in the folder GATE when it is ready, and begins when "go" is there, at MOMENT
by its clock.
"""

import os
import sys
import time
from datetime import datetime
from pathlib import Path

import django

django.setup()

import time_machine  # noqa: E402  # Django has to be set up first
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from config.schedule import DUE  # noqa: E402
from tests.mail.sink import mailer  # noqa: E402


def main(port, gate, how, moment):
    """Do all that is due, as the worker does or without the lease that keeps others out."""
    settings.MAILERS = {"default": mailer(int(port)), "calendar": mailer(int(port))}
    Path(gate, str(os.getpid())).touch()
    while not Path(gate, "go").exists():
        time.sleep(0.001)
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        if how == "leased":
            call_command("worker", "--once")
            return
        for due in DUE:
            due.function(at=timezone.now())


if __name__ == "__main__":
    main(*sys.argv[1:])
