"""A session and its speakers, as they are typed."""

import datetime as dt

import pytest

from events.forms.session import SessionForm, another_row, speaker_rows
from tests.events.organisers import day_boxes
from tests.factories.events import EventFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 3, 27)
ONCE = "00000000-0000-0000-0000-000000000001"


@pytest.fixture
def event():
    return EventFactory(first_date=DAY, last_date=DAY + dt.timedelta(days=1))


def typed(day=DAY, **words):
    plain = {"once": ONCE, "title": "Welcome", "starts_time": "10", "ends_time": "11:30"}
    return plain | day_boxes("date", day) | words


def rows(*people, initial=0):
    said = {"speakers-TOTAL_FORMS": len(people), "speakers-INITIAL_FORMS": initial}
    for number, person in enumerate(people):
        said |= {f"speakers-{number}-{name}": word for name, word in person.items()}
    return said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, {}),
        ({"title": ""}, {"title": ["Fill this in."]}),
        (
            {"day": DAY - dt.timedelta(days=1)},
            {"date": ["The event is on Saturday 27 – Sunday 28 March 2027."]},
        ),
        ({"ends_time": "10:00"}, {"ends_time": ["It ends before it begins."]}),
        (
            {"day": DAY + dt.timedelta(days=1), "starts_time": "02:15"},
            {
                "starts_time": [
                    (
                        "The clocks go forward on Sunday 28 March 2027: 02:15 does not exist in"
                        " Brussels."
                    )
                ]
            },
        ),
        (
            {"date_year": "27"},
            {"date": ["Write the year with four digits, from 1900 to 2199."]},
        ),
        ({"starts_time": ""}, {"starts_time": ["Write the time, such as 09:30."]}),
    ],
    ids=["well", "no title", "another day", "ends first", "hour left out", "no year", "no hour"],
)
def test_what_a_session_must_be(event, words, said):
    form = SessionForm(typed(**words), event=event, session=None)

    assert {name: list(errors) for name, errors in form.errors.items()} == said


@pytest.mark.parametrize(
    ("words", "said", "asks"),
    [
        ({}, {}, False),
        ({"starts_time": "09:30", "ends_time": "16:30"}, {}, False),
        ({"beyond": "on"}, {}, False),
        (
            {"starts_time": "09:00"},
            {"starts_time": ["The event begins at 09:30. If this is meant, tick the box below."]},
            True,
        ),
        (
            {"starts_time": "19:00", "ends_time": "22:00"},
            {"ends_time": ["The event ends at 16:30. If this is meant, tick the box below."]},
            True,
        ),
        ({"starts_time": "19:00", "ends_time": "22:00", "beyond": "on"}, {}, True),
        ({"starts_time": "08:00", "ends_time": ""}, None, True),
    ],
    ids=["within", "all of it", "needlessly", "early", "evening", "meant", "half a span"],
)
def test_what_lies_outside_the_hours_must_be_meant(event, words, said, asks):
    form = SessionForm(typed(**words), event=event, session=None)

    form.is_valid()

    assert said is None or {name: list(errors) for name, errors in form.errors.items()} == said
    assert ("beyond" in form.fields, "beyond" in form.cleaned_data) == (asks, False)


def test_a_day_without_hours_holds_any_session():
    event = EventFactory(first_date=DAY, all_day=True, starts_time=None, ends_time=None)

    assert SessionForm(typed(starts_time="7"), event=event, session=None).is_valid()


def test_a_training_on_request_has_its_hours_from_its_sessions():
    event = EventFactory(
        first_date=DAY, last_date=DAY, ends_time=dt.time(13), managed_at="/requests/TR-1/"
    )

    assert SessionForm(
        typed(starts_time="14", ends_time="17"), event=event, session=None
    ).is_valid()


def test_a_session_meant_to_lie_outside_keeps_its_tick(event):
    evening = SessionFactory(event=event, starts_time=dt.time(19), ends_time=dt.time(22))
    morning = SessionFactory(event=event)

    assert SessionForm(event=event, session=evening)["beyond"].value() is True
    assert "beyond" not in SessionForm(event=event, session=morning).fields
    assert "beyond" not in SessionForm(event=event, session=None).fields


def test_rows_left_empty_or_ticked_off_count_for_nothing():
    found = speaker_rows(
        rows(
            {"name": "Мария Иванова", "role": "moderator", "may_publish": "on"},
            {"name": "Seán", "role": "speaker", "DELETE": "on"},
            {"name": "", "role": "speaker"},
        )
    )

    assert found.is_valid()
    assert found.said() == [
        {
            "key": None,
            "role": "moderator",
            "name": "Мария Иванова",
            "function": "",
            "organisation": "",
            "biography": "",
            "may_publish": True,
        }
    ]


def test_speaker_without_a_name_is_refused():
    found = speaker_rows(rows({"name": "", "role": "speaker", "function": "Minister"}))

    assert (found.is_valid(), found.errors) == (False, [{"name": ["Fill this in."]}])


def test_known_speakers_stand_in_order_with_an_empty_row_after():
    session = SessionFactory()
    SpeakerFactory(session=session, name="Second", order=2)
    SpeakerFactory(session=session, name="First", order=1)

    found = speaker_rows(session=session)

    assert [row["name"].value() for row in found] == ["First", "Second", None]


def test_another_row_keeps_what_is_typed_and_complains_of_nothing(event):
    form, speakers = another_row(
        typed(title="", day=None, date_day="3")
        | rows(
            {"name": "Seán", "role": "trainer", "biography": "Long"},
            {"name": "Gone", "role": "speaker", "DELETE": "on"},
            {"name": "", "role": "speaker"},
        ),
        event=event,
        session=None,
    )

    assert (form.is_bound, form["once"].value(), form["date"].value()) == (
        False,
        ONCE,
        ["3", None, None],
    )
    assert [(row["name"].value(), row["biography"].value()) for row in speakers] == [
        ("Seán", "Long"),
        (None, None),
    ]


def test_rows_without_their_bookkeeping_are_no_server_error():
    found = speaker_rows({"speakers-0-name": "Seán"})

    assert found.is_valid() is False
