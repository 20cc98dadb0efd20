"""What is measured with the product's own code, in a process of its own; answers in JSON.

python -m benchmarks.inside statements SLUG
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django has to be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
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


if __name__ == "__main__":
    print(json.dumps({"statements": statements}[sys.argv[1]](*sys.argv[2:])))
