"""Long work: in pieces, by one at a time, carried on, stopped, restarted, given up."""

import datetime as dt
import threading

import pytest
from django.db import OperationalError, connection

from jobs import rules, work
from jobs.enums import State
from jobs.models import Job
from jobs.work import Piece

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
LABEL = "tests.work"


def after(seconds):
    return NOW + dt.timedelta(seconds=seconds)


def create(total=5, not_before=NOW, about="1"):
    return work.create(LABEL, about=about, total=total, not_before=not_before, at=NOW)


def one_by_one(job, at):
    return Piece(done=1)


def seen(job):
    job.refresh_from_db()
    return job.state, job.done, job.failed


@pytest.mark.django_db
def test_a_due_job_is_worked_on_to_its_end():
    job, later = create(), create(about="2", not_before=after(60))

    pieces = work.work(LABEL, one_by_one, at=NOW)

    assert (pieces, seen(job), seen(later)) == (5, (State.DONE, 5, 0), (State.WAITING, 0, 0))
    assert job.started_at - NOW < dt.timedelta(seconds=5)
    assert (job.ended_at > job.started_at, job.claimed_by) == (True, None)


@pytest.mark.django_db
def test_what_failed_counts_as_tried():
    job = create()

    work.work(LABEL, lambda job, at: Piece(done=1, failed=1) if job.done < 2 else Piece(1), at=NOW)

    assert seen(job) == (State.DONE, 3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("total", [0, 5], ids=["nothing to do", "less than was thought"])
def test_a_piece_that_finds_nothing_ends_the_job(total):
    job = create(total)

    pieces = work.work(LABEL, lambda job, at: Piece(), at=NOW)

    assert (pieces, seen(job)) == (1, (State.DONE, 0, 0))


@pytest.mark.django_db
def test_a_job_of_another_kind_is_left_alone():
    job = create()

    assert work.work("tests.other", one_by_one, at=NOW) == 0
    assert seen(job) == (State.WAITING, 0, 0)


@pytest.mark.django_db
def test_when_the_time_is_used_up_the_next_turn_goes_on_at_once():
    job = create()

    first = work.work(LABEL, one_by_one, at=NOW, budget=dt.timedelta(0))
    hurried = work.take_up(LABEL, at=NOW)
    one = work._carry_on(hurried, lambda *_: one_by_one, clock=work.Clock(NOW), until=NOW)

    assert (first, one, seen(job)) == (0, 1, (State.RUNNING, 1, 0))
    assert work.work(LABEL, one_by_one, at=NOW) == 4


@pytest.mark.django_db
def test_a_claimed_job_is_nobody_elses_until_the_claim_runs_out():
    job = create()
    work.take_up(LABEL, at=NOW)

    assert work.take_up(LABEL, at=after(29)) is None
    assert work.work(LABEL, one_by_one, at=after(30)) == 5
    assert seen(job) == (State.DONE, 5, 0)


@pytest.mark.django_db
def test_who_comes_back_after_the_claim_ran_out_changes_nothing():
    job = create()
    slow = work.take_up(LABEL, at=NOW)
    work.take_up(LABEL, at=after(31))

    pieces = work._carry_on(
        slow, lambda *_: one_by_one, clock=work.Clock(after(31)), until=after(60)
    )

    assert (pieces, seen(job)) == (0, (State.RUNNING, 0, 0))


@pytest.mark.django_db
def test_a_job_that_is_stopped_stops_before_the_next_piece():
    job = create()

    def stops(job, at):
        if job.done == 2:
            Job.objects.filter(pk=job.pk).update(last_error="seen")  # the piece is undone
            raise work.ClaimLostError
        return Piece(done=1)

    assert work.work(LABEL, stops, at=NOW, budget=dt.timedelta(seconds=0.5)) == 2
    stopped = work.stop(job, at=after(5))
    assert (stopped.state, stopped.done, stopped.ended_at) == (State.STOPPED, 2, after(5))
    assert stopped.last_error == ""
    assert work.work(LABEL, one_by_one, at=after(60)) == 0


@pytest.mark.django_db
def test_a_job_that_has_not_begun_never_does_once_it_is_stopped():
    job = create()

    work.stop(job, at=NOW)

    assert (work.work(LABEL, one_by_one, at=after(60)), seen(job)) == (0, (State.STOPPED, 0, 0))


@pytest.mark.django_db
def test_a_stopped_job_goes_on_where_it_was():
    job = create()
    claim = work.take_up(LABEL, at=NOW)
    work._carry_on(claim, lambda *_: one_by_one, clock=work.Clock(NOW), until=NOW)
    work.stop(job, at=NOW)

    restarted = work.restart(job, not_before=after(300))

    assert (restarted.state, restarted.ended_at, restarted.version) == (State.WAITING, None, 3)
    assert work.work(LABEL, one_by_one, at=after(299)) == 0
    assert work.work(LABEL, one_by_one, at=after(300)) == 4
    assert seen(job) == (State.DONE, 5, 0)


@pytest.mark.django_db
def test_what_is_over_is_neither_stopped_nor_restarted():
    job = create()
    work.work(LABEL, one_by_one, at=NOW)

    for deed in (lambda: work.stop(job, at=NOW), lambda: work.restart(job, not_before=NOW)):
        with pytest.raises(rules.NoSuchStepError):
            deed()


@pytest.mark.django_db
def test_what_a_piece_raises_is_noted_and_tried_again_a_little_later():
    job = create()

    def breaks(job, at):
        raise ValueError("a letter that nobody can write")

    with pytest.raises(ValueError, match="nobody can write"):
        work.work(LABEL, breaks, at=NOW)

    assert seen(job) == (State.RUNNING, 0, 0)
    assert job.last_error == "ValueError: a letter that nobody can write"
    assert work.work(LABEL, one_by_one, at=after(10)) == 0
    assert work.work(LABEL, one_by_one, at=after(21)) == 5
    assert seen(job) == (State.DONE, 5, 0)
    assert job.last_error == ""


@pytest.mark.django_db
def test_a_job_that_always_breaks_is_given_up_and_says_why():
    job = create()

    def breaks(job, at):
        raise ValueError("no")

    for turn in range(rules.TRIES):
        with pytest.raises(ValueError, match="no"):
            work.work(LABEL, breaks, at=after(60 * turn))
    assert work.work(LABEL, breaks, at=after(3600)) == 0

    assert seen(job) == (State.FAILED, 0, 0)
    assert job.last_error == "ValueError: no"
    work.restart(job, not_before=after(3600))
    assert work.work(LABEL, one_by_one, at=after(3600)) == 5


@pytest.mark.django_db
def test_a_job_that_kills_whoever_takes_it_is_given_up_and_the_next_one_done():
    deadly, next_one = create(), create(about="2", not_before=after(1))
    for turn in range(rules.TRIES):
        assert work.take_up(LABEL, at=after(31 * turn)).job == deadly.pk
        if turn:
            continue
        claim = work.take_up(LABEL, at=after(1))
        work._carry_on(claim, lambda *_: one_by_one, clock=work.Clock(NOW), until=after(60))

    claim = work.take_up(LABEL, at=after(3600))

    assert claim is None
    assert seen(deadly) == (State.FAILED, 0, 0)
    assert deadly.last_error == work.ABANDONED
    assert seen(next_one) == (State.DONE, 5, 0)


@pytest.mark.django_db
def test_a_database_that_goes_away_is_not_the_fault_of_the_job():
    job = create()

    def away(job, at):
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        work.work(LABEL, away, at=NOW)

    job.refresh_from_db()
    assert job.last_error == ""


def test_two_workers_at_once_do_each_piece_once(transactional_db):
    job, gate, done = create(total=30), threading.Barrier(2), []

    def piece(job, at):
        done.append(job.done)
        return Piece(done=1)

    def run():
        gate.wait()
        work.work(LABEL, piece, at=NOW)
        connection.close()

    workers = [threading.Thread(target=run) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert (seen(job), sorted(done)) == ((State.DONE, 30, 0), list(range(30)))


@pytest.mark.django_db(transaction=True)
def test_what_is_made_ahead_holds_no_lock_and_is_kept_in_one_transaction():
    job, blocks = create(total=2), []

    def ahead(claim, at):
        with work.held(claim, at=at) as found:
            blocks.append(("claims", found.done, connection.in_atomic_block))
        blocks.append(("makes", found.done, connection.in_atomic_block))

        def keep(found, at):
            blocks.append(("keeps", found.done, connection.in_atomic_block))
            return Piece(done=1)

        return keep

    assert work.work_ahead(LABEL, ahead, at=NOW) == 2
    assert seen(job) == (State.DONE, 2, 0)
    assert blocks == [
        (what, done, what != "makes") for done in (0, 1) for what in ("claims", "makes", "keeps")
    ]


@pytest.mark.django_db
def test_what_cannot_be_made_ahead_is_noted_and_tried_again():
    job = create()

    def ahead(claim, at):
        raise ValueError("no paper")

    with pytest.raises(ValueError, match="no paper"):
        work.work_ahead(LABEL, ahead, at=NOW)

    assert seen(job) == (State.RUNNING, 0, 0)
    assert job.last_error == "ValueError: no paper"
    assert work.work(LABEL, one_by_one, at=after(10)) == 0
    assert work.work(LABEL, one_by_one, at=after(30)) == 5
