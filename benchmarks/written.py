"""Written procedures: the rows of what is counted, launched, read and replied."""

import asyncio
import itertools
import json
import os
import statistics
import subprocess
import sys
import time

from benchmarks import measures
from benchmarks.measures import Row
from tests.endurance import votes
from tests.endurance.client import Visitor, at_most, form_with
from tests.endurance.engines import ROOT
from tests.endurance.sites import Site

EXAMPLES = ROOT / "tests" / "procedures" / "voting_examples.json"
PROCEDURES = 200
AT_ONCE = 16
DAY = 24 * 3600
DEVICES = 2


def tally(database, *, lines):
    """Lines of tally, every rule of the worked examples among them, start included."""
    examples = json.loads(EXAMPLES.read_text())["examples"]
    asked = [json.dumps({"rule": one["rule"], "ballots": one["ballots"]}) for one in examples]
    expected = [one["expected"] for one in examples]
    sent = "".join(f"{line}\n" for line in itertools.islice(itertools.cycle(asked), lines))
    began, before = time.perf_counter(), _children_cpu()
    finished = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "tally"],
        input=sent,
        check=True,
        cwd=ROOT,
        env=database.environment,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - began
    answers = [json.loads(line)["outcome"] for line in finished.stdout.splitlines()]
    right = answers == list(itertools.islice(itertools.cycle(expected), lines))
    yield Row(
        f"{lines:,} lines of tally, s",
        "100,000 in ≤ 5 s, all right",
        {
            "seconds": round(seconds, 2),
            "cpu_s": round(_children_cpu() - before, 2),
            "lines_per_s": round(lines / seconds),
            "right": right,
        },
        meets=right and seconds <= 5,
    )


def _children_cpu():
    """Return the processor time of the processes that were run to their end."""
    used = os.times()
    return used.children_user + used.children_system


def launch(engine, *, times):
    """A launch that asks 27 seats, each with a representative and a substitute."""
    database = engine.fresh()
    database.inside("board")
    found = json.loads(database.run("-m", "benchmarks.inside", "launches", str(times)))
    yield Row("launch to 27 seats, 54 letters, p50", "", found)


def votes_at_16(engine, floor, *, seconds, rounds):
    """The page of a running procedure for who votes in it, and replies, 16 at a time."""
    database = engine.fresh()
    database.inside("board")
    database.manage("populate", "--procedures", str(PROCEDURES))
    reference = json.loads(database.inside("procedure", DAY))["reference"]
    devices = json.loads(database.inside("devices", DEVICES))
    if not database.is_sqlite:
        measures.write(database, "ANALYZE")
    with Site(database) as site:
        (_address, session), *_others = devices["LV"]
        cookie = [("Cookie", f"session={session}")]
        yield Row(
            "page to vote on, r/s at 16",
            "",
            measures.rate(site, f"/procedures/{reference}/", seconds=seconds, headers=cookie),
            measures.rate(floor, "/events/1/", seconds=seconds),
        )
        opened = asyncio.run(votes.opened(site.port, reference, devices))
        yield Row(
            "reply of a seat, r/s at 16",
            "",
            _posts(
                site,
                [
                    lambda one=one, number=number: one.send(reference, "for", f"Reply {number}")
                    for number in range(rounds)
                    for one in opened
                ],
                right=lambda answer: answer.said == "recorded",
            ),
            _posts(
                floor,
                asyncio.run(_floor_forms(floor.port, rounds * len(opened))),
                right=lambda answer: answer.status == 302,
            ),
        )
    yield from _statements(database, reference)


async def _floor_forms(port, number):
    """Fill the floor's form in so many times; return the sending of each."""
    visitors = [Visitor(port) for _ in range(number)]
    pages = await at_most(AT_ONCE, [one.get("/register/") for one in visitors])
    filled = [
        form_with(one.text, "email").fields | measures.person(n) for n, one in enumerate(pages)
    ]
    return [
        lambda one=one, fields=fields: one.post("/register/", fields)
        for one, fields in zip(visitors, filled, strict=True)
    ]


def _posts(site, deeds, *, right):
    """Send forms, 16 at a time; return how many a second, and what one takes."""
    before, began = site.cpu_seconds(), time.perf_counter()
    answers = asyncio.run(_all(deeds))
    seconds, cpu = time.perf_counter() - began, site.cpu_seconds() - before
    wrong = [answer for answer in answers if not right(answer)]
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {len(answers)} were refused, such as {wrong[0]}.")
    return {
        "rate": round(len(answers) / seconds, 1),
        "p50_ms": round(statistics.median(one.answered - one.sent for one in answers) * 1000, 1),
        "cpu_ms": round(cpu / len(answers) * 1000, 2),
    }


async def _all(deeds):
    return await at_most(AT_ONCE, [deed() for deed in deeds])


def _statements(database, reference):
    """SQL statements of the pages about procedures."""
    found = json.loads(database.run("-m", "benchmarks.inside", "of_procedures", reference))
    yield Row("SQL statements, written procedures", "", found)
