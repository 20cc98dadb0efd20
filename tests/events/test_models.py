"""Rows say their own name."""

import pytest

from events.models.funding import FundingSource
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


def test_each_row_reads_as_its_name():
    event = EventFactory(title="Seminar")
    session = SessionFactory(event=event, title="Opening")
    rows = [
        event,
        session,
        SpeakerFactory(session=session, name="Мария Иванова"),
        RegistrationFactory(event=event, name="Mārīte Kalniņa"),
    ]

    assert [str(row) for row in rows] == ["Seminar", "Opening", "Мария Иванова", "Mārīte Kalniņa"]


def test_a_funding_source_is_called_by_its_name():
    assert str(FundingSource(name="ISF 2024")) == "ISF 2024"
