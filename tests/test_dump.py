"""The whole database as text, as a dump would hold it; and that it holds what was written."""

import pytest
from django.db import connection

from tests.factories.accounts import UserFactory


def dump() -> list[str]:
    """Every row of every table, as text."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return rows


@pytest.mark.django_db
def test_what_is_stored_is_in_the_dump():
    UserFactory(name="Canary Bird")

    assert any("Canary Bird" in row for row in dump())
