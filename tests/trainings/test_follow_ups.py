"""Months later: people are asked by the clock, reminded once, and answer without a name."""

import datetime as dt

import pytest

import events.services
from accounts.steps import NotNowError
from courses.models import Course
from events.enums import Presence
from events.feedback import Item, written
from journal.models import Entry
from mail.models import Letter
from tests.factories.events import AttendanceFactory, EventFactory, RegistrationFactory
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    CourseFactory,
    delivered,
    scheduled,
    secretariat,
)
from trainings import follow_ups, services
from trainings.models import FollowUp, FollowUpAnswer, FollowUpAsked

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
SAID = {"used": 0, "changed": 4}


def due(*emails, taken=True):
    """The follow-up of a delivered training with these people, and the moment it is due."""
    made, _by, _host, _after = delivered()
    event = made.held.event
    for email in emails:
        one = RegistrationFactory(event=event, email=email)
        if taken:
            AttendanceFactory(registration=one, session=event.sessions.first())
    found = FollowUp.objects.get()
    return found, dt.datetime.combine(found.due_date, dt.time(9), dt.UTC)


def asked_of(email):
    return FollowUpAsked.objects.select_related("registration").get(registration__email=email)


def told(subject):
    return sorted(Letter.objects.filter(subject__startswith=subject).values_list("to", flat=True))


def test_the_clock_asks_who_was_there_once():
    found, at = due("ada@example.eu", "eva@example.eu")
    absent = RegistrationFactory(event=found.delivery.event, email="ole@example.eu")
    AttendanceFactory(
        registration=absent, session=found.delivery.event.sessions.first(),
        presence=Presence.ABSENT,
    )  # fmt: skip

    assert services.run_follow_ups(at=at - dt.timedelta(days=1)) == 0
    assert services.run_follow_ups(at=at) == 2
    assert services.run_follow_ups(at=at) == 0

    assert told("What have you used of it?") == ["ada@example.eu", "eva@example.eu"]
    found.refresh_from_db()
    assert (found.opened_at, found.closes_at) == (at, at + dt.timedelta(days=21))
    assert [item.key for item in follow_ups.items_of(found)] == [
        "used", "for", "changed", "hindered", "example",
    ]  # fmt: skip
    assert Entry.objects.filter(deed="trainings.followed_up").count() == 1


def test_where_nobody_took_attendance_all_who_had_a_place_are_asked():
    _found, at = due("ada@example.eu", taken=False)

    assert services.run_follow_ups(at=at) == 1


def test_a_course_whose_questions_cannot_be_read_keeps_no_other_training_waiting():
    broken, _at = due("ada@example.eu")
    Course.objects.filter(pk=broken.delivery.course_id).update(months_after_asked=[{"no": "key"}])
    made, *_rest = delivered(course=CourseFactory())
    RegistrationFactory(event=made.held.event, email="eva@example.eu")

    at = dt.datetime.combine(broken.due_date, dt.time(9), dt.UTC)
    assert services.run_follow_ups(at=at) == 1

    assert told("What have you used of it?") == ["eva@example.eu"]


def test_an_open_training_that_moves_takes_the_day_of_asking_along():
    event, by = EventFactory(first_date=FIRST_DAY), secretariat()
    services.deliver_course(event, course=CourseFactory(), language="en", by=by, at=NOW)
    RegistrationFactory(event=event, email="ada@example.eu")
    old = FollowUp.objects.get().due_date
    later = FIRST_DAY + dt.timedelta(days=30)
    events.services.change_event(
        event, version=event.version, first_date=later, last_date=later, by=by, at=NOW
    )

    asked = [
        services.run_follow_ups(at=dt.datetime.combine(day, dt.time(9), dt.UTC))
        for day in (old, old + dt.timedelta(days=29), old + dt.timedelta(days=30))
    ]

    assert asked == [0, 0, 1]


def test_a_cancelled_training_asks_nobody():
    made, by, _host, _option = scheduled()
    services.cancel(made, reason="Elections.", by=by, at=NOW)
    found = FollowUp.objects.get()

    at = dt.datetime.combine(found.due_date, dt.time(9), dt.UTC)
    assert services.run_follow_ups(at=at) == 0
    found.refresh_from_db()
    assert found.opened_at is None


