"""What a training asks of its host and its trainers: dates, tasks, the training itself."""

import datetime as dt

import pytest
from django.core.cache import caches

import events.services
from accounts.steps import By
from courses.models import Course
from tests.calendars.reads import entry_of, read, tag, titles
from tests.clients.lines import named
from tests.events.registrants import nobody
from tests.factories.calendars import FeedFactory
from tests.factories.events import RegistrationFactory
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    fresh,
    scheduled,
    secretariat,
    speaks_for,
)
from trainings import services

pytestmark = pytest.mark.django_db
HOUR, ONE_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def test_the_training_one_hosts_and_the_training_one_gives(read_all):
    made, _by, host, _option = scheduled()
    trainer = at_the(made.assignments.first().trainer)
    event = made.delivery.event

    hosts, gives, others = (
        read(FeedFactory(owner=user), NOW)
        for user in (host.user, trainer.user, speaks_for("EL").user)
    )

    days = {str(uid) for uid in event.days.values_list("uid", flat=True)}
    [[*hosted], [*given]] = read_all([hosts, gives])
    assert len(days) == 2
    assert {one.uid for one in given} == days
    assert {one.uid for one in hosted if not one.all_day} == days
    assert titles(others) == []


def test_cancelled_it_stays_cancelled_for_who_hosts_and_who_gives_it():
    made, by, host, _option = scheduled()
    trainer = at_the(made.assignments.first().trainer)
    services.ask_to_cancel(made, reason="No room.", by=host, at=NOW)
    services.cancel(made, reason="No room.", by=by, at=NOW)

    for user in (host.user, trainer.user):
        data = read(FeedFactory(owner=user), NOW)
        assert set(named(data, "STATUS")) == {"STATUS:CANCELLED"}
        assert len(titles(data)) == 2


def test_a_training_one_hosts_and_has_a_place_at_stands_once_and_may_come_by_mail_alone():
    made, _by, host, _option = scheduled()
    event = made.delivery.event
    RegistrationFactory(event=event, email=host.user.email, sequence=5)
    feed = FeedFactory(owner=host.user)
    bare = FeedFactory(owner=host.user, leaves_out_invited=True)

    data = read(feed, NOW)

    of_days = [title for title in titles(data) if title == event.title]
    assert (len(of_days), event.title in titles(read(bare, NOW))) == (2, False)
    number = event.sequence + fresh(made).version + 5
    assert named(data, "SEQUENCE").count(f"SEQUENCE:{number}") == 2


@pytest.mark.parametrize("who", ["host", "trainer"])
def test_who_gives_the_own_place_at_a_training_back_reads_no_lower_number(who):
    made, _by, host, _option = scheduled()
    user = (host if who == "host" else at_the(made.assignments.first().trainer)).user
    event, feed = made.delivery.event, FeedFactory(owner=user)
    day = event.days.first()
    first = entry_of(read(feed, NOW), day.uid)
    registration = RegistrationFactory(event=event, email=user.email, sequence=5)
    registered = entry_of(read(feed, NOW), day.uid)

    events.services.withdraw(registration, by=nobody(), as_=By.PERSON, at=NOW + HOUR)

    back = entry_of(read(feed, NOW + HOUR), day.uid)
    number = int(first["SEQUENCE"])
    assert [int(one["SEQUENCE"]) for one in (registered, back)] == [number + 5, number + 6]
    assert back["LAST-MODIFIED"] == f"{NOW + HOUR:%Y%m%dT%H%M%SZ}"
    assert (back["SUMMARY"], back["STATUS"]) == (first["SUMMARY"], "CONFIRMED")


def test_deadlines_say_nothing_that_changes_without_their_sequence():
    by, host = secretariat(), speaks_for()
    made = accepted(by, host)
    services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=dt.date(2026, 9, 20), by=by, at=NOW
    )
    trainer = _invited(made, by)
    feeds = [FeedFactory(owner=host.user), FeedFactory(owner=trainer.user)]
    before = [(read(feed, NOW), tag(feed, NOW)) for feed in feeds]

    Course.objects.update(title="CANARY")
    caches["entries"].clear()

    assert [(read(feed, NOW), tag(feed, NOW)) for feed in feeds] == before


def test_dates_to_answer_are_due_by_their_day_for_host_and_trainer():
    by, host = secretariat(), speaks_for()
    made = accepted(by, host)
    close_on = dt.date(2026, 9, 20)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=close_on, by=by, at=NOW
    )
    trainer = _invited(made, by)
    feeds = [FeedFactory(owner=host.user, has_alarm=True), FeedFactory(owner=trainer.user)]
    due = f"Reply due by 23:59 Brussels time: {made.reference}"

    first = [read(feed, NOW) for feed in feeds]
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=NOW + HOUR)
    assignment = made.assignments.get()
    services.accept_assignment(assignment, answers={option.key: "yes"}, by=trainer, at=NOW + HOUR)

    task = f"Due: Book a room, {made.reference}"
    assert [titles(data) for data in first] == [[due, task], [due]]
    assert named(first[0], "DTSTART")[0] == "DTSTART;VALUE=DATE:20260920"
    assert b"BEGIN:VALARM" in first[0]
    answered = [f"Answered: {made.reference}"]
    assert [titles(read(feed, NOW + 2 * HOUR)) for feed in feeds] == [[*answered, task], answered]
    assert [titles(read(feed, NOW + 9 * ONE_DAY)) for feed in feeds] == [[task], []]
    sequences = [int(named(data, "SEQUENCE")[0].partition(":")[2]) for data in first]
    later = [
        int(named(read(feed, NOW + 2 * HOUR), "SEQUENCE")[0].partition(":")[2]) for feed in feeds
    ]
    assert all(new > old for old, new in zip(sequences, later, strict=True))


