"""``./dev bench``: every measure, ours beside the floor's, in one run."""

import argparse
import contextlib
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import dates, measures, meeting, teaching, written
from tests.endurance import engines
from tests.endurance.sites import Site


def main(arguments):
    """Measure; print a table, or JSON."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="JSON on standard output")
    parser.add_argument("--postgres", action="store_true", help="ours on PostgreSQL")
    parser.add_argument("--quick", action="store_true", help="a glance: short and with few rows")
    options = parser.parse_args(arguments)
    rows = []
    with engines.engine(on_postgres=options.postgres) as engine:
        for row in measured(engine, quick=options.quick):
            rows.append(row)
            sys.stderr.write(f"{words(row)}\n")
    about = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "engine": engine.name,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "quick": options.quick,
        "rows": [row.as_json() for row in rows],
    }
    if options.json:
        sys.stdout.write(json.dumps(about, indent=2, ensure_ascii=False) + "\n")
    return 0


def measured(engine, *, quick):
    """Yield row after row."""
    seconds = 1.0 if quick else 5.0
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="floor-")))
        plain = engine.fresh()
        extra = {"FLOOR_DATABASE": str(folder / "floor.sqlite3")}
        subprocess.run(
            [sys.executable, "-m", "benchmarks.floor"], check=True, env=plain.environment | extra
        )

        def floor_site():
            return Site(plain, target=measures.FLOOR, extra=extra)

        yield from measures.start(plain, floor_site, times=1 if quick else 5)
        floor = stack.enter_context(floor_site())
        yield from measures.sign_up(engine, floor, number=20 if quick else 200)
        yield from measures.few_places(engine, floor, times=1 if quick else 5)
        yield from written.tally(plain, lines=10_000 if quick else 100_000)
        yield from written.launch(engine, times=3 if quick else 20)
        yield from written.votes_at_16(engine, floor, seconds=seconds, rounds=1 if quick else 5)
        yield from measures.mailing(engine, people=100 if quick else 500)
        yield from measures.certificates(engine, number=50 if quick else 200)
        yield from measures.checks(engine)
        yield from teaching.matching(engine)
        yield from teaching.board(engine, floor, seconds=seconds)
        yield from meeting.agenda(engine, floor, seconds=seconds)
        yield from dates.own_feeds(engine)
        sizes = (10, 1_000) if quick else (10, 1_000, 10_000, 100_000)
        yield from measures.growth(engine, sizes=sizes, seconds=seconds)
        full = engine.fresh()
        full.manage(
            "populate",
            "--events",
            str(measures.SEMINARS),
            "--people",
            "50",
            "--registrations",
            "5000",
        )
        if not full.is_sqlite:
            measures.write(full, "ANALYZE")
        slug = full.rows(
            "SELECT slug FROM events_event WHERE visibility = 'public' AND state = 'published'"
            " ORDER BY starts_at LIMIT 1"
        )[0][0]
        ours = stack.enter_context(Site(full))
        yield from measures.pages(ours, floor, slug, seconds=seconds)
        yield from measures.statements(full, slug)
        yield from measures.weight(ours, slug)
        yield from measures.feed(ours, floor, full, seconds=seconds)
        yield from measures.memory(ours, floor)


def words(row):
    """Return a row as a few lines of text."""
    verdict = {True: "met", False: "MISSED", None: "not measured"}[row.meets]
    goal = f"{verdict} ({row.goal})" if row.goal else "no goal"
    lines = [f"{row.measure}: {goal}", f"    ours   {row.ours}"]
    if row.floor:
        beside = f", ratio {row.ratio}" if row.ratio else ""
        lines.append(f"    floor  {row.floor}{beside}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
