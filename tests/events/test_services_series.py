"""A series begun, made longer, joined, left, and changed from one event on."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError

from accounts.access import Standing
from accounts.steps import NotNowError
from accounts.versions import StaleError
from events import services
from events.enums import CopyPart, Later, Recurrence, State, WeekOfMonth
from events.models import Event, Series
from events.recurrence import Rule
from journal.models import Entry
from mail.models import Letter
from tests.events.at_once import all_at_once
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)
RULE = Rule(Recurrence.WEEKS, every=2, weekday=3)
DATES = [dt.date(2026, 12, 24), dt.date(2027, 1, 7)]


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def event():
    return EventFactory(first_date=DAY, title="Webinar 2026", summary="What works")


def begun(event, officer, *, once=None, dates=DATES, parts=(CopyPart.VENUE,)):
    return services.begin_series(
        event,
        once=once or uuid.uuid4(),
        title="Webinars",
        rule=RULE,
        dates=dates,
        parts=parts,
        by=officer,
        at=AT,
    )


def lines(series):
    rows = series.events.order_by("first_date")
    return list(rows.values_list("first_date", "title", "state", "venue"))


def test_a_series_is_begun_once_with_an_event_and_drafts(event, officer):
    once = uuid.uuid4()

    series = begun(event, officer, once=once)
    again = begun(event, officer, once=once)

    assert again == series
    assert (series.title, series.rule, series.created_by) == ("Webinars", RULE, officer.user)
    assert lines(series) == [
        (DAY, "Webinar 2026", "published", "Residence Palace"),
        (DATES[0], "Webinar 2026", "draft", "Residence Palace"),
        (DATES[1], "Webinar 2027", "draft", "Residence Palace"),
    ]
    assert set(series.events.exclude(pk=event.pk).values_list("copied_from", flat=True)) == {
        event.pk
    }
    assert [entry.deed for entry in Entry.objects.order_by("id")] == [
        "events.series_begun",
        "events.copied",
        "events.copied",
    ]


def test_an_event_belongs_to_one_series(event, officer):
    begun(event, officer)
    event.refresh_from_db()

    with pytest.raises(services.InASeriesError):
        begun(event, officer)


def test_where_one_date_cannot_be_none_is_made(officer):
    event = EventFactory(first_date=DAY, starts_time=dt.time(2, 30))

    with pytest.raises(services.HourMissingError):
        begun(event, officer, dates=[DATES[0], dt.date(2027, 3, 28)])
    assert (Series.objects.count(), Event.objects.count()) == (0, 1)


def test_more_dates_come_beside_those_there_are(event, officer):
    series = begun(event, officer)
    monthly = Rule(Recurrence.MONTHS, 1, weekday=3, week_of_month=WeekOfMonth.SECOND)

    made = services.extend_series(
        series,
        source=series.events.last(),
        once=uuid.uuid4(),
        rule=monthly,
        dates=[DATES[1], dt.date(2027, 2, 11)],
        parts=[],
        by=officer,
        at=AT,
    )

    series.refresh_from_db()
    assert [one.first_date for one in made] == [dt.date(2027, 2, 11)]
    assert made[0].series == series
    assert (series.rule, series.version) == (monthly, 2)


@pytest.mark.django_db(transaction=True)
def test_two_who_make_it_longer_at_once_make_no_date_twice(event, officer):
    series = begun(event, officer, dates=DATES[:1])
    other = Standing(user=UserFactory(), at=AT)

    all_at_once(
        [
            lambda by=by: services.extend_series(
                series,
                source=event,
                once=uuid.uuid4(),
                rule=RULE,
                dates=DATES,
                parts=[],
                by=by,
                at=AT,
            )
            for by in (officer, other)
        ]
    )

    assert [day for day, *_rest in lines(series)] == [DAY, *DATES]


def test_a_title_is_changed_by_who_saw_the_last_one(event, officer):
    series = begun(event, officer)

    renamed = services.rename_series(series, version=1, title="Talks", by=officer, at=AT)

    assert (str(renamed), renamed.version) == ("Talks", 2)
    with pytest.raises(StaleError):
        services.rename_series(series, version=1, title="Chats", by=officer, at=AT)


def test_an_event_joins_a_series_and_leaves_it(event, officer):
    series = Series.objects.create(title="Webinars", created_at=AT)
    other = Series.objects.create(title="Others", created_at=AT)

    services.join_series(event, series=series, by=officer, at=AT)
    joined = services.join_series(event, series=series, by=officer, at=AT)

    assert joined.series == series
    with pytest.raises(services.InASeriesError):
        services.join_series(event, series=other, by=officer, at=AT)

    services.leave_series(event, by=officer, at=AT)

    assert services.leave_series(event, by=officer, at=AT).series is None
    assert series.rule is None
    assert [entry.deed for entry in Entry.objects.order_by("id")] == [
        "events.series_joined",
        "events.series_left",
    ]


# The later ones


@pytest.fixture
def series(event, officer):
    """Four events: a past one, this one, a published one with a registrant, a draft."""
    series = begun(event, officer)
    EventFactory(first_date=dt.date(2026, 11, 5), series=series)
    EventFactory(first_date=dt.date(2027, 2, 1), series=series, state=State.CLOSED)
    services.publish_event(series.events.get(first_date=DATES[0]), by=officer, at=AT)
    RegistrationFactory(event=series.events.get(first_date=DATES[0]), name="Anna")
    event.refresh_from_db()
    return series


def test_the_later_ones_are_those_still_to_come(series, event):
    assert [one.first_date for one in services.later_ones(event, at=AT)] == DATES
    assert services.later_ones(EventFactory(), at=AT) == []


def applied(event, officer, *what):
    later = services.later_ones(event, at=AT)
    return services.apply_to_later(event, what=what, later=later, by=officer, at=AT)


def test_what_one_says_the_later_say_and_who_registered_hears(series, event, officer):
    event.title, event.summary = "Talk 2026", "What does not"
    event.venue, event.city = "Justus Lipsius", "Brussels"
    event.starts_time, event.ends_time = dt.time(14), dt.time(15, 30)
    event.save()

    changed = applied(event, officer, *Later)

    seen = [(one.title, one.summary, one.venue, one.starts_time) for one in changed]
    assert seen == [
        ("Talk 2026", "What does not", "Justus Lipsius", dt.time(14)),
        ("Talk 2027", "What does not", "Justus Lipsius", dt.time(14)),
    ]
    assert [letter.subject for letter in Letter.objects.filter(name="Anna")] == [
        "Changed: Talk 2026"
    ]


def test_only_what_is_wanted_goes_on(series, event, officer):
    event.title, event.summary = "Talk", "What does not"
    event.save()

    changed = applied(event, officer, Later.SUMMARY)

    assert [(one.title, one.summary) for one in changed] == [
        ("Webinar 2026", "What does not"),
        ("Webinar 2027", "What does not"),
    ]
    assert not Letter.objects.filter(name="Anna").exists()


def test_hours_that_a_later_day_lacks_change_nothing(series, event, officer):
    moved = series.events.get(first_date=DATES[1])
    Event.objects.filter(pk=moved.pk).update(
        first_date=dt.date(2027, 3, 28),
        last_date=dt.date(2027, 3, 28),
        starts_at=dt.datetime(2027, 3, 28, 8, tzinfo=dt.UTC),
        ends_at=dt.datetime(2027, 3, 28, 9, tzinfo=dt.UTC),
    )
    event.starts_time = dt.time(2, 30)
    event.save()

    with pytest.raises(services.HourMissingError):
        applied(event, officer, Later.HOURS)
    assert series.events.filter(starts_time=dt.time(2, 30)).count() == 1


def test_a_whole_day_goes_on_too(series, event, officer):
    event.all_day, event.starts_time, event.ends_time = True, None, None
    event.save()

    assert [one.all_day for one in applied(event, officer, Later.HOURS)] == [True, True]


@pytest.mark.parametrize("case", ["changed", "cancelled"])
def test_of_what_changed_meanwhile_nothing_is_overruled(series, event, officer, case):
    later = services.later_ones(event, at=AT)
    other = series.events.get(first_date=DATES[1])
    if case == "changed":
        services.change_event(other, version=1, summary="Mine", by=officer, at=AT)
    else:
        Event.objects.filter(pk=other.pk).update(
            state=State.CANCELLED, cancelled_at=AT, cancel_reason="Snow"
        )

    with pytest.raises((StaleError, NotNowError)):
        services.apply_to_later(event, what=[Later.SUMMARY], later=later, by=officer, at=AT)
    assert series.events.filter(summary="What works").count() >= 1


# What the database refuses


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"every": 0}, "series_comes_every_1_to_52_weeks_or_months"),
        ({"weekday": 2}, "series_has_a_whole_rule_or_none"),
        ({"recurrence": "weeks"}, "series_has_a_whole_rule_or_none"),
        ({"recurrence": "months", "weekday": 2}, "series_has_a_whole_rule_or_none"),
        (
            {"recurrence": "weeks", "weekday": 2, "week_of_month": 1},
            "series_has_a_whole_rule_or_none",
        ),
    ],
)
def test_half_a_rule_is_refused_by_the_database(fields, name):
    with pytest.raises(IntegrityError, match=name):
        Series.objects.create(title="Webinars", created_at=AT, **fields)