def test_a_course_may_ask_its_own_questions():
    found, at = due("ada@example.eu")
    course = found.delivery.course
    course.months_after_asked = written((Item("own", "text", "What else?"),))
    course.save()

    services.run_follow_ups(at=at)

    found.refresh_from_db()
    assert [item.text for item in follow_ups.items_of(found)] == ["What else?"]


def test_all_are_reminded_once_three_days_before_the_end():
    found, at = due("ada@example.eu", "eva@example.eu", "ole@example.eu")
    services.run_follow_ups(at=at)
    services.answer_follow_up(asked_of("ada@example.eu"), SAID, at=at)
    gone = asked_of("ole@example.eu").registration
    gone.name, gone.email, gone.erased_at = "", "", at
    gone.save()

    assert services.run_follow_ups(at=at + dt.timedelta(days=17)) == 0
    assert services.run_follow_ups(at=at + dt.timedelta(days=18)) == 2
    assert services.run_follow_ups(at=at + dt.timedelta(days=18)) == 0

    assert told("Still time") == ["ada@example.eu", "eva@example.eu"]
    assert services.run_follow_ups(at=at + dt.timedelta(days=22)) == 0
    assert found.asked.count() == 3


def test_an_answer_is_kept_once_and_leads_to_nobody():
    found, at = due("ada@example.eu", "eva@example.eu")
    services.run_follow_ups(at=at)

    services.answer_follow_up(asked_of("ada@example.eu"), {**SAID, "nonsense": 1}, at=at)
    with pytest.raises(services.AnsweredAlreadyError):
        services.answer_follow_up(asked_of("ada@example.eu"), SAID, at=at)
    services.answer_follow_up(asked_of("eva@example.eu"), {"used": 3, "changed": 1}, at=at)

    rows = FollowUpAnswer.objects.filter(follow_up=found).values_list("answers", flat=True)
    assert sorted(row["used"] for row in rows) == [0, 3]
    assert all("nonsense" not in row for row in rows)
    assert [one.has_answered for one in found.asked.all()] == [True, True]


def test_nobody_answers_after_the_end():
    found, at = due("ada@example.eu")
    services.run_follow_ups(at=at)

    with pytest.raises(NotNowError):
        services.answer_follow_up(asked_of("ada@example.eu"), SAID, at=at + dt.timedelta(days=21))
    assert not found.answers.exists()


# The page behind the mailed link


def opened(*emails):
    """A follow-up that is open now."""
    found, at = due(*emails)
    services.run_follow_ups(at=at)
    now = dt.datetime.now(dt.UTC)
    FollowUp.objects.update(opened_at=now - HOUR, closes_at=now + dt.timedelta(days=9))
    found.refresh_from_db()
    return found


def page_of(email):
    return f"/follow-up/{follow_ups.token_of(asked_of(email).registration)}/"


def test_who_holds_the_link_answers_once(client):
    found = opened("ada@example.eu")
    page = page_of("ada@example.eu")

    text = client.get(page).text
    assert "Have you used in your work what you learned?" in text
    assert client.post(page, {}).status_code == 422
    answer = client.post(page, {"q_used": "0", "q_changed": "5"})
    assert answer.status_code == 302
    assert "You have answered." in client.get(page).text
    assert found.answers.get().answers == {"used": 0, "changed": 5}
    assert "You have answered." in client.post(page, {"q_used": "1"}).text
    assert client.get("/follow-up/unknown/").status_code == 404


def test_a_late_answer_is_told_so_and_an_erased_persons_link_ends(client):
    opened("ada@example.eu")
    page = page_of("ada@example.eu")
    FollowUp.objects.update(closes_at=dt.datetime.now(dt.UTC))

    late = client.post(page, {"q_used": "0", "q_changed": "5"})
    assert (late.status_code, "One can no longer answer." in late.text) == (409, True)
    gone = asked_of("ada@example.eu").registration
    gone.name, gone.email, gone.erased_at = "", "", NOW
    gone.save()
    assert client.get(page).status_code == 404
