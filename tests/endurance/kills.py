"""R4 and R5: the site killed under load, the database's own server killed under load."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.endurance import seen
from tests.endurance.client import NoAnswerError, Visitor, problems
from tests.endurance.races import PLACES, filled_form, told
from tests.endurance.results import spread
from tests.endurance.sites import Site

PEOPLE_AT_ONCE = 6
BACK_WITHIN = 10
PAUSE = 0.05
AWAY = 1.5


async def registers(load, _person):
    """Register somebody new."""
    load.number += 1
    visitor = Visitor(load.port)
    fields = await load.until_answered(filled_form, visitor, load.slug, load.number)
    path = f"/events/{load.slug}/register/"
    answer = await load.until_answered(visitor.post, path, fields, wanted=302)
    load.acknowledged[fields["email"]] = told(answer)


@dataclass
class Load:
    """People who do a deed without end, and send again what was not answered."""

    port: int
    slug: str
    dice: random.Random
    deed: Callable = registers
    acknowledged: dict = field(default_factory=dict)
    statuses: Counter = field(default_factory=Counter)
    moments: list = field(default_factory=list)
    problems: Counter = field(default_factory=Counter)
    unanswered: int = 0
    without_retry_after: int = 0
    stopping: bool = False
    number: int = 0

    async def run(self, deeds):
        """Keep the load up while the deeds are done; then let everybody finish."""
        people = [asyncio.create_task(self.person(one)) for one in range(PEOPLE_AT_ONCE)]
        try:
            await deeds
        finally:
            self.stopping = True
            await asyncio.gather(*people)

    async def person(self, which):
        """Do it again and again, each time until it is answered."""
        while not self.stopping:
            await self.deed(self, which)
            self.moments.append(time.monotonic())

    async def until_answered(self, ask, *what, wanted=None):
        """Ask again and again, with the same form, as a patient person does."""
        deadline = time.monotonic() + 120
        while True:
            try:
                answer = await ask(*what)
                if wanted is None or answer.status == wanted:
                    return answer
                self.note(answer)
            except NoAnswerError:
                self.unanswered += 1
            except LookupError:  # an error page has no form
                self.statuses["page without its form"] += 1
            if time.monotonic() > deadline:
                raise RuntimeError("Nobody was answered for two minutes.")
            await asyncio.sleep(PAUSE)

    def note(self, answer):
        """Count an answer that was no acknowledgement."""
        self.statuses[answer.status] += 1
        if answer.status == 422:
            self.problems.update(problems(answer.text))
        if answer.status == 503 and not answer.header("retry-after"):
            self.without_retry_after += 1

    async def acknowledged_more(self, than):
        """Wait until somebody more was acknowledged; return when."""
        deadline = time.monotonic() + 60
        while len(self.moments) <= than:
            if time.monotonic() > deadline:
                raise RuntimeError(
                    f"Nothing was acknowledged for a minute; {self.unanswered} times nobody"
                    f" answered, and otherwise came {dict(self.statuses)}."
                )
            await asyncio.sleep(0.01)
        return self.moments[than]


def site_killed(engine, result, *, rounds):
    """R4: every process of the site killed at once, by the signal that nothing can catch."""
    database = engine.fresh()
    slug = json.loads(database.inside("event", PLACES))["slug"]
    with Site(database) as site:
        load = Load(site.port, slug, random.Random(rounds))
        back = asyncio.run(killed_again_and_again(site, load, result, rounds=rounds))
    account(result, load, database, slug, back)
    result.expect("answers that are none", dict(load.statuses), {})


async def killed_again_and_again(site, load, result, *, rounds):
    """Kill the site under a load and start it again; return how long each time nobody was told."""
    back = []

    async def kill():
        for _ in range(rounds):
            await load.acknowledged_more(len(load.moments))
            await asyncio.sleep(load.dice.uniform(0.05, 0.6))
            killed = time.monotonic()
            before = len(load.moments)
            await asyncio.to_thread(site.kill)
            await asyncio.to_thread(site.start)
            back.append(await load.acknowledged_more(before) - killed)
            result.rounds += 1

    await load.run(kill())
    return back


def database_killed(engine, result, *, rounds):
    """R5: the postmaster killed, the site left up; it says 503 meanwhile and heals alone."""
    if engine.server is None:
        result.skipped = "SQLite has no server of its own"
        return
    if not engine.may_be_killed:
        result.skipped = "the server of DATABASE_URL is not ours to kill"
        return
    database = engine.fresh()
    slug = json.loads(database.inside("event", PLACES))["slug"]
    back, away = [], Counter()
    with Site(database) as site:
        load = Load(site.port, slug, random.Random(rounds))

        async def kill():
            for _ in range(rounds):
                await load.acknowledged_more(len(load.moments))
                await asyncio.sleep(load.dice.uniform(0.05, 0.6))
                await asyncio.to_thread(engine.kill)
                until = time.monotonic() + AWAY
                while time.monotonic() < until:
                    for path in (f"/events/{slug}/", "/readyz", "/healthz"):
                        answer = await Visitor(site.port).get(path)
                        patient = "" if answer.status != 503 else answer.header("retry-after")
                        away[f"{path.split('/')[1]} {answer.status} {patient}".strip()] += 1
                await asyncio.to_thread(engine.revive)
                started, before = time.monotonic(), len(load.moments)
                back.append(await load.acknowledged_more(before) - started)
                result.rounds += 1

        asyncio.run(load.run(kill()))
    account(result, load, database, slug, back)
    result.expect("503 without Retry-After", load.without_retry_after, 0)
    others = {status: n for status, n in load.statuses.items() if status not in {503, LOST_FORM}}
    result.expect("answers other than 503", others, {})
    wanted = {"events 503 5", "readyz 503 5", "healthz 200"}
    result.expect("pages while the database is away", set(away), wanted)
    result.figures["pages while the database is away"] = dict(away)


LOST_FORM = "page without its form"


def account(result, load, database, slug, back):
    """Compare what people were told with what is there after all of it."""
    found = seen.check_whole(result, database, slug, places=PLACES, acknowledged=load.acknowledged)
    result.figures["acknowledged"] = len(load.acknowledged)
    result.figures["stored"] = len(found)
    tell(result, load, database, back)


def tell(result, load, database, back):
    """Say how long the site was away, and what was answered meanwhile."""
    slow = [round(one, 1) for one in back if one > BACK_WITHIN]
    result.expect(f"back after more than {BACK_WITHIN} s", slow, [])
    if database.is_sqlite:
        result.expect("integrity", database.number("PRAGMA integrity_check"), "ok")
    result.figures["sent and not answered"] = load.unanswered
    result.figures["back after"] = spread(back)
    if load.problems:
        result.figures["problems of forms"] = dict(load.problems)
    result.figures["other answers"] = {str(key): n for key, n in load.statuses.items()}
