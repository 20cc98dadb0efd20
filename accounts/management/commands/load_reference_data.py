"""``manage.py load_reference_data``: states, terms, holidays, bodies, the privacy notice."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.services import load_reference_data


class Command(BaseCommand):
    """Lays out the reference data where nothing stands yet; twice is once."""

    help = "Load Member States, Presidency terms, holidays, bodies and the privacy notice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what is new."""
        made = load_reference_data(at=timezone.now())
        new = ", ".join(f"{number} {kind}" for kind, number in made.items() if number)
        self.stdout.write(f"New: {new}." if new else "Nothing new.")
