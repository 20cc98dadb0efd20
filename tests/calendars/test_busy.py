"""When a trainer is busy, as a file: hours, and of what no word."""

import datetime as dt

import pytest
import time_machine

from calendars import busy
from tests.clients.lines import faults, named
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    AvailabilityFactory,
    CourseFactory,
    TrainerFactory,
    at_the,
    ready,
    scheduled,
    speaks_for,
)
from tests.queries import counted
from trainings.models import AssignmentDay
from trainings.services.assignments import take_days

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def address(trainer):
    return f"/calendar/busy/{trainer.key}.ics"


TODAY = NOW.date()


def file(trainer, on=TODAY):
    return busy.file(trainer, on=on, at=NOW)


def test_the_hours_one_teaches_and_the_days_one_is_away(read_all):
    made, *_ = scheduled()
    trainer = made.assignments.first().trainer
    away = AvailabilityFactory(
        trainer=trainer, starts=FIRST_DAY + 5 * DAY, ends=FIRST_DAY + 6 * DAY, note="CANARY"
    )
    AvailabilityFactory(trainer=trainer, period="free", ends=FIRST_DAY + 9 * DAY)
    sessions = [
        [one for one in made.delivery.event.sessions.all() if one.date == day]
        for day in (FIRST_DAY, FIRST_DAY + DAY)
    ]

    data = file(trainer)

    assert faults(data) == []
    [read] = read_all([data])
    teaches, gone = f"{trainer.name}: Teaches", f"{trainer.name}: Not available"
    assert sorted((one.title, str(one.start_utc), str(one.end_utc)) for one in read) == sorted(
        [
            *(
                (
                    teaches,
                    str(min(one.starts_at for one in day)),
                    str(max(one.ends_at for one in day)),
                )
                for day in sessions
            ),
            (gone, str(away.starts), str(away.ends + DAY)),
        ]
    )
    assert set(named(data, "TRANSP")) == {"TRANSP:OPAQUE"}


def test_it_can_be_handed_on():
    made, *_ = scheduled(course=CourseFactory(title="CANARY"), city="CANARY", venue="CANARY")
    trainer = made.assignments.first().trainer
    AvailabilityFactory(trainer=trainer, note="CANARY")

    data = file(trainer)

    event = made.delivery.event
    known = {str(event.uid), *map(str, event.days.values_list("uid", flat=True))}
    told = {line.partition(":")[2] for line in named(data, "UID")}
    assert len(told) == 3
    assert told.isdisjoint(known)
    assert b"CANARY" not in data
    assert event.slug.encode() not in data


def test_a_day_that_is_taken_before_the_training_has_hours_is_taken_whole():
    made, _by, _host, option = ready()
    assignment = made.assignments.first()
    take_days([assignment], option)

    data = file(assignment.trainer)

    assert [line.partition(":")[2] for line in named(data, "DTSTART")] == ["20270119", "20270120"]


def test_a_day_the_event_does_not_have_is_taken_whole():
    made, *_ = scheduled()
    assignment = made.assignments.first()
    other = AssignmentDay.objects.create(
        assignment=assignment, trainer=assignment.trainer, date=FIRST_DAY + 7 * DAY
    )

    data = file(assignment.trainer, on=other.date)

    assert named(data, "DTSTART") == ["DTSTART;VALUE=DATE:20270126"]


def test_what_is_over_and_what_others_do_is_not_in_it():
    made, *_ = scheduled()
    first, second = (one.trainer for one in made.assignments.all())
    AvailabilityFactory(trainer=second)

    assert len(named(file(first, on=FIRST_DAY + DAY), "UID")) == 1
    assert named(file(first, on=FIRST_DAY + 2 * DAY), "UID") == []


def test_the_same_day_keeps_its_uid():
    made, *_ = scheduled()
    trainer = made.assignments.first().trainer

    assert named(file(trainer), "UID") == named(file(trainer), "UID")


def test_statements_do_not_grow_with_what_is_booked():
    made, *_ = scheduled()
    trainer = made.assignments.first().trainer
    AvailabilityFactory(trainer=trainer)
    once = counted(lambda: file(trainer))
    for number in range(3):
        AvailabilityFactory(
            trainer=trainer, starts=FIRST_DAY + number * DAY, ends=FIRST_DAY + 30 * DAY
        )
        AssignmentDay.objects.create(
            assignment=made.assignments.first(),
            trainer=trainer,
            date=FIRST_DAY + (9 + number) * DAY,
        )

    assert (once, counted(lambda: file(trainer))) == (4, 4)


def test_it_is_for_the_trainer_and_the_secretariat(client):
    made, _by, host, _option = scheduled()
    first, second = (one.trainer for one in made.assignments.all())
    office = signed_in(MandateFactory(role="secretariat", starts=NOW.date()).user)

    own = signed_in(at_the(first).user)
    answer = own.get(address(first))

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="busy-times.ics"' in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert own.post(address(first)).status_code == 405
    assert office.get(address(first)).content == answer.content
    assert [
        asked.get(address(first)).status_code
        for asked in (
            signed_in(at_the(second).user),
            signed_in(host.user),
            signed_in(speaks_for("EL").user),
            client,
        )
    ] == [404, 404, 404, 302]


def test_a_state_that_put_somebody_forward_and_who_was_erased_have_none():
    host = speaks_for()
    forward = TrainerFactory(nominated_for_id="PT")
    erased = TrainerFactory(erased_at=NOW, name="", email="", state="left")
    office = signed_in(MandateFactory(role="secretariat", starts=NOW.date()).user)

    assert signed_in(host.user).get(address(forward)).status_code == 404
    assert office.get(address(forward)).status_code == 200
    assert office.get(address(erased)).status_code == 404
