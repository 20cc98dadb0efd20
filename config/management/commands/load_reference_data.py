"""``manage.py load_reference_data``: states, terms, holidays, bodies, the notice, rules, courses.

It stands here since what comes with the product belongs to apps on several floors.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

import accounts.services
import agendas.services
import courses.services
import procedures.services
import trainers.services


class Command(BaseCommand):
    """Lays out the reference data where nothing stands yet; twice is once."""

    help = (
        "Load Member States, Presidency terms, holidays, bodies, the privacy notice"
        ", the voting rules on offer, the courses, what stands on each agenda and what is asked"
        " of trainers."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what is new."""
        at = timezone.now()
        made = accounts.services.load_reference_data(at=at)
        made["voting rules"] = procedures.services.lay_out_rules(at=at)
        made["courses"] = courses.services.lay_out_courses(at=at)
        made["standing items"] = agendas.services.lay_out_standing_items(at=at)
        made["requirements for trainers"] = trainers.services.lay_out_requirements(at=at)
        new = ", ".join(f"{number} {kind}" for kind, number in made.items() if number)
        self.stdout.write(f"New: {new}." if new else "Nothing new.")
