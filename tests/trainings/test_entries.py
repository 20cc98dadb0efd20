"""The calendar parts of letters to trainers and hosts: same UID, SEQUENCE up, then taken out."""

import datetime as dt

import icalendar
import pytest

from courses.models import Part
from mail.models import Letter
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    CourseFactory,
    at_the,
    confirmed_trainer,
    fresh,
    ready,
    scheduled,
    speaks_for,
)
from trainings import services

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)
DAY = dt.timedelta(days=1)


def one_day_course():
    course = CourseFactory(its_parts=0)
    Part.objects.create(
        course=course, order=1, title="Half-day", day=1, starts_time=dt.time(9, 30), minutes=210
    )
    return course


def last_told(to, subject):
    """The calendar that the newest letter of a subject brought."""
    letter = Letter.objects.filter(to=to, subject__startswith=subject).latest("pk")
    read = icalendar.Calendar.from_ical(letter.calendar_text)
    assert read["method"] == letter.calendar_method
    return read


def rows(calendar):
    return [
        (str(one["uid"]), one.decoded("dtstart").replace(tzinfo=None), str(one.get("status", "")))
        for one in calendar.walk("VEVENT")
    ]


def sequences(calendar):
    return {int(one["sequence"]) for one in calendar.walk("VEVENT")}


@pytest.mark.parametrize("who", ["trainer", "host"])
def test_each_day_keeps_its_entry_when_the_training_moves_and_is_cancelled(who):
    made, by, host, _option = scheduled()
    trainer = made.assignments.first().trainer
    to = trainer.email if who == "trainer" else host.user.email
    uids = [str(one.uid) for one in made.delivery.event.days.order_by("date")]
    half_past_nine = dt.time(9, 30)

    first = last_told(to, "Scheduled")
    (option,) = services.propose_dates(
        made, first_dates=[OTHER_DAY], close_on=None, by=by, at=LATER
    )
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=LATER)
    for one in made.assignments.all():
        own = at_the(one.trainer, LATER)
        services.answer_as_trainer(
            made, trainer=one.trainer, answers={option.key: "yes"}, by=own, at=LATER
        )
    services.reschedule(made, option=option, by=by, at=LATER)
    moved = last_told(to, "Another date")
    services.cancel(made, reason="Elections.", by=by, at=LATER)
    gone = last_told(to, "Released" if who == "trainer" else "Cancelled")

    assert [one["method"] for one in (first, moved, gone)] == ["PUBLISH"] * 3
    assert rows(first) == [
        (uid, dt.datetime.combine(FIRST_DAY + number * DAY, half_past_nine), "CONFIRMED")
        for number, uid in enumerate(uids)
    ]
    there = [
        (uid, dt.datetime.combine(OTHER_DAY + number * DAY, half_past_nine))
        for number, uid in enumerate(uids)
    ]
    assert rows(moved) == [(*one, "CONFIRMED") for one in there]
    assert rows(gone) == [(*one, "CANCELLED") for one in there]
    (first_number,), (moved_number,), (gone_number,) = map(sequences, (first, moved, gone))
    assert first_number < moved_number < gone_number


def test_who_is_released_and_confirmed_again_is_invited_with_a_higher_sequence():
    made, by, _host, _option = scheduled(course=one_day_course())
    one = made.assignments.first()
    to, uid = one.trainer.email, str(made.delivery.event.uid)

    first = last_told(to, "Scheduled")
    services.drop_trainer(one, reason="Ill.", by=by, at=LATER)
    released = last_told(to, "Released")
    confirmed_trainer(fresh(made), by=by, at=LATER, trainer=one.trainer)
    again = last_told(to, "Confirmed")

    told = [first, released, again]
    assert [one["method"] for one in told] == ["REQUEST", "CANCEL", "REQUEST"]
    begins = dt.datetime.combine(FIRST_DAY, dt.time(9, 30))
    assert [row for one in told for row in rows(one)] == [
        (uid, begins, "CONFIRMED"), (uid, begins, ""), (uid, begins, "CONFIRMED"),
    ]  # fmt: skip
    (event,) = first.walk("VEVENT")
    assert event["attendee"] == f"mailto:{to}"
    numbers = [number for one in told for number in sequences(one)]
    assert numbers == sorted(set(numbers))


def test_a_host_that_steps_back_loses_the_entry_while_the_training_goes_on():
    made, by, _host, _option = scheduled(course=one_day_course())
    other, _by, other_host, option = ready(
        by=by, host=speaks_for("LV"), trainers=0, course=made.course
    )
    services.schedule(other, option=option, onto=made.delivery, by=by, at=LATER)

    services.cancel(fresh(other), reason="No people.", by=by, at=LATER)

    first = last_told(other_host.user.email, "Scheduled")
    gone = last_told(other_host.user.email, "Cancelled")
    assert (first["method"], gone["method"]) == ("REQUEST", "CANCEL")
    (before, after) = rows(first)[0], rows(gone)[0]
    assert (before[:2], after[2]) == (after[:2], "")
    assert max(sequences(first)) < min(sequences(gone))


def test_before_there_is_a_date_nothing_is_sent_to_calendars():
    made, by, _host, _option = ready()

    services.cancel(made, reason="No money.", by=by, at=LATER)

    assert not Letter.objects.exclude(calendar_method="").exists()
