"""Rows say their own name."""

import pytest

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
