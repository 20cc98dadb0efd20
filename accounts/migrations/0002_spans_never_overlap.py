"""Mandates, seats and terms never overlap.

On PostgreSQL by exclusion constraints. On SQLite by triggers, which ``accounts.overlaps``
installs after every migration, because a table that is rebuilt loses them.
"""

from django.db import migrations

ADD = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE accounts_mandate ADD CONSTRAINT mandate_never_overlaps EXCLUDE USING gist (
    user_id WITH =,
    role WITH =,
    COALESCE(member_state_id, '') WITH =,
    COALESCE(organisation_id, 0) WITH =,
    daterange(starts, ends, CASE WHEN ended_at IS NULL THEN '[]' ELSE '[)' END) WITH &&
);
ALTER TABLE accounts_seat ADD CONSTRAINT seat_never_overlaps EXCLUDE USING gist (
    body_id WITH =,
    COALESCE(member_state_id, '') WITH =,
    COALESCE(organisation_id, 0) WITH =,
    daterange(starts, ends, '[]') WITH &&
);
ALTER TABLE accounts_presidencyterm ADD CONSTRAINT term_never_overlaps EXCLUDE USING gist (
    daterange(starts, ends, '[]') WITH &&
);
"""
DROP = """
ALTER TABLE accounts_mandate DROP CONSTRAINT mandate_never_overlaps;
ALTER TABLE accounts_seat DROP CONSTRAINT seat_never_overlaps;
ALTER TABLE accounts_presidencyterm DROP CONSTRAINT term_never_overlaps;
"""


def add(apps, schema_editor):
    """Add the constraints of PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    """Drop them."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    """Spans never overlap."""

    dependencies = [("accounts", "0001_people_and_seats")]

    operations = [migrations.RunPython(add, drop)]
