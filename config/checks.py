"""Checks of the wiring: SQLite as durable as an acknowledged deed needs it.

With ``synchronous=NORMAL`` a commit that was acknowledged can be lost with the power, and
with deferred transactions two writers meet as errors instead of waiting their turn.
"""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import connections

DURABLE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
TIMEOUT_MS = 5_000


@register
def durable_sqlite(**_: Any) -> list[CheckMessage]:
    """Ask each SQLite connection for what it really does, in every run of ``check``."""
    return [
        problem
        for alias in connections
        if connections[alias].vendor == "sqlite"
        for problem in _problems(alias)
    ]


def _problems(alias: str) -> list[CheckMessage]:
    connection = connections[alias]
    found = []
    mode = str(connection.settings_dict["OPTIONS"].get("transaction_mode", "")).upper()
    if mode != "IMMEDIATE":
        found.append(f"transaction_mode is {mode or 'not set'}, not IMMEDIATE")
    with connection.cursor() as cursor:
        for pragma, wanted in DURABLE.items():
            (value,) = cursor.execute(f"PRAGMA {pragma}").fetchone()
            if value != wanted:
                found.append(f"{pragma} is {value}, not {wanted}")
        (timeout,) = cursor.execute("PRAGMA busy_timeout").fetchone()
    if timeout < TIMEOUT_MS:
        found.append(f"busy_timeout is {timeout} ms, less than {TIMEOUT_MS}")
    return [
        Error(
            f"SQLite is not durable enough: {fact}.",
            hint="Keep config.environment.SQLITE_OPTIONS as they are.",
            obj=alias,
            id="config.E001",
        )
        for fact in found
    ]
