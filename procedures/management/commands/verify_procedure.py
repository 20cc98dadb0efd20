"""``manage.py verify_procedure F`` or a reference: chain and outcome, worked out again."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procedures.models import Procedure
from procedures.records import Finding, NotClosedError, check, check_stored

CALLED_WRONGLY = 2


class Command(BaseCommand):
    """Says whether a record is in order; 1 and the first broken entry where it is not."""

    help = "Check the record of a procedure, from a file or by its reference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a file or a reference."""
        parser.add_argument("source", help="a file, or a reference such as PROC-2026-004")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check it."""
        found = _found(options["source"])
        if not found.in_order:
            where = f"Entry {found.entry}: " if found.entry else ""
            raise CommandError(f"{where}{found.reason}.")
        self.stdout.write("In order: the chain is whole, and the replies give the outcome.")


def _found(source: str) -> Finding:
    # The name of a file may be no text that a database can be asked for.
    procedure = Procedure.objects.filter(reference=source).first() if source.isascii() else None
    if procedure is not None:
        try:
            return check_stored(procedure)
        except NotClosedError as error:
            raise CommandError("It has not ended.", returncode=CALLED_WRONGLY) from error
    try:
        text = Path(source).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CommandError(
            "There is no such file and no such procedure.", returncode=CALLED_WRONGLY
        ) from error
    try:
        return check(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise CommandError("The file holds no JSON.", returncode=CALLED_WRONGLY) from error
