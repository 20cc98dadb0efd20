"""R4 for files: the site killed while files are sent; no row without its file, none lost."""

import asyncio
import hashlib
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.endurance.client import NoAnswerError, Visitor, form_with
from tests.endurance.results import spread
from tests.endurance.sites import Site

SENDERS = 4
BACK_WITHIN = 10
PAUSE = 0.05
SIZE = 300_000


@dataclass
class Senders:
    """Officers who add files to an event without end, and send again what was not answered."""

    port: int
    path: str
    session: str
    dice: random.Random
    acknowledged: list = field(default_factory=list)
    moments: list = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    unanswered: int = 0
    stopping: bool = False

    async def run(self, deeds):
        """Keep sending while the deeds are done; then let everybody finish."""
        senders = [asyncio.create_task(self.sender()) for _ in range(SENDERS)]
        try:
            await deeds
        finally:
            self.stopping = True
            await asyncio.gather(*senders)

    async def sender(self):
        """Send one file after the other, each until it is answered."""
        while not self.stopping:
            content = b"%PDF-1.7\n" + self.dice.randbytes(SIZE).hex().encode() + b"\n%%EOF\n"
            me = Visitor(self.port, {"session": self.session})
            fields = await self.until_answered(self.form, me)
            file = [("papers", "paper.pdf", content)]
            await self.until_answered(me.post_files, self.path, fields, file, wanted=302)
            self.acknowledged.append(hashlib.sha256(content).hexdigest())
            self.moments.append(time.monotonic())

    async def form(self, me):
        """Open the page and return what its form holds."""
        form = form_with((await me.get(self.path)).text, "once", "visibility")
        return form.fields | {"visibility": "public", "session": "event"}

    async def until_answered(self, ask, *what, wanted=None):
        """Ask again and again, with the same form, as a patient person does."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                answer = await ask(*what)
                if wanted is None or answer.status == wanted:
                    return answer
                self.statuses[answer.status] += 1
            except NoAnswerError:
                self.unanswered += 1
            except LookupError:  # an error page has no form
                self.statuses["page without its form"] += 1
            await asyncio.sleep(PAUSE)
        raise RuntimeError("Nobody was answered for two minutes.")

    async def one_more(self):
        """Wait until one more file was acknowledged; return when."""
        before, deadline = len(self.moments), time.monotonic() + 60
        while len(self.moments) <= before:
            if time.monotonic() > deadline:
                raise RuntimeError(
                    f"No file was acknowledged for a minute; otherwise came {dict(self.statuses)}."
                )
            await asyncio.sleep(0.01)
        return self.moments[before]


def files_killed(engine, result, *, rounds):
    """Kill every process at once while files are written, and look at what is there."""
    database = engine.fresh()
    slug = json.loads(database.inside("event", 0))["slug"]
    session = json.loads(database.inside("officer"))
    back = []
    with Site(database) as site:
        path = f"/events/{slug}/documents/"
        senders = Senders(site.port, path, session, random.Random(rounds))

        async def kill():
            for _ in range(rounds):
                await senders.one_more()
                await asyncio.sleep(senders.dice.uniform(0.0, 0.4))
                killed = time.monotonic()
                await asyncio.to_thread(site.kill)
                await asyncio.to_thread(site.start)
                back.append(await senders.one_more() - killed)
                result.rounds += 1

        asyncio.run(senders.run(kill()))
    _account(result, database, senders, back)


def _account(result, database, senders, back):
    """Compare what the senders were told with the rows, and the rows with the files."""
    named = Counter(dict(database.rows("SELECT sha256, size FROM documents_version")))
    broken = []
    for sha256, size in named.items():
        file = database.store / "documents" / sha256[:2] / sha256
        if not file.is_file():
            broken.append(f"{sha256[:8]} has no file")
        elif file.stat().st_size != size or _hash(file) != sha256:
            broken.append(f"{sha256[:8]} is another file")
    result.expect("rows without their file", broken, [])
    lost = [sha256 for sha256 in senders.acknowledged if sha256 not in named]
    result.expect("acknowledged and lost", lost, [])
    rows = database.number("SELECT count(*) FROM documents_version")
    documents = database.number("SELECT count(*) FROM documents_document")
    result.expect("versions of a file", rows, len(named))
    result.expect("documents of a version", documents, rows)
    result.expect("answers that are none", dict(senders.statuses), {})
    slow = [round(one, 1) for one in back if one > BACK_WITHIN]
    result.expect(f"back after more than {BACK_WITHIN} s", slow, [])
    there = [file.name for file in database.store.rglob("*") if file.is_file()]
    result.figures["acknowledged"] = len(senders.acknowledged)
    result.figures["stored"] = rows
    result.figures["left without a name, to be swept"] = len(set(there) - named.keys())
    result.figures["sent and not answered"] = senders.unanswered
    result.figures["back after"] = spread(back)


def _hash(file):
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
