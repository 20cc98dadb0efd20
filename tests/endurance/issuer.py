"""One worker that issues the certificates that wait, begun when told, at a given moment.

python -m tests.endurance.issuer GATE guarded|unguarded MOMENT

It leaves its number in the folder GATE when it is ready, and begins when "go" is there. Without
guards no row is locked and nothing is one transaction: the negative control, for no other use.
"""

import os
import sys
import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

if sys.argv[2] == "unguarded":
    from tests.endurance import unguarded  # noqa: F401  # importing takes the guards off
else:
    import django

    django.setup()

from django.db import IntegrityError, OperationalError  # Django has to be set up first

import journal.services
from certificates.services import issue_due

if __name__ == "__main__":
    _, gate, how, moment = sys.argv
    if how == "unguarded":  # numbers are given inside transactions alone, and there is none
        inside = SimpleNamespace(in_atomic_block=True)
        journal.services.transaction = SimpleNamespace(get_connection=lambda: inside)
    Path(gate, str(os.getpid())).touch()
    while not Path(gate, "go").exists():
        time.sleep(0.001)
    while True:
        try:
            issue_due(at=datetime.fromisoformat(moment))
        except IntegrityError as error:
            sys.exit(str(error).partition("\n")[0])
        except OperationalError:  # as the worker does: the database is busy, so later
            time.sleep(1)
        else:
            break
