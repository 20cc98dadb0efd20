"""What never overlaps: mandates, seats and terms, refused by the database itself.

On PostgreSQL an exclusion constraint (migration 0002) holds even between transactions that
do not see each other. On SQLite, which has one writer, triggers do; since a migration that
rebuilds a table drops its triggers without a word, they are installed after every one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core import checks
from django.db import IntegrityError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Rule:
    """Rows of a table that are alike in some columns never share a day.

    ``exclusive_after`` names a column that, once set, leaves the last day free again.
    ``implied`` names the unique constraints that two overlapping rows may break before this.
    """

    name: str
    table: str
    alike: tuple[str, ...]
    exclusive_after: str = ""
    implied: tuple[str, ...] = ()


RULES = (
    Rule(
        name="mandate_never_overlaps",
        table="accounts_mandate",
        alike=("user_id", "role", "member_state_id", "organisation_id"),
        exclusive_after="ended_at",
    ),
    Rule(
        name="seat_never_overlaps",
        table="accounts_seat",
        alike=("body_id", "member_state_id", "organisation_id"),
        implied=("seat_of_a_state_starts_once", "seat_of_an_organisation_starts_once"),
    ),
    Rule(
        name="term_never_overlaps",
        table="accounts_presidencyterm",
        alike=(),
        implied=("accounts_presidencyterm_starts_key", "accounts_presidencyterm_ends_key"),
    ),
)

_SQLITE = """CREATE TRIGGER {name}_{event} BEFORE {event} ON {table} WHEN EXISTS (
    SELECT 1 FROM {table} AS other WHERE other.id IS NOT NEW.id{alike}
    AND NEW.starts < {new_free} AND other.starts < {other_free}
    AND NEW.starts < {other_free} AND other.starts < {new_free}
) BEGIN SELECT RAISE(ABORT, '{name}'); END"""
_EVENTS = ("INSERT", "UPDATE")
_CONSTRAINTS = """
SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE contype = 'x' AND pg_table_is_visible(pg_class.oid)
"""


class OverlapError(Exception):
    """The database refused a span that overlaps another; ``rule`` names what was broken."""

    def __init__(self, rule: str) -> None:
        """Keep the rule's name."""
        super().__init__(rule)
        self.rule = rule


@contextmanager
def refused() -> Iterator[None]:
    """Turn the database's refusal into ``OverlapError``; the transaction around goes on."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for rule in RULES:
            if any(name in str(error) for name in (rule.name, *rule.implied)):
                raise OverlapError(rule.name) from error
        raise


def _free_from(row: str, rule: Rule) -> str:
    """Return the first day after a span, in SQLite's words."""
    end = f"DATE({row}.ends, '+1 day')"
    if column := rule.exclusive_after:
        end = f"CASE WHEN {row}.{column} IS NULL THEN {end} ELSE {row}.ends END"
    return f"COALESCE({end}, '9999-12-31')"


def _triggers() -> dict[str, str]:
    """Return name and statement of each trigger that SQLite needs."""
    return {
        f"{rule.name}_{event}": _SQLITE.format(
            name=rule.name,
            event=event,
            table=rule.table,
            alike="".join(f" AND other.{column} IS NEW.{column}" for column in rule.alike),
            new_free=_free_from("NEW", rule),
            other_free=_free_from("other", rule),
        )
        for rule in RULES
        for event in _EVENTS
    }


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of guards that should stand and do not; empty when all is well.

    A database whose tables no migration has made yet misses nothing.
    """
    present = set(connection.introspection.table_names())
    if not all(rule.table in present for rule in RULES):
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_CONSTRAINTS)
            standing = {name for (name,) in cursor.fetchall()}
            return sorted(rule.name for rule in RULES if rule.name not in standing)
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        there = dict(cursor.fetchall())
    return sorted(name for name, sql in _triggers().items() if there.get(name) != sql)


def install_after_migrate(*, using: str, **_rest: object) -> None:
    """Answer Django's ``post_migrate``: on SQLite a migration may have rebuilt a table."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    wanted = _triggers()
    with connection.cursor() as cursor:
        for name in missing(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(wanted[name])


def guards_stand(
    *, databases: Sequence[str] | None = None, **_rest: object
) -> list[checks.CheckMessage]:
    """Verify the guards of each database that is being checked."""
    return [
        checks.Error(
            f"The guard {name} is missing: {alias} would take spans that overlap.",
            hint="Install it with `manage.py migrate --skip-checks`.",
            id="accounts.E001",
        )
        for alias in databases or ()
        for name in missing(connections[alias])
    ]
