"""Many that close one procedure in the same moment, and what each of them sees afterwards.

python -m tests.endurance.closers REFERENCE NUMBER GATE MOMENT guarded|unguarded

Each begins when "go" is in the folder GATE. They close as if it were MOMENT, or now where that
is empty. What came of it stands in GATE as JSON, named after the process: for each whether it was
the one that closed it, what it came to, and the count that is read afterwards.
"""

import datetime as dt
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

django.setup()

if sys.argv[5:] == ["unguarded"]:
    import tests.endurance.unguarded  # noqa: F401  # takes the guards off

from django.db import connection  # noqa: E402  # Django has to be set up first
from django.utils import timezone  # noqa: E402

from procedures import services  # noqa: E402
from procedures.models import Procedure  # noqa: E402


def main(reference, number, gate, moment, _how):
    """Close it that many times at once."""
    found = Procedure.objects.get(reference=reference)
    connection.close()

    def one(_which):
        try:
            while not Path(gate, "go").exists():
                time.sleep(0.001)
            at = dt.datetime.fromisoformat(moment) if moment else timezone.now()
            closed = services.close(found, at=at)
            seen = Procedure.objects.get(pk=found.pk)
            return [closed, seen.outcome, seen.counted and seen.counted["ballots"], ""]
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told
            return [False, "", None, repr(error)[:200]]
        finally:
            connection.close()

    with ThreadPoolExecutor(int(number)) as pool:
        closings = pool.map(one, range(int(number)))
        Path(gate, str(os.getpid())).touch()
    Path(gate, f"{os.getpid()}.json").write_text(json.dumps(list(closings)))


if __name__ == "__main__":
    main(*sys.argv[1:])
