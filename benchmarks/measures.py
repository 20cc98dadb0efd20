"""One function for each row of docs/performance.md that exists so far."""

import asyncio
import contextlib
import json
import sqlite3
import statistics
import threading
import time
from dataclasses import dataclass, field

import psycopg

from benchmarks.load import load
from benchmarks.weight import first_visit
from tests.endurance import races
from tests.endurance.client import Visitor, at_most, form_with
from tests.endurance.results import Result
from tests.endurance.sites import Site

FLOOR = "benchmarks.floor:application"
FEED = "/calendar/public.ics"
SEMINARS = 1_000  # of which about 500 are public and in the feed


@dataclass
class Row:
    """One measure: ours, the floor's in the same run, and whether the goal is met."""

    measure: str
    goal: str
    ours: dict
    floor: dict = field(default_factory=dict)
    meets: bool | None = None

    @property
    def ratio(self):
        """Ours over the floor's, where both are rates."""
        if "rate" in self.ours and self.floor.get("rate"):
            return round(self.ours["rate"] / self.floor["rate"], 2)
        return None

    def as_json(self):
        return {
            "measure": self.measure,
            "goal": self.goal,
            "ours": self.ours,
            "floor": self.floor,
            "ratio": self.ratio,
            "meets": self.meets,
        }


def rate(site, path, *, seconds, headers=(), status=200):
    """Return requests a second at 16 connections, and the processor time of one."""
    load(site.port, path, headers=headers, seconds=min(1.0, seconds))  # warm
    before = site.cpu_seconds()
    found = load(site.port, path, headers=headers, seconds=seconds)
    cpu = site.cpu_seconds() - before
    if set(found.statuses) != {status}:
        raise RuntimeError(f"{path} answered {found.statuses}, not {status} alone.")
    return {
        "rate": round(found.rate, 1),
        "p50_ms": round(found.p50 * 1000, 1),
        "cpu_ms": round(cpu / found.number * 1000, 2),
    }


def pages(ours, floor, slug, *, seconds):
    """The list of 50 events, and the page of one."""
    listed = rate(ours, "/events/", seconds=seconds)
    bare = rate(floor, "/events/", seconds=seconds)
    yield Row(
        "list of 50 events, r/s at 16",
        "≥ 0.5 × floor",
        listed,
        bare,
        meets=listed["rate"] >= 0.5 * bare["rate"],
    )
    one = rate(ours, f"/events/{slug}/", seconds=seconds)
    bare = rate(floor, "/events/1/", seconds=seconds)
    yield Row(
        "event page, r/s at 16",
        "≥ 0.4 × floor",
        one,
        bare,
        meets=one["rate"] >= 0.4 * bare["rate"],
    )


def statements(database, slug):
    """SQL statements of the event page."""
    found = json.loads(database.run("-m", "benchmarks.inside", "statements", slug))
    meets = found["event, member"] <= 12 and found["event, visitor"] <= 6
    yield Row(
        "SQL statements",
        "event page ≤ 12 signed in, ≤ 6 for a visitor",
        found,
        {"event": 1},
        meets=meets,
    )


def weight(ours, slug):
    """What a first visit to an event's page loads."""
    found = first_visit(f"http://localhost:{ours.port}/events/{slug}/")
    if found is None:
        yield Row("first visit, sent KB / requests", "≤ 30 KB, ≤ 6", {"skipped": "no browser"})
        return
    yield Row(
        "first visit, sent KB / requests",
        "≤ 30 KB, ≤ 6",
        {"kb": round(found["kb"], 1), "requests": found["requests"]},
        meets=found["kb"] <= 30 and found["requests"] <= 6,
    )


def write(database, statement):
    """Run one statement on a database, and commit it."""
    if database.is_sqlite:
        with contextlib.closing(sqlite3.connect(database.name, timeout=20)) as connection:
            connection.execute(statement)
            connection.commit()
    else:
        with psycopg.connect(database.url, autocommit=True) as connection:
            connection.execute(statement)


