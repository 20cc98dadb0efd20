"""What is measured with the product's own code, in a process of its own; answers in JSON.

python -m benchmarks.inside statements SLUG
python -m benchmarks.inside mailing KEY
python -m benchmarks.inside certificates NUMBER
"""

import io
import json
import sys
import time
import zipfile

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django has to be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from certificates.making import made  # noqa: E402
from certificates.sealing import announced, examine  # noqa: E402
from events.models import Mailing  # noqa: E402
from events.services import run_mailings  # noqa: E402
from mail.models import Letter  # noqa: E402
from tests.certificates.facts import URL, facts  # noqa: E402
from tests.queries import counted  # noqa: E402


def statements(slug):
    """Count the statements of a page of an event and of the list, for a visitor and a member."""
    connection.force_debug_cursor = True
    visitor, member = (Client(headers={"host": "localhost"}) for _ in range(2))
    member.force_login(User.objects.order_by("pk")[0], settings.AUTHENTICATION_BACKENDS[0])
    found = {}
    for who, client in (("visitor", visitor), ("member", member)):
        for what, path in (("event", f"/events/{slug}/"), ("list", "/events/")):
            client.get(path)  # what is kept between requests is kept now
            found[f"{what}, {who}"] = counted(lambda client=client, path=path: client.get(path))
    return found


def mailing(key):
    """Write a letter to many whose five minutes are over; return what it took."""
    at = Mailing.objects.get(key=key).starts_at
    began, cpu = time.perf_counter(), time.process_time()
    number = counted(lambda: run_mailings(at=at))
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_ms": round((time.process_time() - cpu) * 1000 / Letter.objects.count(), 2),
        "letters": Letter.objects.count(),
        "statements": round(number / Letter.objects.count(), 2),
    }


def certificates(number):
    """Draw, seal and zip certificates; return what it took, the fonts and the key included."""
    at = timezone.now()
    began, cpu = time.perf_counter(), time.process_time()
    seal, together = announced(), io.BytesIO()
    with zipfile.ZipFile(together, "w") as archive:
        for one in range(int(number)):
            named = {"number": f"EUCPN-2026-{one:06}", "name": f"Zoë Vandenbroucke-Nguyễn {one}"}
            archive.writestr(f"{one}.pdf", made(facts(seal=seal, **named), url=URL, at=at))
    took = {
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "seconds": round(time.perf_counter() - began, 2),
    }
    with zipfile.ZipFile(together) as archive:
        intact = sum(examine(archive.read(name)).is_intact for name in archive.namelist())
    return {**took, "intact": intact, "kb": len(together.getvalue()) // int(number) // 1000}


if __name__ == "__main__":
    deeds = {"statements": statements, "mailing": mailing, "certificates": certificates}
    print(json.dumps(deeds[sys.argv[1]](*sys.argv[2:])))
