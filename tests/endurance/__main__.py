"""``./dev endure``: run the checks, say what held, and leave the figures as JSON."""

import argparse
import json
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.endurance import (
    certainties,
    certificates,
    engines,
    files,
    hostile,
    killed_votes,
    kills,
    mailings,
    mixed,
    outbox,
    races,
    replays,
    schedule,
    trainings,
    votes,
)
from tests.endurance.results import Result


@dataclass(frozen=True)
class Check:
    """One check: its goal in words, what does it, and how hard, in full and in short."""

    name: str
    goal: str
    function: Callable
    rounds: int
    short: int
    full_size: dict = field(default_factory=dict)
    short_size: dict = field(default_factory=dict)
    short_on_both: bool = True


CHECKS = (
    Check(
        "R1",
        "1,000 at once for 50 places: exactly 50, the others wait in order of arrival, no 5xx",
        races.places,
        rounds=20,
        short=1,
        full_size={"number": 1000},
        short_size={"number": 300},
    ),
    Check(
        "R1-",
        "the same storm without guards is found out",
        races.places_unguarded,
        rounds=10,
        short=5,
        full_size={"number": 300},
        short_size={"number": 150},
    ),
    Check(
        "R1x",
        "1,000 at once for places by state, group, mode and session: none oversold, none overtaken",
        mixed.mixed,
        rounds=5,
        short=1,
        full_size={"number": 1000},
        short_size={"number": 200},
    ),
    Check(
        "R2",
        "50 give their place back at once, 100 wait: 50 promoted in order, one letter each",
        races.promotions,
        rounds=20,
        short=1,
        full_size={"number": 50},
        short_size={"number": 50},
    ),
    Check(
        "R3",
        "27 seats reply from 4 devices at once: 27 ballots, none lost; 50 against 50 closings: one count",
        votes.votes,
        rounds=20,
        short=1,
    ),
    Check(
        "R3-",
        "the same storm of replies without guards is found out",
        votes.votes_unguarded,
        rounds=10,
        short=3,
        short_on_both=False,
    ),
    Check(
        "R4",
        "the site killed outright under load: nothing acknowledged lost, nothing doubled, back soon",
        kills.site_killed,
        rounds=50,
        short=5,
    ),
    Check(
        "R4v",
        "the site killed outright while seats reply: each receipt is in the ledger, once",
        killed_votes.votes_killed,
        rounds=50,
        short=3,
    ),
    Check(
        "R5",
        "PostgreSQL killed under load: nothing lost, 503 with Retry-After meanwhile, heals alone",
        kills.database_killed,
        rounds=10,
        short=1,
    ),
    Check(
        "R4f",
        "every process killed while files are sent: no document without its file, none lost",
        files.files_killed,
        rounds=50,
        short=3,
    ),
    Check(
        "R6",
        "manage.py check refuses a database that would lose what it acknowledged",
        certainties.durability,
        rounds=1,
        short=1,
    ),
    Check(
        "R7",
        "the sender killed over 500 letters: none lost, doubled at most once a kill",
        outbox.outbox,
        rounds=20,
        short=2,
        full_size={"letters": 500},
        short_size={"letters": 60},
    ),
    Check(
        "R7m",
        "a letter to 500, its writer killed twice: one letter each; stopped in five minutes: none",
        mailings.mailings,
        rounds=5,
        short=1,
        full_size={"letters": 500},
        short_size={"letters": 60},
    ),
    Check(
        "RC",
        "20 workers issue the same 200 certificates, and one is killed twice: 200, none doubled",
        certificates.certificates,
        rounds=5,
        short=1,
        full_size={"people": 200, "workers": 20},
        short_size={"people": 50, "workers": 4},
    ),
    Check(
        "RC-",
        "the same workers without guards are found out",
        certificates.certificates_unguarded,
        rounds=5,
        short=3,
        full_size={"people": 50, "workers": 8},
        short_size={"people": 20, "workers": 4},
        short_on_both=False,
    ),
    Check(
        "RT",
        "two requests that want the same trainers, scheduled by many officers at once: one event, each"
        " trainer once a day",
        trainings.trainings,
        rounds=20,
        short=1,
        full_size={"officers": 16},
        short_size={"officers": 8},
    ),
    Check(
        "RT-",
        "the same officers without guards are found out",
        trainings.trainings_unguarded,
        rounds=5,
        short=3,
        full_size={"officers": 16},
        short_size={"officers": 8},
        short_on_both=False,
    ),
    Check(
        "R8",
        "what falls due, by two workers at once or twice in a row: the same as once",
        schedule.schedule,
        rounds=50,
        short=5,
        full_size={"ways_a_round": 3},
        short_size={"ways_a_round": 1},
    ),
    Check(
        "R9",
        "Friday 17:00 in Brussels is 16:00Z in winter and 15:00Z in summer; no hour is guessed",
        certainties.hours,
        rounds=1,
        short=1,
        short_on_both=False,
    ),
    Check(
        "R14",
        "a form sent 50 times at once has one effect",
        replays.replays,
        rounds=5,
        short=1,
        full_size={"times": 50},
        short_size={"times": 20},
    ),
    Check(
        "R13",
        "10,000 hostile inputs from each role: no 5xx, nothing unescaped, nobody led away",
        hostile.hostile,
        rounds=10_000,
        short=30,
        short_on_both=False,
    ),
)


def main(arguments):
    """Run what is asked for; 1 when something does not hold."""
    parser = argparse.ArgumentParser(prog="./dev endure", description=__doc__)
    names = [check.name for check in CHECKS]
    parser.add_argument("--only", action="append", choices=names, metavar="R1")
    parser.add_argument("--rounds", type=int, help="instead of what is usual for each check")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--short", action="store_true", help="the round of the pipeline")
    parser.add_argument("--json", type=Path, metavar="FILE", help="leave the figures there")
    options = parser.parse_args(arguments)
    asked = [check for check in CHECKS if not options.only or check.name in options.only]
    # Ended from outside, it still ends the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results = []
    with engines.engine(on_postgres=options.postgres) as engine:
        for check in asked:
            results.append(run(check, engine, options))
            say(results[-1])
            if options.json:
                figures = [one.as_json() for one in results]
                options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    broken = [one.check for one in results if not one.holds]
    say(f"Does not hold: {', '.join(broken)}." if broken else "All of it holds.")
    return 1 if broken or not results else 0


def run(check, engine, options):
    """Run one check, however it ends."""
    result = Result(check.name, engine.name, check.goal)
    rounds = options.rounds or (check.short if options.short else check.rounds)
    began = time.monotonic()
    if options.short and options.postgres and not (check.short_on_both or options.only):
        result.skipped = "the short round asks SQLite alone"
        return result
    size = check.short_size if options.short else check.full_size
    try:
        check.function(engine, result, rounds=rounds, **size)
    except Exception:  # noqa: BLE001  # a check that breaks is a check that does not hold
        result.faults.append(traceback.format_exc(limit=-6))
    result.seconds = time.monotonic() - began
    result.figures["took"] = f"{result.seconds:.0f} s"
    return result


def say(words):
    """Say it at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
