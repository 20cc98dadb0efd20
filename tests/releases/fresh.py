"""A database beside the one of the tests, empty, for as long as it is needed."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def empty_database(folder: str) -> Iterator[str]:
    """Make an empty database on the engine of the tests; what is given is its alias."""
    alias = f"beside_{uuid.uuid4().hex[:12]}"
    settings = {**connections.settings["default"]}
    if connection.vendor == "sqlite":
        settings["NAME"] = f"{folder}/{alias}.sqlite3"
    else:
        settings["NAME"] = alias
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {alias}")
    connections.settings[alias] = settings
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias], connections.settings[alias]
        if connection.vendor != "sqlite":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {alias}")
