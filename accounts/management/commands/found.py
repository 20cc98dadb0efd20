"""``manage.py found you@organisation.eu "Your Name"``: the first administrator is invited."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import addresses
from accounts.services import AddressTakenError, AdministeredError, found


class Command(BaseCommand):
    """Invites the first administrator, who invites everybody else on the pages."""

    help = "Invite the first administrator of a new installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take address and name."""
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, or say why not."""
        name = " ".join(options["name"].split())
        if not name or len(name) > 200:
            raise CommandError("Write the name, in at most 200 letters.", returncode=2)
        try:
            email = addresses.normalised(options["email"])
        except ValidationError as error:
            raise CommandError(error.message, returncode=2) from error
        try:
            found(email=email, name=name, at=timezone.now())
        except AdministeredError as error:
            raise CommandError("Somebody administers this installation already.") from error
        except AddressTakenError as error:
            raise CommandError(f"{email} has an account already, or had one.") from error
        self.stdout.write(f"{email} is invited; the letter leaves as soon as a worker runs.")
