"""How many statements a request takes, leaving out those that only begin and end transactions."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

BRACKETS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")


def statements(client_call: Callable[[], Any]) -> list[str]:
    """The statements that a call runs, in order."""
    with CaptureQueriesContext(connection) as captured:
        client_call()
    found = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in found if not sql.lstrip().upper().startswith(BRACKETS)]


def counted(client_call: Callable[[], Any]) -> int:
    """How many statements a call runs: ``counted(lambda: client.get("/events/"))``."""
    return len(statements(client_call))