@contextlib.contextmanager
def changing(database, *, every=0.5):
    """Change one event of the feed every half a second meanwhile."""
    stop, changed = threading.Event(), []
    rows = database.rows(
        "SELECT id FROM events_event WHERE visibility = 'public' AND state = 'published'"
        " ORDER BY starts_at LIMIT 50"
    )

    def change():
        while not stop.wait(every):
            pk = rows[len(changed) % len(rows)][0]
            write(database, f"UPDATE events_event SET sequence = sequence + 1 WHERE id = {pk}")
            changed.append(pk)

    thread = threading.Thread(target=change)
    thread.start()
    try:
        yield changed
    finally:
        stop.set()
        thread.join()


def feed(ours, floor, database, *, seconds):
    """The feed of 500 events, whole and unchanged."""
    first = asyncio.run(Visitor(ours.port).get(FEED))
    entries = first.text.count("BEGIN:VEVENT")
    with changing(database) as changed:
        whole = rate(ours, FEED, seconds=seconds)
    whole |= {
        "entries": entries,
        "changes_meanwhile": len(changed),
        "first_ms": round(first.seconds * 1000),
    }
    bare = rate(floor, "/feed.ics", seconds=seconds)
    yield Row(
        "feed of 500 events, content changed, r/s", "≥ 120", whole, bare, whole["rate"] >= 120
    )
    tag = asyncio.run(Visitor(ours.port).get(FEED)).header("etag")
    same = rate(ours, FEED, seconds=seconds, headers=[("If-None-Match", tag)], status=304)
    bare = rate(
        floor, "/feed.ics", seconds=seconds, headers=[("If-None-Match", '"floor"')], status=304
    )
    yield Row("same, unchanged, 304, r/s", "≥ 1,900", same, bare, meets=same["rate"] >= 1900)


async def _signs_up(port, path, thanks, fields):
    visitor = Visitor(port)
    began, requests = time.perf_counter(), 1
    page = await visitor.get(path)
    filled = form_with(page.text, "email").fields | fields
    answer = await visitor.post(path, filled)
    requests += 1
    if answer.status != 302:
        raise RuntimeError(f"{path} answered {answer.status} to a registration.")
    if thanks:
        told = await visitor.get(answer.location)
        requests += 1
        if told.status != 200:
            raise RuntimeError(f"{answer.location} answered {told.status}.")
    return time.perf_counter() - began, requests


def person(number):
    return {
        "name": f"Person {number}",
        "email": f"person.{number}@bench.example",
        "organisation": "Police",
        "country": "LV",
        "category": "practitioner",
    }


def sign_up(engine, floor, *, number):
    """One person after the other signs up."""
    database = engine.fresh()
    slug = json.loads(database.inside("event", 0))["slug"]
    figures = {}
    with Site(database) as site:
        for name, port, path in (
            ("ours", site.port, f"/events/{slug}/register/"),
            ("floor", floor.port, "/register/"),
        ):
            of = site if name == "ours" else floor
            asyncio.run(_signs_up(port, path, True, person(0)))
            before = of.cpu_seconds()
            found = [
                asyncio.run(_signs_up(port, path, name == "ours", person(n)))
                for n in range(1, number + 1)
            ]
            figures[name] = {
                "p50_ms": round(statistics.median(took for took, _ in found) * 1000, 1),
                "requests": found[0][1],
                "cpu_ms": round((of.cpu_seconds() - before) / number * 1000, 1),
            }
    ours = figures["ours"]
    yield Row(
        "one sign-up, p50, requests",
        "≤ 50 ms, ≤ 3",
        ours,
        figures["floor"],
        meets=ours["p50_ms"] <= 50 and ours["requests"] <= 3,
    )


async def _floor_storm(port, number):
    visitors = [Visitor(port) for _ in range(number)]
    pages = await at_most(16, [one.get("/register/") for one in visitors])
    filled = [form_with(one.text, "email").fields | person(n) for n, one in enumerate(pages)]
    return await asyncio.gather(
        *(one.post("/register/", fields) for one, fields in zip(visitors, filled, strict=True))
    )


def _storm(answers):
    return max(one.answered for one in answers) - min(one.sent for one in answers)


