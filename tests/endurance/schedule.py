"""R8: whatever falls due, done by two workers at once or twice in a row, is done once."""

import hashlib
import json
import time
from collections import Counter

from tests.mail import sink as sinks

LETTERS = 30


def schedule(engine, result, *, rounds):
    """R8: by two real workers, by two without the lease between them, and twice in a row."""
    template = engine.fresh()
    template.inside("due", LETTERS)
    keep = engine.kept(template)
    once = _after(engine, keep, result, "once", together=1)
    result.figures["done once"] = once
    for _ in range(rounds):
        for how, together, turns in (
            ("two workers", 2, 1),
            ("two at once without a lease", 2, 1),
            ("twice in a row", 1, 2),
        ):
            leased = how != "two at once without a lease"
            found = _after(engine, keep, result, how, together=together, turns=turns, leased=leased)
            result.expect(f"state after {how}", found, once)
        result.rounds += 1


def _after(engine, keep, result, how, *, together, turns=1, leased=True):
    database = engine.fresh(kept=keep)
    with sinks.listening() as (sink, port):
        start = f"{time.time() + 2.5}" if together > 1 else "0"
        for _ in range(turns):
            workers = [
                database.start(
                    "-m", "tests.endurance.worker", str(port), start, "leased" if leased else "bare"
                )
                for _ in range(together)
            ]
            ends = [one.wait(120) for one in workers]
            result.expect(f"ends, {how}", ends, [0] * together)
    twice = [name for name, number in Counter(sink.message_ids).items() if number > 1]
    result.expect(f"letters that came twice, {how}", twice, [])
    return {"arrived": len(sink.arrived), **state(database)}


def state(database):
    """Return all that the schedule may change, without moments and chance."""
    asked = {
        "letters": 'SELECT "to", state, attempts FROM mail_letter',
        "deliveries": 'SELECT l."to", d.outcome, d.attempt FROM mail_delivery d'
        " JOIN mail_letter l ON l.id = d.letter_id",
        "suppressed": "SELECT address FROM mail_suppression",
        "reports": "SELECT event_id, settled_at IS NOT NULL FROM mail_report",
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
