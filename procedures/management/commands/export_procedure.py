"""``manage.py export_procedure PROC-2026-004 [--output F]``: the whole record as JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procedures.models import Procedure
from procedures.records import NotClosedError, record_of

CALLED_WRONGLY = 2


class Command(BaseCommand):
    """Takes the record of an ended procedure out."""

    help = (
        "Write the record of a procedure that has ended as JSON. One that was withdrawn for a new"
        " round is written while that round still runs, too; the pages hold it back until then, so"
        " give it to nobody who votes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the reference, and where to write."""
        parser.add_argument("reference")
        parser.add_argument("--output", type=Path, metavar="F")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it; 1 before the end, 2 where there is no such procedure."""
        reference = options["reference"]
        known = Procedure.objects.filter(reference=reference if reference.isascii() else "")
        if (procedure := known.first()) is None:
            raise CommandError("There is no such procedure.", returncode=CALLED_WRONGLY)
        try:
            record = record_of(procedure)
        except NotClosedError as error:
            raise CommandError("It has not ended: its record would tell replies.") from error
        text = json.dumps(record, ensure_ascii=False, indent=1)
        if options["output"] is None:
            self.stdout.write(text)
            return
        try:
            options["output"].write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(str(error), returncode=CALLED_WRONGLY) from error
