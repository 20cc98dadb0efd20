"""Whether the process lives and everything behind it is in order."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

import jobs.services
from config import health
from journal import triggers

pytestmark = pytest.mark.django_db


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert "no-store" in answer["Cache-Control"]


def test_ready_when_all_is_in_order(client):
    jobs.services.beat("worker", at=timezone.now())

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["ready"]) == (200, True)


@pytest.mark.parametrize("silence", [None, dt.timedelta(minutes=5)], ids=["never", "long ago"])
def test_not_ready_without_a_worker(client, silence):
    if silence:
        jobs.services.beat("worker", at=timezone.now() - silence)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["worker"]) == (503, False)
    assert answer.json()["migrations"] is True


def test_migrations_are_read_from_disk_until_all_are_applied_and_no_more(client, monkeypatch):
    read = []

    class Counted(MigrationExecutor):
        def __init__(self, *args):
            read.append(True)
            super().__init__(*args)

    monkeypatch.setattr(health, "MigrationExecutor", Counted)
    monkeypatch.setattr(health, "migrations", health.Migrations())
    rows = MigrationRecorder(connection).migration_qs
    last = rows.filter(app="journal").latest("id")

    def answer():
        return client.get("/readyz").json()["migrations"], len(read)

    first = [answer(), answer()]
    last.delete()
    undone = [answer(), answer()]
    rows.create(app=last.app, name=last.name)
    rows.create(app="journal", name="9999_of_a_later_release")
    done = [answer(), answer()]

    assert (first, undone, done) == (
        [(True, 1), (True, 1)],
        [(False, 2), (False, 3)],
        [(True, 4), (True, 4)],
    )


def test_not_ready_without_the_triggers(client):
    jobs.services.beat("worker", at=timezone.now())
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass AND NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        suffix = " ON journal_entry" if connection.vendor == "postgresql" else ""
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"{suffix}')

    answer = client.get("/readyz")
    triggers.install(connection)

    assert (answer.status_code, answer.json()["triggers"]) == (503, False)
