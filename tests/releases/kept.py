"""A whole database as text that both engines read: its migrations, and its rows by table."""

import gzip
import json
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import JSONField

FOLDER = Path(__file__).parent
LEFT_OUT = {"sessions.session"}


def stored() -> list[Path]:
    """The databases that are kept, the oldest first."""
    return sorted(FOLDER.glob("*.json.gz"))


def write(path: Path, kept: dict[str, Any]) -> None:
    """Keep a database in a file."""
    text = json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, indent=0)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def read(path: Path) -> dict[str, Any]:
    """Take a database out of its file."""
    return json.loads(gzip.decompress(path.read_bytes()))


def taken(alias: str) -> dict[str, Any]:
    """What stands in a database now."""
    applied = [list(key) for key in MigrationRecorder(connections[alias]).applied_migrations()]
    rows = {}
    for model in _models(alias, applied):
        found = model._base_manager.using(alias).order_by("pk")
        rows[model._meta.label_lower] = [
            {field.attname: _said(field, one) for field in model._meta.local_concrete_fields}
            for one in found
        ]
    return {"migrations": sorted(applied), "rows": rows}


def _said(field: Any, row: Any) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(field, JSONField):
        return value
    return field.value_to_string(row)


def lay_out(kept: dict[str, Any], alias: str) -> None:
    """Bring an empty database to where the kept one was, and fill it with its rows."""
    connection = connections[alias]
    executor = MigrationExecutor(connection)
    wanted = {tuple(key) for key in kept["migrations"]}
    children = {key: executor.loader.graph.node_map[key].children for key in wanted}
    targets = [
        key
        for key in wanted
        if not any(child.key in wanted and child.key[0] == key[0] for child in children[key])
    ]
    executor.migrate(sorted(targets))
    models = _models(alias, kept["migrations"])
    with transaction.atomic(using=alias), connection.constraint_checks_disabled():
        for model in models:
            rows = kept["rows"].get(model._meta.label_lower, [])
            fields = {field.attname: field for field in model._meta.local_concrete_fields}
            model._base_manager.using(alias).all().delete()
            model._base_manager.using(alias).bulk_create(
                model(**{name: fields[name].to_python(value) for name, value in row.items()})
                for row in rows
            )
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(sql)
    connection.check_constraints()


def _models(alias: str, migrations: Any) -> list[Any]:
    executor = MigrationExecutor(connections[alias])
    state = executor.loader.project_state([tuple(key) for key in migrations])
    return [
        model
        for model in state.apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label_lower not in LEFT_OUT
    ]
