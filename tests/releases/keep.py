"""Keep the database of a release: ``python -m tests.releases.keep 1.0.0``."""

import os
import sys
import tempfile
from pathlib import Path


def keep(version: str, folder: str) -> Path:
    """Fill a fresh SQLite database with the data of the tests and write it down."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = f"{folder}/release.sqlite3"
    django.setup()
    from django.core.management import call_command

    from tests.journeys.world import build
    from tests.releases import kept

    call_command("migrate", verbosity=0)
    build()
    path = kept.FOLDER / f"{version}.json.gz"
    kept.write(path, kept.taken("default"))
    return path


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(f"{keep(sys.argv[1], folder)}\n")
