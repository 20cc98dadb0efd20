"""One turn of the schedule's function that writes letters to many, at a given moment.

python -m tests.endurance.writer MOMENT
"""

import sys
from datetime import datetime

import django

django.setup()

from events.services import run_mailings  # noqa: E402  # Django has to be set up first

if __name__ == "__main__":
    run_mailings(at=datetime.fromisoformat(sys.argv[1]))
