"""R7m: a letter to five hundred, its writer killed twice, stopped in time, by two writers at once."""

import json
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

LETTERS = 500
FIVE = timedelta(minutes=5)
WRITTEN = "SELECT count(*) FROM mail_letter WHERE batch IS NOT NULL"


def mailings(engine, result, *, rounds, letters=LETTERS):
    """R7m, each of its three ways as often as there are rounds."""
    for _ in range(rounds):
        killed(engine, result, letters=letters)
        stopped(engine, result, letters=letters)
        together(engine, result, letters=letters)
        result.rounds += 1
    result.figures["letters"] = letters


def _sent(engine, letters):
    """Send a letter to so many people; return the database, its key, and when it may leave."""
    database = engine.fresh()
    key = json.loads(database.inside("mailing", letters))["key"]
    return database, key, datetime.now(UTC) + FIVE


def _start(database, at):
    return database.start("-m", "tests.endurance.writer", at.isoformat())


def _end(result, writer, at):
    result.expect(f"the end of the writer of {at:%H:%M}", writer.wait(120), 0)


def _finish(database, result, at):
    """Take turns of the schedule until the letter is written to all."""
    for _ in range(20):
        _end(result, _start(database, at), at)
        if database.rows("SELECT state FROM jobs_job") == [("done",)]:
            return
        at += timedelta(minutes=1)


def _check_each_once(result, database, letters):
    rows = database.rows('SELECT "to" FROM mail_letter WHERE batch IS NOT NULL')
    counts = Counter(to for (to,) in rows)
    wanted = [f"person.{one}@storm.example" for one in range(letters)]
    result.expect("people with a letter", sorted(counts), sorted(wanted))
    result.expect("people with two", [to for to, number in counts.items() if number > 1], [])
    result.expect(
        "job", database.rows("SELECT state, done, failed FROM jobs_job"), [("done", letters, 0)]
    )
    unwritten = (
        "SELECT count(*) FROM events_mailingrecipient WHERE letter_id IS NULL OR written_at IS NULL"
    )
    result.expect("people without", database.number(unwritten), 0)


def killed(engine, result, *, letters):
    """Kill the writer twice in the middle: each person has one letter in the end."""
    database, _key, at = _sent(engine, letters)
    had = []
    for enough in (letters // 5, letters // 2):
        writer, deadline = _start(database, at), time.monotonic() + 60
        while database.number(WRITTEN) < enough and writer.poll() is None:
            if time.monotonic() > deadline:
                raise RuntimeError(
                    f"{database.number(WRITTEN)} letters were written, not {enough}."
                )
            time.sleep(0.002)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        had.append(database.number(WRITTEN))
        at += timedelta(minutes=1)
    _finish(database, result, at)
    _check_each_once(result, database, letters)
    result.figures["written when killed"] = " and ".join(map(str, had))


def stopped(engine, result, *, letters):
    """Stop it a second before the five minutes are over: nobody is written to."""
    database, key, at = _sent(engine, letters)
    database.inside("stop_mailing", key)
    for late in (timedelta(), timedelta(hours=1)):
        _end(result, _start(database, at + late), at + late)
    result.expect("letters after it was stopped", database.number(WRITTEN), 0)


def together(engine, result, *, letters):
    """Two writers at once double nothing."""
    database, _key, at = _sent(engine, letters)
    began = time.monotonic()
    for writer in [_start(database, at) for _ in range(2)]:
        _end(result, writer, at)
    result.figures["two writers"] = f"{letters} letters in {time.monotonic() - began:.1f} s"
    # What is left, if the machine was slow, is done by the next turn of the schedule.
    _finish(database, result, at + FIVE)
    _check_each_once(result, database, letters)
