"""R7: the sender killed over five hundred letters, one letter that nothing can build, two senders."""

import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from tests.mail import sink as sinks

LETTERS = 500


def outbox(engine, result, *, rounds, letters=LETTERS):
    """R7, with as many kills as there are rounds."""
    killed(engine, result, kills=rounds, letters=letters)
    poisoned(engine, result, letters=letters)
    together(engine, result, letters=letters)


def _start(database, port, at):
    return database.start("-m", "tests.mail.sender", database.name, str(port), at.isoformat())


def _written(database, letters, *poison):
    database.inside("letters", letters, *poison)
    return sorted(one for (one,) in database.rows("SELECT message_id FROM mail_letter"))


def killed(engine, result, *, kills, letters):
    """Kill the sender again and again: nothing is lost, one letter at most doubled a kill."""
    database = engine.fresh()
    written, at = _written(database, letters), datetime.now(UTC)
    dice = random.Random(kills)
    with sinks.listening(pause=0.002) as (sink, port):
        for kill in range(1, kills + 1):
            enough = kill * (letters - 20) // kills - dice.randrange(5)
            process, deadline = _start(database, port, at), time.monotonic() + 60
            while len(sink.arrived) < enough and process.poll() is None:
                if time.monotonic() > deadline:
                    raise RuntimeError(f"{len(sink.arrived)} letters came, not {enough}.")
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            process.wait()
            at += timedelta(minutes=2)
            result.rounds += 1
        last = _start(database, port, at)
        result.expect("the last sender's end", last.wait(120), 0)
    counts = Counter(sink.message_ids)
    result.expect("Message-IDs that arrived", sorted(counts), written)
    doubled = sum(counts.values()) - len(written)
    if doubled > kills:
        result.faults.append(f"{doubled} letters doubled by {kills} kills")
    result.expect("states", database.rows("SELECT DISTINCT state FROM mail_letter"), [("sent",)])
    result.figures["letters"] = letters
    result.figures["lost, doubled"] = f"{len(set(written) - set(counts))}, {doubled}"


def poisoned(engine, result, *, letters):
    """One letter that cannot be built fails alone."""
    database = engine.fresh()
    written = _written(database, letters, "poison")
    with sinks.listening() as (sink, port):
        result.expect("the sender's end", _start(database, port, datetime.now(UTC)).wait(120), 0)
    states = dict(database.rows("SELECT state, count(*) FROM mail_letter GROUP BY state"))
    result.expect("states beside the poison", states, {"sent": letters - 1, "failed": 1})
    result.expect("letters beside the poison", len(set(sink.message_ids)), letters - 1)
    result.figures["beside one poisoned letter"] = f"{len(sink.arrived)} of {len(written)} arrived"


def together(engine, result, *, letters):
    """Two senders at once double nothing."""
    database = engine.fresh()
    written, at = _written(database, letters), datetime.now(UTC)
    began = time.monotonic()
    with sinks.listening(pause=0.002) as (sink, port):
        senders = [_start(database, port, at) for _ in range(2)]
        result.expect("both senders' end", [one.wait(120) for one in senders], [0, 0])
    result.expect("Message-IDs by two senders", sorted(sink.message_ids), written)
    attempts = database.rows("SELECT DISTINCT state, attempts FROM mail_letter")
    result.expect("attempts by two senders", attempts, [("sent", 1)])
    result.figures["two senders"] = f"{letters} letters in {time.monotonic() - began:.1f} s"
