"""The board, the year and the suggestions: what they say, and by how many queries."""

import datetime as dt

import pytest

from accounts.models import MemberState
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    accepted,
    draft,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from tests.queries import counted
from tests.trainings.many import many
from trainers.models import Availability
from trainings import board, capacity, services, suggesting
from trainings.board import Filter
from trainings.enums import RequestState
from trainings.models import TrainingRequest
from trainings.rules.matching import Reason

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=20)


def test_the_board_has_a_column_a_state_and_a_row_a_request():
    made, by, _host, _option = scheduled()
    sent = submitted(speaks_for("LV"), course=made.course)
    draft(speaks_for("LV"))
    gone = services.decline(submitted(speaks_for("EL")), reason="No.", by=by, at=NOW)

    rows = board.rows(by, at=LATER)
    columns = {one.state: one.rows for one in board.columns(rows)}

    assert {state: [row.request for row in rows] for state, rows in columns.items() if rows} == {
        RequestState.SUBMITTED: [sent], RequestState.SCHEDULED: [made],
    }  # fmt: skip
    (row,) = columns[RequestState.SCHEDULED]
    assert (row.trainers, row.on, row.days_old, row.flags) == (2, FIRST_DAY, 20, ())
    (row,) = columns[RequestState.SUBMITTED]
    assert (row.trainers, row.on, row.flags) == (0, dt.date(2027, 1, 18), ("stalled",))
    ended = board.rows(by, at=LATER, only=Filter(states=(RequestState.DECLINED,)))
    assert [one.request for one in ended] == [gone]
    assert board.flag_counts(rows) == {"stalled": 1, "overdue": 0, "short_notice": 0}


def test_a_states_board_has_its_drafts():
    host = speaks_for()
    made = draft(host)

    (row,) = board.rows(host, at=LATER)

    assert (row.request, row.days_old, row.on) == (made, 20, None)


def test_the_board_is_filtered():
    made, by, _host, _option = scheduled()
    sent = submitted(speaks_for("LV"), course=CourseFactory(), city="Rīga")

    def left(**only):
        return [row.request for row in board.rows(by, at=LATER, only=Filter(**only))]

    assert left(member_state="LV") == [sent]
    assert left(course=made.course.slug) == [made]
    assert left(assignee=by.user.pk) == [made]
    assert left(language="en") == [made, sent]
    assert left(flag="stalled") == [sent]
    assert left(text="riga") == [sent]
    assert left(year=2027) == [made, sent]
    assert left(year=2026) == []


def test_five_hundred_requests_take_a_dozen_queries_at_most():
    by = secretariat()
    many(500)

    assert counted(lambda: board.columns(board.rows(by, at=LATER))) == 2


def test_a_year_counts_trainings_and_days():
    made, _by, _host, _option = scheduled()
    idle = TrainerFactory()
    submitted(speaks_for("LV"), course=made.course)

    year = capacity.of_year(2027)

    assert [(one.number, one.scheduled, one.wanted) for one in year.months[:3]] == [
        (1, 1, 1), (2, 0, 0), (3, 0, 0),
    ]  # fmt: skip
    teaching = made.assignments.first().trainer
    by_trainer = {one.trainer: one for one in year.trainers}
    assert by_trainer[teaching].days[:2] == (2, 0)
    assert by_trainer[teaching].trainings[:2] == (1, 0)
    assert (by_trainer[teaching].total, by_trainer[idle].total) == (2, 0)
    assert counted(lambda: capacity.of_year(2027)) == 5
    empty = capacity.of_year(2028)
    assert (sum(one.wanted for one in empty.months), len(empty.trainers)) == (0, 3)


def test_an_event_that_two_requests_feed_is_one_training():
    made, _by, _host, _option = scheduled()
    other = submitted(speaks_for("LV"), course=made.course)
    TrainingRequest.objects.filter(pk=other.pk).update(
        state=RequestState.SCHEDULED, delivery=made.delivery, chosen=made.chosen,
        scheduled_at=NOW, accepted_at=NOW, assignee=made.assignee,
    )  # fmt: skip

    assert capacity.of_year(2027).months[0].scheduled == 1


def test_suggestions_come_from_approvals_availability_and_load():
    made, by, _host, _option = scheduled()
    busy = made.assignments.first().trainer
    other = accepted(by=by, host=speaks_for("LV"), course=made.course)
    free = QualificationFactory(course=made.course).trainer
    away = QualificationFactory(course=made.course).trainer
    days = {"starts": dt.date(2027, 1, 1), "ends": dt.date(2027, 3, 1)}
    Availability.objects.create(trainer=free, period="free", **days)
    Availability.objects.create(trainer=away, period="away", **days)
    near = QualificationFactory(course=made.course).trainer
    near.member_state = MemberState.objects.get(pk="LV")
    near.save()

    found = suggesting.for_request(other, at=NOW)

    keys = [one.teacher.key for one in found]
    assert keys[:2] == [free.pk, near.pk]
    assert away.pk not in keys
    taught = next(one for one in found if one.teacher.key == busy.pk)
    assert Reason.FREE_ON in {one.reason for one in taught.because}
    services.propose_trainer(other, trainer=free, by=by, at=NOW)
    assert suggesting.for_request(other, at=NOW)[0].teacher.key == near.pk


def test_on_proposed_dates_who_teaches_then_is_left_out_and_load_is_counted():
    made, by, _host, _option = scheduled()
    other = accepted(by=by, host=speaks_for("LV"), course=made.course)
    services.propose_dates(other, first_dates=[FIRST_DAY], close_on=None, by=by, at=NOW)

    assert suggesting.for_request(other, at=NOW) == []
    services.propose_dates(other, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW)
    in_spring = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    (one, two) = suggesting.for_request(other, at=in_spring)
    assert [match.teacher.load for match in (one, two)] == [1, 1]


def test_trainers_are_read_once_for_any_number_of_requests():
    rows = many(20)
    QualificationFactory(course=rows[0].course)
    read = TrainingRequest.objects.prefetch_related("options", "windows", "course__parts")

    def suggest():
        return suggesting.for_requests(read.all(), at=NOW)

    assert {len(matches) for matches in suggest().values()} == {1}
    assert counted(suggest) == 7
