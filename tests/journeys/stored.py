"""What the database holds, table by table, so that two moments can be compared."""

from hashlib import sha256

from django.db import connection

SESSIONS = {"django_session", "cache"}


def contents() -> dict[str, tuple[int, str]]:
    """The number of rows of each table and what they come to, sessions left out."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - SESSIONS):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = (len(rows), sha256("\n".join(rows).encode()).hexdigest())
    return found


def changed(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> set[str]:
    """The tables that differ between two moments."""
    return {table for table in before | after if before.get(table) != after.get(table)}
