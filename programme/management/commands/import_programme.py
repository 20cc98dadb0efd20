"""``manage.py import_programme HEAD.toml TASKS.csv``: a work programme; twice is once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import MemberState
from programme.reading import UnreadableError, read
from programme.services import import_programme

CALLED_WRONGLY = 2


class Command(BaseCommand):
    """Takes in a work programme; a file that cannot be read changes nothing."""

    help = "Import a work programme from its head (TOML) and its tasks (CSV); twice is once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two files."""
        parser.add_argument("head", type=Path, metavar="HEAD.toml")
        parser.add_argument("tasks", type=Path, metavar="TASKS.csv")

    def handle(self, *args: Any, head: Path, tasks: Path, **options: Any) -> None:
        """Read both files whole, then store them in one transaction."""
        try:
            found = read(
                _content(head),
                tasks=_content(tasks),
                states=set(MemberState.objects.values_list("code", flat=True)),
                names=(head.name, tasks.name),
            )
            imported = import_programme(found, at=timezone.now())
        except UnreadableError as error:
            raise CommandError(str(error), returncode=CALLED_WRONGLY) from error
        if not imported.changed:
            self.stdout.write(f"{imported.programme}: {imported.tasks} tasks, nothing new.")
            return
        self.stdout.write(
            f"{imported.programme}: {imported.tasks} tasks, {imported.added} of them new."
        )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.", returncode=CALLED_WRONGLY) from error
