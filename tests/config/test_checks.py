"""SQLite as durable as an acknowledged deed needs it."""

import sqlite3

import pytest
from django.core.checks import run_checks
from django.db import connection

from config.checks import durable_sqlite

pytestmark = pytest.mark.django_db


def test_our_own_settings_are_durable():
    assert durable_sqlite() == []
    assert [message.id for message in run_checks()] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("pragma", "says"),
    [
        ("synchronous=NORMAL", "synchronous is 1, not 2"),
        ("foreign_keys=OFF", "foreign_keys is 0, not 1"),
        ("busy_timeout=100", "busy_timeout is 100 ms, less than 5000"),
    ],
)
def test_less_fails_the_check(pragma, says):
    if connection.vendor != "sqlite":
        return
    connection.ensure_connection()
    assert isinstance(connection.connection, sqlite3.Connection)
    connection.connection.execute(f"PRAGMA {pragma}")
    try:
        (problem,) = durable_sqlite()
    finally:
        connection.close()

    assert (problem.id, problem.msg) == ("config.E001", f"SQLite is not durable enough: {says}.")


@pytest.mark.parametrize(
    ("options", "says"),
    [({"transaction_mode": "DEFERRED"}, "DEFERRED"), ({}, "not set")],
    ids=["deferred", "nothing"],
)
def test_deferred_transactions_fail_the_check(monkeypatch, options, says):
    if connection.vendor != "sqlite":
        return
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)

    (problem,) = durable_sqlite()

    assert problem.msg == (
        f"SQLite is not durable enough: transaction_mode is {says}, not IMMEDIATE."
    )