def few_places(engine, floor, *, times):
    """200 people send their filled forms in one moment, for 50 places."""
    took, cpu, bare, faults = [], [], [], []
    for _ in range(times):
        database = engine.fresh()
        slug = json.loads(database.inside("event", races.PLACES))["slug"]
        with Site(database) as site:
            before = site.cpu_seconds()
            answers = asyncio.run(races.all_at_once(site.port, slug, 200))
            cpu.append(site.cpu_seconds() - before)
        result = Result("bench", engine.name, "")
        took.append(_storm(races.check_storm(result, database, slug, answers)))
        faults += result.faults
        bare.append(_storm(asyncio.run(_floor_storm(floor.port, 200))))
    seconds = statistics.median(took)
    yield Row(
        "200 people, 50 places, all answered, s",
        "≤ 2 s, exactly 50, 150 waiting in order",
        {
            "seconds": round(seconds, 2),
            "faults": faults,
            "cpu_ms": round(statistics.median(cpu) / 200 * 1000, 1),
        },
        {"seconds": round(statistics.median(bare), 2)},
        meets=seconds <= 2 and not faults,
    )


def mailing(engine, *, people):
    """A letter to many, from the end of its five minutes to the last letter in the outbox."""
    database = engine.fresh()
    key = json.loads(database.inside("mailing", people))["key"]
    found = json.loads(database.run("-m", "benchmarks.inside", "mailing", key))
    yield Row(
        f"a letter to {people} people, written, s",
        "≤ 5 s, each one letter",
        found,
        meets=found["seconds"] <= 5 and found["letters"] == people,
    )


def certificates(engine, *, number):
    """So many certificates, drawn, sealed and put into one archive; each seal is looked at."""
    found = json.loads(engine.fresh().run("-m", "benchmarks.inside", "certificates", str(number)))
    yield Row(
        f"{number} certificates made, sealed and zipped, CPU s",
        "≤ 10 CPU-seconds for 200",
        found,
        meets=found["cpu_seconds"] <= 10 and found["intact"] == number,
    )


def checks(engine):
    """SQL statements of the page on which anybody checks a certificate, and of a file sent there."""
    found = json.loads(engine.fresh().run("-m", "benchmarks.inside", "checks"))
    right = found.pop("as issued")
    yield Row(
        "SQL statements, a certificate checked",
        "≤ 6",
        found,
        meets=right and max(found.values()) <= 6,
    )


def start(database, floor_site, *, times):
    """From the command to the first answer."""
    ours, bare = [], []
    for _ in range(times):
        for found, site in ((ours, Site(database)), (bare, floor_site())):
            found.append(site.start())
            site.kill()
    seconds = statistics.median(ours)
    yield Row(
        "start to first 200, s",
        "≤ 2 s",
        {"seconds": round(seconds, 2)},
        {"seconds": round(statistics.median(bare), 2)},
        meets=seconds <= 2,
    )


def memory(ours, floor):
    """What the site holds after the loads: its two processes, and what starts them."""
    mine = ours.memory_mib()
    yield Row(
        "memory, two web processes, MiB",
        "≤ 250 MiB",
        {"mib": round(mine)},
        {"mib": round(floor.memory_mib())},
        meets=mine <= 250,
    )


def growth(engine, *, sizes, seconds):
    """The event page with more and more registrations for the event."""
    figures = {}
    for size in sizes:
        database = engine.fresh()
        slug = json.loads(database.inside("event", 0, 1))["slug"]
        database.manage("populate", "--registrations", str(size))
        stored = database.number(
            "SELECT count(*) FROM events_registration r JOIN events_event e ON e.id = r.event_id"
            f" WHERE e.slug = '{slug}'"
        )
        if stored != size:
            raise RuntimeError(f"{stored} registrations were made instead of {size}.")
        if not database.is_sqlite:
            write(database, "ANALYZE")
        with Site(database) as site:
            path = f"/events/{slug}/"
            load(site.port, path, connections=2, seconds=0.5)
            before = site.cpu_seconds()
            found = load(site.port, path, connections=1, seconds=seconds)
            cpu = (site.cpu_seconds() - before) / found.number
        figures[f"{size:,}"] = {
            "p50_ms": round(found.p50 * 1000, 1),
            "cpu_ms": round(cpu * 1000, 2),
        }
    first, last = (figures[f"{size:,}"]["p50_ms"] for size in (sizes[0], sizes[-1]))
    yield Row(
        "event page with so many registrations",
        "the last at most twice the first",
        figures,
        meets=last <= 2 * first,
    )
