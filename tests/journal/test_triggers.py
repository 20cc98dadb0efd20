"""The past cannot be changed, and whoever takes the guard away is found out."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from journal import door, triggers
from journal.models import Door, Entry
from tests.factories.journal import EntryFactory

ON_SQLITE = ["journal_entry_no_delete", "journal_entry_no_replace", "journal_entry_no_update"]
ON_POSTGRESQL = ["journal_entry_no_delete", "journal_entry_no_truncate", "journal_entry_no_update"]


def standing():
    return ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL


def drop(name):
    table = "" if connection.vendor == "sqlite" else " ON journal_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{table}")


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)


@pytest.fixture
def guarded(transactional_db):
    """The triggers stand again afterwards, whatever the test did."""
    yield
    triggers.install(connection)


ATTEMPTS = {
    "change": "UPDATE journal_entry SET deed = 'event.unpublished'",
    "change of nothing": "UPDATE journal_entry SET deed = deed",
    "removal": "DELETE FROM journal_entry",
}


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_an_entry_cannot_be_changed_or_removed(statement):
    entry = EntryFactory()

    with pytest.raises(DatabaseError, match="journal_entry is append-only"):
        run(statement)

    assert list(Entry.objects.values_list("pk", "deed")) == [(entry.pk, "event.published")]


@pytest.mark.django_db
def test_the_orm_cannot_change_an_entry_either():
    entry = EntryFactory()
    entry.deed = "event.unpublished"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


@pytest.mark.django_db
def test_replacing_an_entry_is_no_way_round_on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    entry = EntryFactory()

    with pytest.raises(DatabaseError, match="append-only"):
        run(
            "INSERT OR REPLACE INTO journal_entry (id, at, actor, acting_for, deed, label, key, facts)"
            " VALUES (%s, '2026-01-01', '', '', 'forged', '', '', '{}')",
            entry.pk,
        )

    assert Entry.objects.get().deed == "event.published"


@pytest.mark.django_db
def test_truncating_is_no_way_round_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    EntryFactory()

    with pytest.raises(DatabaseError, match="append-only"):
        run("TRUNCATE journal_entry CASCADE")

    assert Entry.objects.count() == 1


def test_the_door_lets_through_only_within_its_transaction(transactional_db):
    EntryFactory()

    with door.opened():
        assert Door.objects.count() == 1
        Entry.objects.all().delete()
    EntryFactory()

    assert Door.objects.count() == 0
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()


def test_a_door_left_open_lets_nobody_else_through(transactional_db):
    EntryFactory()
    leave_open = 'INSERT INTO journal_door (id, shut_id, "transaction") VALUES ({0}, {1}, {0})'

    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(leave_open.format(1, 2))
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(leave_open.format("txid_current()", "txid_current()"))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()


@pytest.mark.django_db
def test_all_triggers_stand_after_migrating():
    assert triggers.missing(connection) == []
    assert triggers.triggers_stand(databases=["default"]) == []
    wanted = sorted(triggers._wanted(connection))
    assert [name for name in wanted if name.startswith("journal_entry_")] == standing()
    assert len(wanted) == len(standing()) * len(settings.APPEND_ONLY_TABLES)


def test_a_missing_trigger_is_named_by_the_check_and_put_back_by_migrate(guarded):
    for name in standing():
        drop(name)

    assert triggers.missing(connection) == standing()
    assert [(m.id, m.msg) for m in triggers.triggers_stand(databases=["default"])] == [
        ("journal.E002", f"The trigger {name} is missing: default would let the past be changed.")
        for name in standing()
    ]
    call_command("migrate", verbosity=0, skip_checks=True)
    assert triggers.missing(connection) == []


def test_a_weakened_trigger_counts_as_missing(guarded):
    drop("journal_entry_no_update")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry"
                " WHEN 0 BEGIN SELECT RAISE(ABORT, 'never'); END"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry"
                " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
            )

    assert triggers.missing(connection) == ["journal_entry_no_update"]
    triggers.install(connection)
    assert triggers.missing(connection) == []


def test_a_disabled_trigger_counts_as_missing_on_postgresql(guarded):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot disable a trigger")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_no_update")

    assert triggers.missing(connection) == ["journal_entry_no_update"]


@pytest.mark.django_db
def test_a_table_that_no_migration_has_made_misses_nothing_but_a_slip_of_the_pen_is_told(settings):
    settings.APPEND_ONLY_TABLES = ["journal_entry", "journal_enrty"]

    assert triggers.missing(connection) == []
    assert [(m.id, m.msg) for m in triggers.tables_exist()] == [
        ("journal.E001", "APPEND_ONLY_TABLES names journal_enrty, which is no table.")
    ]
