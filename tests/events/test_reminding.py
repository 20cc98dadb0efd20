"""When an event reminds whom: once, in time, and never too late."""

import datetime as dt

import pytest

from events import merging
from events.enums import Kind, ReminderKind
from events.reminding import SENT_BY_ITSELF, TEMPLATES, Dates, Verdict, expires, moment, verdict

STARTS = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
DATES = Dates(
    starts=STARTS,
    ends=STARTS + 8 * HOUR,
    published=STARTS - 90 * DAY,
    closes=STARTS - 7 * DAY,
    details=STARTS - 3 * DAY,
)


@pytest.mark.parametrize(
    ("kind", "due", "until"),
    [
        (ReminderKind.BEFORE_CLOSING, STARTS - 7 * DAY - 2 * HOUR, STARTS - 7 * DAY),
        (ReminderKind.DETAILS_DUE, STARTS - 3 * DAY - 2 * HOUR, STARTS - 3 * DAY),
        (ReminderKind.DAY_BEFORE, STARTS - 2 * HOUR, STARTS),
        (ReminderKind.HOUR_BEFORE, STARTS - 2 * HOUR, STARTS),
        (ReminderKind.AFTER_PRESENT, STARTS + 10 * HOUR, STARTS + 8 * HOUR + 14 * DAY),
    ],
)
def test_each_counts_from_its_date_and_is_of_use_until_another(kind, due, until):
    assert moment(kind, hours=2, dates=DATES) == due
    assert expires(kind, dates=DATES) == until


@pytest.mark.parametrize(
    ("at", "ran_for", "expected"),
    [
        (STARTS - 2 * HOUR - dt.timedelta(seconds=1), None, Verdict.WAIT),
        (STARTS - 2 * HOUR, None, Verdict.SEND),
        (STARTS - dt.timedelta(seconds=1), None, Verdict.SEND),
        (STARTS, None, Verdict.MISSED),
        (STARTS + 400 * DAY, None, Verdict.MISSED),
        (STARTS - 2 * HOUR, STARTS - 2 * HOUR, Verdict.WAIT),
        (STARTS - 2 * HOUR, STARTS - 3 * HOUR, Verdict.WAIT),
        (STARTS - 2 * HOUR, STARTS - 2 * HOUR - DAY, Verdict.SEND),
        (STARTS - 2 * HOUR, STARTS + DAY, Verdict.WAIT),
    ],
    ids=[
        "not yet",
        "now",
        "caught up with while of use",
        "never once it began",
        "long ago",
        "once",
        "moved a little",
        "moved by a day",
        "moved back",
    ],
)
def test_a_reminder_goes_out_once_and_only_while_it_is_of_use(at, ran_for, expected):
    found = verdict(ReminderKind.HOUR_BEFORE, hours=2, dates=DATES, ran_for=ran_for, at=at)

    assert found is expected


def test_one_whose_hour_passed_before_the_event_was_published_is_missed():
    late = Dates(starts=STARTS, ends=STARTS + HOUR, published=STARTS - HOUR, closes=STARTS)

    found = verdict(ReminderKind.DAY_BEFORE, hours=24, dates=late, ran_for=None, at=STARTS - HOUR)

    assert found is Verdict.MISSED


def test_details_that_are_wanted_by_no_day_are_not_reminded_of():
    without = Dates(starts=STARTS, ends=STARTS, published=STARTS - DAY, closes=STARTS)

    found = verdict(ReminderKind.DETAILS_DUE, hours=2, dates=without, ran_for=None, at=STARTS)

    assert found is Verdict.WAIT


@pytest.mark.parametrize("kind", ReminderKind)
def test_what_it_says_at_first_uses_known_fields_and_holds_no_bare_link(kind):
    template = TEMPLATES[kind]

    assert merging.unknown(f"{template.subject} {template.text}") == []
    assert "link" not in merging.used(f"{template.subject} {template.text}")


def test_a_webinar_reminds_the_day_and_the_hour_before_and_thanks_others_remind_the_silent_only():
    by_itself = {
        kind: {one for one in ReminderKind if kind in SENT_BY_ITSELF[one]} for kind in Kind
    }

    assert by_itself[Kind.WEBINAR] == set(ReminderKind)
    assert by_itself[Kind.SEMINAR] == {ReminderKind.BEFORE_CLOSING, ReminderKind.DETAILS_DUE}
