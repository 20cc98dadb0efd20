"""RC: certificates by many workers at once over the same people, and by one that is killed."""

import contextlib
import hashlib
import json
import random
import signal
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.endurance.schedule import stand_ready

MADE = "SELECT count(*) FROM certificates_certificate WHERE made_at IS NOT NULL"
CLAIMED = "SELECT count(*) FROM certificates_certificate WHERE made_at IS NULL"
ONE_LIVE = "certificate_one_live_per_registration"
ONCE = "certificate_number_once_a_version"
LEASE = timedelta(minutes=1)


def certificates(engine, result, *, rounds, people, workers):
    """RC, each of its two ways as often as there are rounds."""
    for number in range(rounds):
        together(engine, result, people=people, workers=workers)
        killed(engine, result, people=people, dice=random.Random(number))
        result.rounds += 1
    result.figures["people"] = people


def certificates_unguarded(engine, result, *, rounds, people, workers):
    """The negative control of RC: without lock, transaction and constraint it is found out."""
    for _ in range(rounds):
        database = _begun(engine, people, batches=workers)
        _without_constraints(database)
        control = type(result)(result.check, result.engine, result.goal)
        _at_once(database, control, workers, how="unguarded")
        _check(database, control, people)
        result.rounds += 1
        doubled = [fault for fault in control.faults if fault.startswith("people with two")]
        if doubled:
            result.figures["faults found"] = [fault[:160] for fault in control.faults]
            return
    result.faults.append(f"{rounds} storms without guards doubled nothing: RC proves nothing")


def together(engine, result, *, people, workers):
    """As many batches as workers over the same people, all at once: each has one certificate."""
    database = _begun(engine, people, batches=workers)
    began = time.monotonic()
    _at_once(database, result, workers, how="guarded")
    result.figures[f"{workers} workers"] = f"{time.monotonic() - began:.1f} s"
    # What is left, if the machine was slow, is done by the next turns of the schedule.
    _finish(database, result)
    _check(database, result, people)
    result.expect(
        "people of the batches by what came of them",
        dict(database.rows("SELECT state, count(*) FROM certificates_batchitem GROUP BY state")),
        {"done": people, "skipped": people * (workers - 1)},
    )


def killed(engine, result, *, people, dice):
    """One worker, killed twice while it makes what it claimed: that is finished, not doubled."""
    database = _begun(engine, people, batches=1)
    had, begun, at = [0], [], datetime.now(UTC)
    for _ in range(2):
        with _gate() as gate:
            worker = _start(database, gate, at, how="guarded")
            stand_ready(gate, [worker])
            Path(gate, "go").touch()
            _wait_for(database, had[-1] + 1, worker)
            time.sleep(dice.random() * 0.05)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        had.append(database.number(MADE))
        begun.append(database.number(CLAIMED))
        at += LEASE
    result.figures["made when killed"] = " and ".join(map(str, had[1:]))
    result.figures["claimed and not made when killed"] = " and ".join(map(str, begun))
    _finish(database, result, at=at)
    _check(database, result, people)


def _begun(engine, people, *, batches):
    """Begin so many batches over the same people; return the database."""
    database = engine.fresh()
    database.inside("batches", people, batches)
    return database


def _at_once(database, result, workers, *, how):
    with _gate() as gate:
        started = [_start(database, gate, datetime.now(UTC), how=how) for _ in range(workers)]
        stand_ready(gate, started)
        Path(gate, "go").touch()
        ends = Counter(one.wait(600) for one in started)
    result.expect("ends of the workers", dict(ends), {0: workers})


@contextlib.contextmanager
def _gate():
    with tempfile.TemporaryDirectory() as gate:
        yield Path(gate)


def _start(database, gate, at, *, how):
    return database.start("-m", "tests.endurance.issuer", str(gate), how, at.isoformat())


def _wait_for(database, enough, worker):
    """Wait until so many are made, and more are claimed that are not."""
    while database.number(MADE) < enough or not database.number(CLAIMED):
        if worker.poll() is not None:
            raise RuntimeError(f"It ended with {database.number(MADE)} made, before it was killed.")
        time.sleep(0.002)


def _finish(database, result, at=None):
    """Take turns of the schedule until every batch is done."""
    at = at or datetime.now(UTC) + LEASE
    for _ in range(30):
        if database.rows("SELECT DISTINCT state FROM jobs_job") == [("done",)]:
            return
        with _gate() as gate:
            Path(gate, "go").touch()
            ended = _start(database, gate, at, how="guarded").wait(600)
        result.expect(f"the end of the worker of {at:%H:%M}", ended, 0)
        at += LEASE


def _check(database, result, people):
    """Each has one certificate, with its file, letter and line; numbers run without a hole."""
    rows = database.rows(
        "SELECT r.email, c.number, c.sha256 FROM certificates_certificate c"
        " JOIN events_registration r ON r.id = c.registration_id ORDER BY c.number"
    )
    counts = Counter(email for email, _number, _sha256 in rows)
    wanted = sorted(f"person.{one}@storm.example" for one in range(people))
    result.expect("people with a certificate", sorted(counts), wanted)
    twice = sorted(email for email, number in counts.items() if number > 1)
    result.expect("people with two", twice, [])
    runs = [int(number.rpartition("-")[2]) for _email, number, _sha256 in rows]
    result.expect("numbers", runs, list(range(1, people + 1)))
    result.expect("rows without a file", [email for email, _, sha256 in rows if not sha256], [])
    torn = [number for _, number, sha256 in rows if sha256 and not _is_whole(database, sha256)]
    result.expect("files torn or lost", torn, [])
    letters = database.rows("SELECT \"to\" FROM mail_letter WHERE label LIKE 'certificates.%'")
    result.expect("letters", sorted(to for (to,) in letters), wanted)
    lines = database.number("SELECT count(*) FROM journal_entry WHERE deed='certificates.issued'")
    result.expect("lines in the journal", lines, people)
    jobs = database.rows("SELECT state, failed, count(*) FROM jobs_job GROUP BY state, failed")
    result.expect("jobs that are not done", [job for job in jobs if job[:2] != ("done", 0)], [])


def _is_whole(database, sha256):
    file = database.store / "certificates" / sha256[:2] / sha256
    return file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256


def _without_constraints(database):
    """Let the database take what must never be."""
    told = [f"DROP INDEX {ONE_LIVE}"]
    if not database.is_sqlite:
        told.append(f"ALTER TABLE certificates_certificate DROP CONSTRAINT {ONCE}")
    database.inside("told", json.dumps(told))
