"""R8: whatever falls due, done by two workers at once or twice in a row, is done once."""

import hashlib
import itertools
import json
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.mail import sink as sinks

LETTERS = 30
# What a turn writes about them leaves with the next one, so it is told apart.
ABOUT_THEM = "WHERE label = 'procedures.procedure'"
WRITTEN = 3 * 54 + 2 * 16 + 54
"""Letters about them: of the launches, of the replies, and of the one reminder."""
CERTIFICATES = 20
"""Made of two batches over the same people; more than a piece, so that two may share them."""
WAYS = (
    ("two workers", 2, 1, "leased"),
    ("two at once without a lease", 2, 1, "bare"),
    ("twice in a row", 1, 2, "leased"),
)


def schedule(engine, result, *, rounds, ways_a_round):
    """R8: by two real workers, by two without the lease between them, and twice in a row."""
    template = engine.fresh()
    at = json.loads(template.inside("due", LETTERS))["at"]
    keep = engine.kept(template)
    once = _after(engine, keep, result, at, "once", together=1, turns=1, lease="leased")
    states = Counter(json.loads(row)[1] for row in once["procedures"])
    result.expect("procedures after once", dict(states), {"closed": 2, "running": 1})
    result.expect("certificates after once", once["certificates"]["rows"], CERTIFICATES)
    result.expect("letters of the reminder", once["letters about procedures"]["rows"], WRITTEN)
    result.figures["letters that arrived"] = once["arrived"]
    result.figures["events held, reports settled"] = "3, 5"
    result.figures["procedures closed, reminded of"] = "2, 1"
    ways = itertools.cycle(WAYS)
    for _ in range(rounds):
        for how, together, turns, lease in itertools.islice(ways, ways_a_round):
            found = _after(
                engine, keep, result, at, how, together=together, turns=turns, lease=lease
            )
            result.expect(f"state after {how}", found, once)
        result.rounds += 1


def _after(engine, keep, result, at, how, *, together, turns, lease):
    """Return the state after so many turns of so many workers, their clocks at that moment."""
    database = engine.fresh(kept=keep)
    with sinks.listening() as (sink, port), tempfile.TemporaryDirectory() as gate:
        for _ in range(turns):
            workers = [
                database.start("-m", "tests.endurance.worker", str(port), gate, lease, at)
                for _ in range(together)
            ]
            stand_ready(Path(gate), workers)
            Path(gate, "go").touch()
            result.expect(f"ends, {how}", [one.wait(120) for one in workers], [0] * together)
    twice = [name for name, number in Counter(sink.message_ids).items() if number > 1]
    result.expect(f"letters that came twice, {how}", twice, [])
    later = {one for (one,) in database.rows(f"SELECT message_id FROM mail_letter {ABOUT_THEM}")}
    arrived = sum(one not in later for one in sink.message_ids)
    return {"arrived": arrived, **state(database)}


def stand_ready(gate, workers):
    """Wait until each stands ready."""
    while sum(gate.joinpath(str(one.pid)).exists() for one in workers) < len(workers):
        if any(one.poll() for one in workers):
            raise RuntimeError("A worker did not start.")
        time.sleep(0.005)


def state(database):
    """Return all that the schedule may change, without moments and chance."""
    asked = {
        "letters": 'SELECT "to", state, attempts FROM mail_letter'
        " WHERE label <> 'procedures.procedure'",
        "deliveries": 'SELECT l."to", d.outcome, d.attempt FROM mail_delivery d'
        " JOIN mail_letter l ON l.id = d.letter_id WHERE l.label <> 'procedures.procedure'",
        "letters about procedures": f'SELECT "to", subject FROM mail_letter {ABOUT_THEM}',
        "procedures": "SELECT reference, state, outcome, version, sequence"
        " FROM procedures_procedure",
        "ledger": "SELECT p.reference, e.number, e.kind, e.seat FROM procedures_ballotevent e"
        " JOIN procedures_procedure p ON p.id = e.procedure_id",
        "decisions": "SELECT number, source_key, outcome FROM decisions_decision",
        "suppressed": "SELECT address FROM mail_suppression",
        "reports": "SELECT event_id, settled_at IS NOT NULL FROM mail_report",
        "certificates": "SELECT number, version, state, made_at IS NOT NULL"
        " FROM certificates_certificate",
        "certificates asked for": "SELECT state, why FROM certificates_batchitem",
        "events": "SELECT slug, state, version, sequence FROM events_event",
        "journal": "SELECT deed, label FROM journal_entry",
    }
    return {
        what: _summed(sorted(map(list, database.rows(statement)), key=json.dumps))
        for what, statement in asked.items()
    }


def _summed(rows):
    """Keep long lists short in the report, and still compare each row."""
    kinds = Counter(json.dumps(row) for row in rows)
    return {row: number for row, number in kinds.items() if len(kinds) <= 12} or _mark(kinds)


def _mark(kinds):
    text = json.dumps(sorted(kinds.items()))
    return {"rows": sum(kinds.values()), "mark": hashlib.sha256(text.encode()).hexdigest()[:16]}
