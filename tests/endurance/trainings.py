"""RT: officers that schedule the same request at once, and requests that want the same trainers."""

import json
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.endurance.schedule import stand_ready

PROCESSES = 2
LOSE = {"somebody was quicker", "trainer_booked"}
"""What those are told who come second: on the same request, and on the other."""
REQUESTS = "SELECT count(*) FROM trainings_trainingrequest"
DAYS = "SELECT count(*) FROM trainings_assignmentday"
OF_THE_SECOND = (
    f"{DAYS} d JOIN trainings_assignment a ON a.id = d.assignment_id"
    " JOIN trainings_trainingrequest r ON r.id = a.request_id WHERE r.state = 'accepted'"
)
UNTOUCHED = f"{REQUESTS} WHERE state = 'accepted' AND delivery_id IS NULL AND chosen_id IS NULL"
LEFT = {
    "events": ("SELECT count(*) FROM events_event", 1),
    "sessions": ("SELECT count(*) FROM events_session", 3),
    "deliveries": ("SELECT count(*) FROM trainings_delivery", 1),
    "requests with a date": (f"{REQUESTS} WHERE state = 'scheduled'", 1),
    "requests without": (UNTOUCHED, 1),
    "lines in the journal": (
        "SELECT count(*) FROM journal_entry WHERE deed = 'trainings.scheduled'",
        1,
    ),
    "lines on the timeline": (
        "SELECT count(*) FROM trainings_timelineentry WHERE happening = 'scheduled'",
        1,
    ),
    "days of the trainers": (DAYS, 4),
    "days of the request that came second": (OF_THE_SECOND, 0),
}
"""What a storm leaves behind, each counted by one statement."""


def trainings(engine, result, *, rounds, officers):
    """RT: two requests, two trainers whom both want on the same days, and so many officers."""
    times = []
    for _ in range(rounds):
        database, ready = _ready(engine)
        began = time.monotonic()
        told = _at_once(database, result, ready, officers, how="guarded")
        times.append(time.monotonic() - began)
        _check(database, result, told, officers)
        result.rounds += 1
    result.figures["officers"] = officers
    result.figures["the slowest storm"] = f"{max(times):.1f} s"


def trainings_unguarded(engine, result, *, rounds, officers):
    """The negative control of RT: without locks and transactions it is found out."""
    for _ in range(rounds):
        database, ready = _ready(engine)
        control = type(result)(result.check, result.engine, result.goal)
        told = _at_once(database, control, ready, officers, how="unguarded")
        _check(database, control, told, officers)
        result.rounds += 1
        if control.faults:
            result.figures["faults found"] = [fault[:160] for fault in control.faults]
            return
    result.faults.append(f"{rounds} storms without guards showed no fault: RT proves nothing")


def _ready(engine):
    """Return a database with two requests that lack nothing, of which one alone can be."""
    database = engine.fresh()
    return database, json.loads(database.inside("wanted"))


def _at_once(database, result, ready, officers, *, how):
    """Let all officers schedule at once; return how often each word was told."""
    each = str(officers // PROCESSES)
    with tempfile.TemporaryDirectory() as gate:
        said = (gate, how, ready["at"], each, *ready["references"])
        started = [
            database.start("-m", "tests.endurance.schedulers", *said) for _ in range(PROCESSES)
        ]
        stand_ready(Path(gate), started)
        Path(gate, "go").touch()
        ends = Counter(one.wait(600) for one in started)
        result.expect("ends of the processes", dict(ends), {0: PROCESSES})
        answers = [json.loads(one.read_text()) for one in Path(gate).glob("*.json")]
    return Counter(word for some in answers for word in some)


def _check(database, result, told, officers):
    """One of the officers scheduled, all the others are told why not, and nothing is doubled."""
    result.expect("officers who scheduled", told["scheduled"], 1)
    result.expect("what the others are told", set(told) - {"scheduled"} - LOSE, set())
    result.expect("officers who are answered", told.total(), officers)
    for what, (statement, number) in LEFT.items():
        result.expect(what, database.number(statement), number)
