"""The demonstration, built once for all tests that look at it."""

import pytest

from demo.services import build
from tests.demo.conftest import AT


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    """Build it in a transaction that is undone after the last of them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build(at=AT)
        transaction.set_rollback(True)
