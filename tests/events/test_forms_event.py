"""What is said about an event, and what the form refuses."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from events.enums import State
from events.forms.event import EventForm, clock_problem
from tests.events.organisers import day_boxes, event_typed
from tests.factories.accounts import BodyFactory, MandateFactory
from tests.factories.events import EventFactory
from tests.factories.programme import TaskFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ONCE = "00000000-0000-0000-0000-000000000001"


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def moment_boxes(name, day, time, which=""):
    return {**day_boxes(name, day), f"{name}_time": time, f"{name}_which": which}


def problems(office, **typed):
    """Return what a new event's form says to what is typed."""
    form = EventForm(event_typed(**{"once": ONCE} | typed), event=None, standing=office)
    return {name: list(errors) for name, errors in form.errors.items()}


def test_ordinary_event_is_taken_as_it_is_typed(office):
    task, other = TaskFactory(), EventFactory(first_date=dt.date(2026, 5, 1))

    form = EventForm(
        event_typed(once=ONCE, tasks=[task.pk], held_with=[other.pk], contact="A@Example.EU"),
        event=None,
        standing=office,
    )

    assert form.errors == {}
    found = form.cleaned_data
    assert (found["first_date"], found["last_date"], found["starts_time"], found["tasks"]) == (
        dt.date(2027, 5, 28),
        dt.date(2027, 5, 28),
        dt.time(9, 30),
        [task.pk],
    )
    assert (found["held_with"], found["contact"], found["all_day"]) == (
        [other.pk],
        "a@example.eu",
        False,
    )


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
        "no such zone", "long title", "script for a link", "closing left out", "opening twice",
        "closes at its opening", "closes too late",
    ],
)  # fmt: skip
def test_what_is_refused(office, typed, said):
    assert problems(office, **typed) == said


def test_all_day_has_no_hours_whatever_was_typed(office):
    form = EventForm(
        event_typed(once=ONCE, all_day="on", starts_time="nonsense"), event=None, standing=office
    )

    assert form.errors == {}
    assert (form.cleaned_data["starts_time"], form.cleaned_data["ends_time"]) == (None, None)


def test_registration_is_on_the_clock_of_the_zone_that_is_typed(office):
    closes = moment_boxes("registration_closes_at", dt.date(2027, 5, 14), "17:00")

    form = EventForm(
        event_typed(once=ONCE, zone="Europe/Dublin", **closes), event=None, standing=office
    )

    assert form.errors == {}
    assert form.cleaned_data["registration_closes_at"] == dt.datetime(
        2027, 5, 14, 16, tzinfo=dt.UTC
    )


def test_second_of_the_two_hours_is_taken(office):
    opens = moment_boxes("registration_opens_at", dt.date(2026, 10, 25), "02:30", "second")

    form = EventForm(event_typed(once=ONCE, **opens), event=None, standing=office)

    assert form.errors == {}
    assert form.cleaned_data["registration_opens_at"] == dt.datetime(
        2026, 10, 25, 1, 30, tzinfo=dt.UTC
    )


def test_new_event_leaves_its_host_to_the_first_day(office):
    form = EventForm(event=None, standing=office)

    assert (form["host"].value(), form["zone"].value(), form["visibility"].value()) == (
        None,
        "Europe/Brussels",
        "public",
    )


def test_meeting_of_a_body_may_be_seen_by_the_body(office):
    body = BodyFactory()

    assert problems(office, kind="meeting", visibility="body", body=body.pk) == {}


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


def test_presidency_is_not_asked_what_the_secretariat_decides(office):
    team = standing(MandateFactory(role=Role.PRESIDENCY).user, AT)
    event = EventFactory(body=BodyFactory(), visibility="body", hours_are_illustrative=True)

    form = EventForm(event_typed(version=1), event=event, standing=team)

    asked = {"kind", "body", "host", "visibility", "takes_registrations", "needs_approval"}
    assert asked - set(form.fields) == asked
    assert form.errors == {}
    assert asked & set(form.cleaned_data) == set()
    assert "hours_are_illustrative" in form.fields


def test_held_with_offers_what_is_near_and_what_is_ticked():
    team = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)
    event = EventFactory(first_date=dt.date(2026, 5, 1))
    near = EventFactory(first_date=dt.date(2026, 5, 2), title="Board")
    EventFactory(first_date=dt.date(2026, 9, 2))
    ticked = EventFactory(first_date=dt.date(2025, 9, 2), title="Old")
    event.held_with.add(ticked)

    form = EventForm(event=event, standing=team)

    assert form.fields["held_with"].choices == [
        (near.pk, "Board, Sat 2 May 2026"),
        (ticked.pk, "Old, Tue 2 Sep 2025"),
    ]
    assert form.related_count == {"tasks": 0, "held_with": 1}


def test_a_presidency_sees_no_event_kept_from_it_and_keeps_the_link():
    team = standing(MandateFactory(role=Role.PRESIDENCY).user, AT)
    event = EventFactory(first_date=dt.date(2026, 5, 1))
    near = EventFactory(first_date=dt.date(2026, 5, 2), title="Board")
    restricted = EventFactory(first_date=dt.date(2026, 5, 2), visibility="restricted")
    other = EventFactory(first_date=dt.date(2026, 5, 2), visibility="restricted")
    event.held_with.add(restricted)

    asked = EventForm(event=event, standing=team)
    answered = EventForm(event_typed(version=1, held_with=[near.pk]), event=event, standing=team)
    forged = EventForm(event_typed(version=1, held_with=[other.pk]), event=event, standing=team)

    assert asked.fields["held_with"].choices == [(near.pk, "Board, Sat 2 May 2026")]
    assert (asked.related_count["held_with"], asked["held_with"].value()) == (0, [])
    assert answered.is_valid()
    assert answered.cleaned_data["held_with"] == [near.pk, restricted.pk]
    assert list(forged.errors) == ["held_with"]
    theirs = answered.theirs(event)
    assert (theirs["held_with"], answered.cleaned_data["held_with"]) == ([], [near.pk])


def test_clock_of_a_plain_day_has_each_hour_once():
    day = dt.date(2026, 3, 28)

    assert clock_problem(dt.time(2, 30), first=day, last=day, zone="Europe/Brussels") is None
