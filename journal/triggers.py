"""Append-only tables: triggers that refuse change, on SQLite and on PostgreSQL.

SQLite loses a table's triggers without a word whenever a migration rebuilds the table, so
they are installed after every migration and verified by a system check and by ``/readyz``.
"""

from collections.abc import Sequence

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = {
    # Whatever is not a plain insert of a new row. ``INSERT OR REPLACE`` deletes without
    # firing the delete trigger, hence the third.
    "no_update": "BEFORE UPDATE ON {table} WHEN NOT EXISTS (SELECT 1 FROM journal_door)",
    "no_delete": "BEFORE DELETE ON {table} WHEN NOT EXISTS (SELECT 1 FROM journal_door)",
    "no_replace": (
        "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid)"
    ),
}
_SQLITE_BODY = "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"

_POSTGRESQL = {
    "no_update": "BEFORE UPDATE ON {table} FOR EACH ROW",
    "no_delete": "BEFORE DELETE ON {table} FOR EACH ROW",
    "no_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM journal_door WHERE transaction = txid_current()) THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$
"""
_POSTGRESQL_STANDING = """
SELECT tgname FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid
JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND proname = 'journal_append_only'
    AND pg_table_is_visible(pg_class.oid)
"""


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return name and statement of every trigger that the tables of this database need."""
    shapes = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[connection.vendor]
    body = {
        "sqlite": _SQLITE_BODY,
        "postgresql": "EXECUTE FUNCTION journal_append_only()",
    }[connection.vendor]
    present = set(connection.introspection.table_names())
    return {
        f"{table}_{name}": f"CREATE TRIGGER {table}_{name} {shape} {body}".format(table=table)
        for table in settings.APPEND_ONLY_TABLES
        for name, shape in shapes.items()
        if table in present
    }


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str | None]:
    """Return the triggers in place; on SQLite with their text, so that a weaker one is found."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return dict(cursor.fetchall())
        cursor.execute(_POSTGRESQL_STANDING)
        return {name: None for (name,) in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that should stand and do not; empty when all is well.

    A table that no migration has made yet misses nothing.
    """
    standing = _standing(connection)
    return sorted(
        name
        for name, statement in _wanted(connection).items()
        if name not in standing or standing[name] not in (None, statement)
    )


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every missing trigger in place; twice is once."""
    wanted, absent = _wanted(connection), missing(connection)
    if not absent:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for name in absent:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                table = next(t for t in settings.APPEND_ONLY_TABLES if name.startswith(f"{t}_no_"))
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            cursor.execute(wanted[name])


def install_after_migrate(*, using: str, **_rest: object) -> None:
    """Answer Django's ``post_migrate``: a migration may have rebuilt a table."""
    install(connections[using])


def tables_exist(**_rest: object) -> list[checks.CheckMessage]:
    """Refuse a guarded table that no model has: a slip of the pen would guard nothing."""
    known = {model._meta.db_table for model in apps.get_models()}  # noqa: SLF001  # public in all but name
    return [
        checks.Error(f"APPEND_ONLY_TABLES names {table}, which is no table.", id="journal.E001")
        for table in settings.APPEND_ONLY_TABLES
        if table not in known
    ]


def triggers_stand(
    *, databases: Sequence[str] | None = None, **_rest: object
) -> list[checks.CheckMessage]:
    """Verify the triggers of each database that is being checked."""
    return [
        checks.Error(
            f"The trigger {name} is missing: {alias} would let the past be changed.",
            hint="Install it with `manage.py migrate --skip-checks`.",
            id="journal.E002",
        )
        for alias in databases or ()
        for name in missing(connections[alias])
    ]
