"""The worker as a process of its own, with a schedule that the tests know.

python -m tests.jobs.process DATABASE [--once]
"""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # Django has to be set up first
from django.db import connections  # noqa: E402

from jobs.management.commands import worker  # noqa: E402


def main(database, *arguments):
    """Run the worker on that database."""
    connections["default"].settings_dict["NAME"] = database
    worker.SCHEDULE = "tests.jobs.tasks.DUE"
    call_command("worker", *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
