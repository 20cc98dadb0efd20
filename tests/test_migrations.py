"""Migrations: from nothing to now, back to nothing, and from what earlier releases left."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from journal.triggers import missing
from tests.journeys.world import build
from tests.releases import kept
from tests.releases.fresh import empty_database

OURS = (
    "desk",
    "calendars",
    "procedures",
    "trainings",
    "meetings",
    "agendas",
    "suggestions",
    "trainers",
    "courses",
    "certificates",
    "events",
    "documents",
    "decisions",
    "programme",
    "accounts",
    "mail",
    "jobs",
    "journal",
)


@pytest.fixture
def alias(tmp_path, django_db_setup, django_db_blocker):
    """An empty database of its own."""
    with django_db_blocker.unblock(), empty_database(str(tmp_path)) as made:
        yield made


def own_apps() -> list[str]:
    """The apps of this house that have migrations, the uppermost first."""
    migrated = MigrationLoader(None).migrated_apps
    return [label for label in OURS if label in migrated]


def shape(alias: str) -> dict[str, list[str]]:
    """Every table with its columns and constraints."""
    connection = connections[alias]
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            constraints = connection.introspection.get_constraints(cursor, table)
            found[table] = sorted([column.name for column in columns] + list(constraints))
    return found


def test_no_app_of_the_house_is_left_out():
    here = {app.label for app in apps.get_app_configs() if app.models_module and _is_ours(app)}

    assert here & MigrationLoader(None).migrated_apps == set(own_apps())


def _is_ours(app) -> bool:
    return "site-packages" not in app.path


@pytest.mark.django_db
def test_models_and_migrations_agree():
    said = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=said)

    assert said.getvalue() == "No changes detected\n"


def test_each_app_has_one_last_migration():
    loader = MigrationLoader(None)

    assert loader.detect_conflicts() == {}


def test_from_nothing_to_now_back_to_nothing_and_to_now_again(alias):
    call_command("migrate", database=alias, verbosity=0)
    first = shape(alias)

    assert first.keys() >= {
        model._meta.db_table for model in apps.get_models() if model._meta.managed
    }
    assert missing(connections[alias]) == []

    for label in own_apps():
        call_command("migrate", label, "zero", database=alias, verbosity=0)
    left = {model._meta.db_table for label in own_apps() for model in _models(label)}
    applied = {app for app, _name in MigrationRecorder(connections[alias]).applied_migrations()}
    assert shape(alias).keys() & left == set()
    assert applied & set(own_apps()) == set()

    call_command("migrate", database=alias, verbosity=0)
    assert shape(alias) == first
    assert missing(connections[alias]) == []


def _models(label: str):
    return apps.get_app_config(label).get_models(include_auto_created=True)


@pytest.mark.django_db
def test_what_a_release_left_is_kept_whole(tmp_path, alias):
    build()
    path = tmp_path / "today.json.gz"
    kept.write(path, kept.taken("default"))
    read = kept.read(path)

    kept.lay_out(read, alias)
    call_command("migrate", database=alias, verbosity=0)

    assert read["rows"]["events.registration"] != []
    after = kept.taken(alias)
    assert after["migrations"] == read["migrations"]
    assert {
        table: rows for table, rows in after["rows"].items() if rows != read["rows"][table]
    } == {}
    assert missing(connections[alias]) == []


def test_each_earlier_release_comes_to_now(tmp_path, django_db_setup, django_db_blocker):
    for path in kept.stored():
        read = kept.read(path)
        with django_db_blocker.unblock(), empty_database(str(tmp_path)) as alias:
            kept.lay_out(read, alias)
            call_command("migrate", database=alias, verbosity=0)
            after = kept.taken(alias)

        lost = {
            table: (len(rows), len(after["rows"][table]))
            for table, rows in read["rows"].items()
            if table in after["rows"] and len(after["rows"][table]) < len(rows)
        }
        assert lost == {}, path.name
