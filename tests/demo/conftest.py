"""The demonstration, built once for all tests of a module."""

import datetime as dt

import pytest

from demo.services import build

AT = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """Build it in a transaction that is undone after the last test of the module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build(at=AT)
        transaction.set_rollback(True)