@pytest.mark.parametrize(
    ("days", "last_open"),
    [
        ([FIRST_DAY, OTHER_DAY], dt.date(2026, 9, 20)),
        ([dt.date(2026, 9, 11), dt.date(2026, 9, 15)], dt.date(2026, 9, 14)),
    ],
    ids=["the closing day passes", "the date itself comes"],
)
@pytest.mark.parametrize("who", ["host", "trainer"])
def test_what_nobody_answered_in_time_is_closed_by_the_clock_not_answered(who, days, last_open):
    by, host = secretariat(), speaks_for()
    made = accepted(by, host)
    (first, _second) = services.propose_dates(
        made, first_dates=days, close_on=dt.date(2026, 9, 20), by=by, at=NOW
    )
    trainer = _invited(made, by)
    assignment = made.assignments.get()
    services.answer_dates(made, answers={first.key: "yes"}, by=host, at=NOW)
    services.accept_assignment(assignment, answers={first.key: "yes"}, by=trainer, at=NOW)
    owner, uid = {"host": (host, made.key), "trainer": (trainer, assignment.key)}[who]
    feed = FeedFactory(owner=owner.user, has_alarm=True)

    def on(day):
        at = dt.datetime.combine(day, dt.time(12), dt.UTC)
        return entry_of(read(feed, at), uid)

    open_, closed = on(last_open), on(last_open + ONE_DAY)
    assert open_["SUMMARY"] == f"Reply due by 23:59 Brussels time: {made.reference}"
    assert (closed["SUMMARY"], int(closed["SEQUENCE"])) == (
        f"Closed: {made.reference}",
        int(open_["SEQUENCE"]) + 1,
    )
    assert closed["LAST-MODIFIED"] == f"{last_open:%Y%m%d}T215959Z"
    assert ("BEGIN" in open_, "BEGIN" in closed) == (True, False)
    assert on(dt.date(2026, 9, 27)) == closed
    assert on(dt.date(2026, 9, 28)) == {}


def test_dates_nobody_answered_are_gone_a_week_after_their_day():
    by, host = secretariat(), speaks_for()
    made = accepted(by, host)
    services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=dt.date(2026, 9, 20), by=by, at=NOW
    )
    feed = FeedFactory(owner=host.user)

    on = dt.datetime(2026, 9, 27, 12, tzinfo=dt.UTC)
    task = f"Due: Book a room, {made.reference}"
    assert titles(read(feed, on)) == [
        f"Closed: {made.reference}",
        task,
    ]
    assert titles(read(feed, on + ONE_DAY)) == [task]


def _invited(made, by):
    """The trainer who is asked to teach."""
    trainer = TrainerFactory()
    QualificationFactory(trainer=trainer, course=made.course)
    proposed = services.propose_trainer(made, trainer=trainer, by=by, at=NOW)
    services.invite_trainer(proposed, message="", by=by, at=NOW)
    return at_the(trainer)


def test_tasks_of_the_host_are_due_on_their_day_and_move_with_the_training():
    made, by, host, _option = scheduled()
    feed = FeedFactory(owner=host.user)
    task = made.tasks.get(owner="host")
    before = entry_of(read(feed, NOW), task.key)

    option = services.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW)
    services.answer_dates(made, answers={option[0].key: "yes"}, by=host, at=NOW)
    for one in made.assignments.all():
        services.answer_as_trainer(
            made,
            trainer=one.trainer,
            answers={option[0].key: "yes"},
            by=at_the(one.trainer),
            at=NOW,
        )
    services.reschedule(made, option=option[0], by=by, at=NOW + HOUR)
    moved = entry_of(read(feed, NOW + HOUR), task.key)
    services.set_done(task, done=True, by=host, at=NOW + 2 * HOUR)
    done = entry_of(read(feed, NOW + 2 * HOUR), task.key)

    assert [one["SUMMARY"] for one in (before, moved, done)] == [
        f"Due: Book a room\\, {made.reference}",
        f"Due: Book a room\\, {made.reference}",
        f"Done: Book a room\\, {made.reference}",
    ]
    assert [one["DTSTART;VALUE=DATE"] for one in (before, moved, done)] == [
        "20261208",
        "20261229",
        "20261229",
    ]
    assert int(before["SEQUENCE"]) < int(moved["SEQUENCE"]) < int(done["SEQUENCE"])
    assert entry_of(read(feed, NOW + 9 * ONE_DAY), task.key) == {}
