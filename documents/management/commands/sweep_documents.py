"""Take away the bytes that no document holds any more, or say which would go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from documents import services


class Command(BaseCommand):
    """``manage.py sweep_documents [--dry-run]``: one line a file, then how many."""

    help = "Take away the bytes that no document holds any more; the worker does it every hour."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the one option."""
        parser.add_argument("--dry-run", action="store_true", help="say what would go")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Sweep, or say what a sweep would take."""
        dry_run = options["dry_run"]
        names = services.sweep(at=timezone.now(), dry_run=dry_run)
        for name in names:
            self.stdout.write(name)
        self.stdout.write(f"{len(names)} would go." if dry_run else f"{len(names)} taken away.")
