"""``manage.py demo``: the demonstration's data; twice is once.

It stands here since the demonstration itself is no part of a production installation, which
has to say so.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.services import build

CALLED_WRONGLY = 2


class Command(BaseCommand):
    """Builds the Network in miniature around today."""

    help = "Build the demonstration's data: people, the first half of 2024, the same around today."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it, unless this is no demonstration or nobody could sign in to it."""
        if not settings.DEMO:
            raise CommandError(
                "This is no demonstration: DEMO is not set.", returncode=CALLED_WRONGLY
            )
        if not settings.DEMO_PASSWORD:
            raise CommandError(
                "Set DEMO_PASSWORD, the one password of its accounts.", returncode=CALLED_WRONGLY
            )
        built = build(at=timezone.now())
        state = "The demonstration stands" if built.is_new else "The demonstration stood already"
        self.stdout.write(
            f"{state}: {built.people} people, {built.events} events,"
            f" {built.registrations} registrations, {built.letters} letters."
        )
