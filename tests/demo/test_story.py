"""Deeds in the order of time, people, and days on which one meets."""

import datetime as dt

import pytest

from accounts.days import BRUSSELS
from accounts.models import User
from demo import people
from demo.services import build
from demo.stage import Audience, Stage, at_home
from demo.story import Story, clock, once
from events.models import Event
from tests.factories.accounts import HolidayFactory
from tests.factories.mail import letter
from trainings.enums import RequestState
from trainings.models import TrainingRequest

NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
NOBODY = Audience([], [], [], [], [])


@pytest.mark.django_db
def test_a_story_is_played_in_order_up_to_now_and_its_letters_leave():
    told, story = [], Story(NOW)
    hour = dt.timedelta(hours=1)
    story.tell(NOW, lambda at: told.append(letter(at=at)))
    story.tell(NOW - hour, lambda at: told.append(letter(at=at)))
    story.tell(NOW + hour, lambda at: told.append(letter(at=at)))

    assert story.play() == 2
    for one in told:
        one.refresh_from_db()
    assert [(one.created_at, one.state) for one in told] == [(NOW - hour, "sent"), (NOW, "sent")]


def test_moments_lie_between_two_in_order_and_never_after_now():
    day = dt.timedelta(days=1)

    found = Story(NOW).moments(50, since=NOW - day, until=NOW + day)

    assert found == sorted(found)
    assert NOW - day <= found[0] <= found[-1] <= NOW - dt.timedelta(minutes=10)


def test_people_register_on_working_days_in_daylight():
    since, until = (clock(dt.date(2026, 11, day), 9) for day in (2, 23))

    found = [at.astimezone(BRUSSELS) for at in Story(NOW).moments(200, since=since, until=until)]

    assert {at.weekday() for at in found} == set(range(5))
    assert {at.hour for at in found} == set(range(8, 18))


def test_what_begins_after_now_happens_at_its_beginning():
    late = NOW + dt.timedelta(days=1)

    assert Story(NOW).moments(2, since=late, until=late) == [late, late]


def test_marks_are_the_same_every_time():
    assert once("event", "board") == once("event", "board") != once("event", "excom")


def test_the_cast_has_27_states_with_eight_different_people_each():
    names = [name for country in people.countries().values() for name in country.names]

    assert (len(people.countries()), len(names), len(set(names))) == (27, 216, 216)


def test_everybody_has_an_address_of_the_demonstration():
    everybody = [*people.practitioners(), *people.from_afar(), *people.colleagues(but="LV")]
    addresses = [guest.email for guest in everybody]

    assert len(addresses) == len(set(addresses)) == 116 + 26 + 21
    assert all(address.isascii() and address.endswith("@demo.example") for address in addresses)


@pytest.mark.django_db
def test_one_meets_on_working_days_and_not_between_the_years():
    HolidayFactory(date=dt.date(2026, 12, 1))
    stage = Stage(Story(NOW), NOBODY)

    assert [
        stage.day(1, after=7),
        stage.day(3, after=28),
        stage.day(0, after=7, length=2),
    ] == [dt.date(2026, 12, 8), dt.date(2027, 1, 7), dt.date(2026, 12, 7)]


def test_what_falls_on_a_weekend_was_done_on_the_friday_evening_and_is_due_on_the_monday():
    stage = Stage(Story(NOW), NOBODY)

    friday, monday = dt.date(2026, 11, 20), dt.date(2026, 11, 23)
    assert [stage.office(days, 17) for days in (4, 3, 2, 1)] == [
        clock(friday, 17),
        clock(friday, 18, 17),
        clock(friday, 18, 47),
        clock(monday, 17),
    ]
    assert [stage.weekday(after=days).isoformat() for days in (3, 4, 5, 6)] == [
        "2026-11-27",
        "2026-11-30",
        "2026-11-30",
        "2026-11-30",
    ]


def test_where_nobody_presides_one_meets_in_brussels():
    assert at_home(None)["city"] == "Brussels"


@pytest.mark.one_engine
@pytest.mark.django_db
@pytest.mark.parametrize(
    "day",
    ["2024-06-29", "2026-10-25", "2026-12-29", "2027-03-28", "2031-01-01"],
)
def test_it_can_be_built_on_any_day(day):
    now = clock(dt.date.fromisoformat(day), 2, 30)

    built = build(at=now)

    has_presidency = day < "2029"
    has_a_past = day > "2024-10"
    assert (built.is_new, built.events) == (True, 43 + 5 * has_a_past)
    closed = set() if has_a_past else {RequestState.CLOSED}
    states = set(TrainingRequest.objects.values_list("state", flat=True))
    assert states == set(RequestState) - closed
    assert User.objects.filter(email="presidency@demo.example").exists() == has_presidency
    assert not Event.objects.filter(created_at__gt=now).exists()
