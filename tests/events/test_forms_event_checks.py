"""What the form of an event refuses."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from events.enums import State
from events.forms.event import EventForm
from tests.events.event_form import AT, moment_boxes, problems
from tests.events.organisers import day_boxes, event_typed
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, FundingSourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"kind": "meeting"},
            {"body": ["Say which body meets."]},
        ),
        (
            {"visibility": "body"},
            {"body": ["Say which body may see it."]},
        ),
        (
            {"last": dt.date(2027, 5, 27)},
            {"last_date": ["The last day is before the first."]},
        ),
        (
            {"last": dt.date(2027, 9, 27)},
            {"last_date": ["An event lasts 60 days at the most."]},
        ),
        (
            {"first": dt.date(2027, 3, 28), "starts_time": "02:30"},
            {
                "starts_time": [
                    ("The clocks go forward on Sunday 28 March 2027: 02:30 does not exist in"
                    " Brussels.")
                ]
            },
        ),
        (
            {"first": dt.date(2027, 10, 30), "last": dt.date(2027, 11, 1), "starts_time": "02:30"},
            {
                "starts_time": [
                    ("The clocks go back on Sunday 31 October 2027: 02:30 comes twice in Brussels."
                    " Take another hour.")
                ]
            },
        ),
        (
            {"starts_time": "", "ends_time": ""},
            {
                "starts_time": ["Write the time, such as 09:30, or tick “All day”."],
                "ends_time": ["Write the time, such as 09:30, or tick “All day”."],
            },
        ),
        ({"ends_time": "09:30"}, {"ends_time": ["It ends before it begins."]}),
        (
            {"ends_time": "4 pm"},
            {"ends_time": ["Write the time on the 24-hour clock, such as 09:30 or 16:30."]},
        ),
        (
            {"first_date_day": "31", "first_date_month": "2"},
            {
                "first_date": [
                    "There is no such day; that month has fewer days, the year twelve months."
                ]
            },
        ),
        (
            {"zone": "Europe/Atlantis"},
            {
                "zone": [
                    "Select a valid choice. Europe/Atlantis is not one of the available choices."
                ]
            },
        ),
        ({"title": "x" * 201}, {"title": ["Use 200 characters at most; these are 201."]}),
        (
            {"join_link_in_calendars": "on", "join_from": "24"},
            {"join_link_in_calendars": ["Calendars cannot wait: let the link be seen from the confirmation on."]},
        ),
        ({"join_link": "javascript:alert(1)"}, {"join_link": ["Write the whole address, https:// and all."]}),
        (
            moment_boxes("registration_closes_at", dt.date(2027, 3, 28), "02:30"),
            {
                "registration_closes_at": [
                    "The clocks go forward that night: 02:30 does not exist in Brussels."
                ]
            },
        ),
        (
            moment_boxes("registration_opens_at", dt.date(2026, 10, 25), "02:30"),
            {
                "registration_opens_at": [
                    "The clocks go back that night: 02:30 comes twice in Brussels. Say which."
                ]
            },
        ),
        (
            {
                **moment_boxes("registration_opens_at", dt.date(2027, 5, 1), "09:00"),
                **moment_boxes("registration_closes_at", dt.date(2027, 5, 1), "09:00"),
            },
            {"registration_closes_at": ["It closes before it opens."]},
        ),
        (
            moment_boxes("registration_closes_at", dt.date(2027, 5, 29), "09:00"),
            {"registration_closes_at": ["It closes after the event is over."]},
        ),
    ],
    ids=[
        "meeting of no body", "seen by no body", "backwards", "too long", "hour left out",
        "hour twice on a later day", "no hours", "ends first", "no time", "no such day",
        "no such zone", "long title", "link that calendars cannot wait for", "script for a link", "closing left out", "opening twice",
        "closes at its opening", "closes too late",
    ],
)  # fmt: skip
def test_what_is_refused(office, typed, said):
    assert problems(office, **typed) == said


def test_draft_may_be_xx_and_a_published_event_may_not(office):
    draft = EventFactory(state=State.DRAFT, published_at=None)
    published = EventFactory()

    errors = [
        dict(EventForm(event_typed(title="XX", version=1), event=one, standing=office).errors)
        for one in (draft, published)
    ]

    assert errors == [
        {},
        {"title": ["A published event keeps a title; only a draft may be “xx”."]},
    ]


@pytest.mark.parametrize(
    ("fields", "name", "said"),
    [
        (
            day_boxes("details_until", dt.date(2027, 5, 29)),
            "details_until",
            "By then the event is over.",
        ),
        (
            {"shows_participants": "on"} | day_boxes("participants_until", dt.date(2027, 5, 27)),
            "participants_until",
            "That is before the event begins.",
        ),
        ({"offer_hours": "0"}, "offer_hours", "A number from 1."),
        (
            {"funding": "old"},
            "funding",
            "This source pays from Wed 1 Jan 2025 until Wed 31 Dec 2025.",
        ),
    ],
)
def test_deadlines_and_money_that_cannot_be_are_refused(office, fields, name, said):
    old = FundingSourceFactory(starts=dt.date(2025, 1, 1), ends=dt.date(2025, 12, 31))
    event = EventFactory(first_date=dt.date(2025, 5, 28), funding=old)
    typed = {key: old.pk if value == "old" else value for key, value in fields.items()}

    form = EventForm(event_typed(version=1, **typed), event=event, standing=office)

    assert form.errors == {name: [said]}
