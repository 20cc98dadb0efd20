"""Several people at once, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection


def alone[Result](deed: Callable[[], Result]) -> Result:
    """Do it on this thread's own connection, and close that."""
    try:
        return deed()
    finally:
        connection.close()


def begin[Result](pool: ThreadPoolExecutor, deed: Callable[[], Result]) -> Future[Result]:
    """Begin a deed beside one's own."""
    return pool.submit(alone, deed)


def all_at_once[Result](deeds: list[Callable[[], Result]]) -> list[Result]:
    """Do all of it at the same time; return what came of each, in order."""
    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result(timeout=60) for future in [begin(pool, deed) for deed in deeds]]
