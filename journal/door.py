"""Opening append-only tables, for the time of one block: test teardown, nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_OPEN = {
    "postgresql": (
        (
            "INSERT INTO journal_door (id, shut_id, transaction)"
            " VALUES (txid_current(), txid_current(), txid_current())"
        ),
        # The row points at itself; checked at once, it leaves no pending event, and the
        # table can be truncated with the others.
        "SET CONSTRAINTS ALL IMMEDIATE",
    ),
    "sqlite": ('INSERT INTO journal_door (id, shut_id, "transaction") VALUES (1, 2, 0)',),
}
_SHUT = "DELETE FROM journal_door"


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def opened(using: str = "default") -> Iterator[None]:
    """Let changes to append-only tables through until the block ends, in one transaction."""
    connection = connections[using]
    with transaction.atomic(using=using):
        _run(connection, *_OPEN[connection.vendor])
        yield
        _run(connection, _SHUT)
