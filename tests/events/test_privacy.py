"""What a person's own copy says of events."""

import datetime as dt

import pytest

from events import privacy
from tests.factories.events import AttendanceFactory, RegistrationFactory, SessionFactory
from tests.factories.feedback import FeedbackAnswerFactory, FeedbackAskedFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def test_a_copy_says_where_one_was_seen_and_when():
    person = RegistrationFactory(email="ana@example.eu")
    for presence, minutes, recorded_at in (("partial", 45, AT), ("unknown", None, None)):
        AttendanceFactory(
            registration=person,
            session=SessionFactory(event=person.event, title=presence),
            presence=presence,
            minutes=minutes,
            source="scan" if recorded_at else "",
            note="Came late.",
            scanned_at=recorded_at,
            recorded_at=recorded_at,
        )

    (registration,) = privacy.export("ana@example.eu")["registrations"]

    assert registration["attendance"] == [
        {
            "session": "partial",
            "presence": "partial",
            "minutes": 45,
            "note": "Came late.",
            "learned": "scan",
            "checked_in": "2026-03-02T09:00:00+00:00",
            "recorded": "2026-03-02T09:00:00+00:00",
        },
        {
            "session": "unknown",
            "presence": "unknown",
            "minutes": None,
            "note": "Came late.",
            "learned": "",
            "checked_in": None,
            "recorded": None,
        },
    ]


def test_a_copy_says_what_one_said_of_an_event_under_the_own_name():
    asked = FeedbackAskedFactory(registration__email="ana@example.eu", has_answered=True)
    FeedbackAnswerFactory(
        form=asked.form, registration=asked.registration, answers={"content": 4, "way": 1}
    )

    (registration,) = privacy.export("ana@example.eu")["registrations"]

    assert registration["feedback"] == {
        "asked": "2026-03-03T09:00:00+00:00",
        "answered": True,
        "with_a_name": [
            {"question": "The content", "answer": "4"},
            {"question": "Better online?", "answer": "No"},
        ],
    }


def test_a_copy_holds_nothing_of_what_one_said_without_a_name():
    asked = FeedbackAskedFactory(registration__email="ana@example.eu", has_answered=True)
    FeedbackAnswerFactory(form=asked.form, answers={"content": 4, "words": "Secret."})
    RegistrationFactory(email="ana@example.eu")

    found = privacy.export("ana@example.eu")["registrations"]

    assert [one["feedback"] for one in sorted(found, key=lambda one: one["feedback"] is None)] == [
        {"asked": "2026-03-03T09:00:00+00:00", "answered": True, "with_a_name": []},
        None,
    ]
    assert "Secret." not in str(found)
