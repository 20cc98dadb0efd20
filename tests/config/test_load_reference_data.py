"""``manage.py load_reference_data``: what every installation begins with."""

import pytest
from django.core.management import call_command

from procedures import presets
from procedures.models import VotingRule

pytestmark = pytest.mark.django_db

MADE = (
    "27 states", "11 terms", "69 holidays", "4 bodies", "1 notices", "8 voting rules",
    "4 courses", "8 standing items", "6 requirements for trainers",
)  # fmt: skip


def test_the_command_says_what_is_new(capsys):
    call_command("load_reference_data")
    call_command("load_reference_data")

    assert capsys.readouterr().out.splitlines() == [
        f"New: {', '.join(MADE)}.",
        "Nothing new.",
    ]
    assert VotingRule.objects.offered().filter(preset=presets.DEFAULT).count() == 1
