"""The command that sweeps."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.access import standing
from documents import services, storage
from tests.factories.documents import document

pytestmark = pytest.mark.django_db


def said(*arguments) -> list[str]:
    out = StringIO()
    call_command("sweep_documents", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_it_says_what_would_go_and_then_takes_it_away():
    at = timezone.now() - timedelta(days=8)
    row = document()
    services.remove(row, by=standing(None, at), at=at)
    path = storage.path_of(row.versions.get().sha256)

    would, swept, again = said("--dry-run"), said(), said()

    assert (would, swept, again) == (
        [path, "1 would go."],
        [path, "1 taken away."],
        ["0 taken away."],
    )
