"""Officers that schedule two requests in the same moment, and what each of them is told.

python -m tests.endurance.schedulers GATE guarded|unguarded MOMENT NUMBER REFERENCE…

Each of the officers begins when "go" is in the folder GATE; they take the requests in turns. What
came of it stands in GATE as JSON, named after the process: a word for each. Without guards no row
is locked and nothing is one transaction: the negative control, for no other use.
"""

import datetime as dt
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import django

django.setup()

import journal.services  # noqa: E402  # Django has to be set up first

if sys.argv[2:3] == ["unguarded"]:
    import tests.endurance.unguarded  # noqa: F401  # takes the guards off

    # Numbers are given inside transactions alone, and there is none.
    inside = SimpleNamespace(in_atomic_block=True)
    journal.services.transaction = SimpleNamespace(get_connection=lambda: inside)

from django.db import connection  # noqa: E402

from accounts.access import standing  # noqa: E402
from accounts.steps import NotNowError  # noqa: E402
from trainings import services  # noqa: E402
from trainings.models import TrainingRequest  # noqa: E402
from trainings.rules import UnmetError  # noqa: E402


def main(gate, _how, moment, number, *references):
    """Let so many officers schedule at once."""
    at = dt.datetime.fromisoformat(moment)
    rows = TrainingRequest.objects.select_related("assignee")
    found = [rows.get(reference=one) for one in references]
    options = {one.pk: one.options.get() for one in found}
    connection.close()

    def one(which):
        request = found[which % len(found)]
        try:
            by = standing(request.assignee, at)
            while not Path(gate, "go").exists():
                time.sleep(0.001)
            services.schedule(request, option=options[request.pk], by=by, at=at)
        except NotNowError:
            return "somebody was quicker"
        except UnmetError as error:
            return " ".join(sorted({finding.fault for finding in error.findings}))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told
            return repr(error)[:200]
        else:
            return "scheduled"
        finally:
            connection.close()

    with ThreadPoolExecutor(int(number)) as pool:
        told = pool.map(one, range(int(number)))
        Path(gate, str(os.getpid())).touch()
    Path(gate, f"{os.getpid()}.json").write_text(json.dumps(list(told)))


if __name__ == "__main__":
    main(*sys.argv[1:])
