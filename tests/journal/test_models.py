"""What the journal's tables refuse."""

import pytest
from django.db import IntegrityError

from journal.models import Series
from tests.factories.journal import EntryFactory

pytestmark = pytest.mark.django_db


def test_an_entry_without_a_deed_is_refused():
    with pytest.raises(IntegrityError, match="entry_names_its_deed"):
        EntryFactory(deed="")


def test_a_series_stands_once_per_year():
    Series.objects.create(name="PROC", year=2026)

    with pytest.raises(IntegrityError):
        Series.objects.create(name="PROC", year=2026)
