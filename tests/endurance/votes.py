"""R3: all seats reply from four devices at once, and fifty replies against fifty closings."""

import asyncio
import contextlib
import itertools
import json
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.endurance import ledger
from tests.endurance.client import NoAnswerError, Visitor, at_most, form_with
from tests.endurance.races import overtaken
from tests.endurance.results import spread
from tests.endurance.schedule import stand_ready
from tests.endurance.sites import GUARDED, UNGUARDED, Site
from tests.procedures.checker import problem

SEATS = 27
AT_ONCE = 50
"""Replies against closings."""
PROCESSES = 2
CHOICES = ("for", "for", "against", "abstain")
DAY = 24 * 3600
SOON = 15
AT_A_TIME = 8
AROUND = (2.0, 3.0)
"""Seconds before and behind the deadline in which the fifty come."""
CLOSES_AFTER = timedelta(seconds=6)


@dataclass
class Device:
    """One device of somebody who speaks for a seat, and the form that it has open."""

    seat: str
    person: str
    visitor: Visitor
    fields: dict

    async def send(self, reference, choice, words):
        """Reply; return what was sent, what came back, and when it was sent and answered."""
        fields = self.fields | {"choice": choice, "statement": words}
        sent = time.monotonic()
        try:
            answer = await self.visitor.post(f"/procedures/{reference}/reply/{self.seat}/", fields)
        except NoAnswerError as error:
            return Reply(self, choice, words, "no answer", sent, time.monotonic(), repr(error))
        said = told(answer, reference)
        return Reply(self, choice, words, said, answer.sent, answer.answered, "")


@dataclass
class Reply:
    """One reply that was sent, and what was said to it."""

    device: Device
    choice: str
    words: str
    said: str
    sent: float
    answered: float
    why: str


def told(answer, reference):
    """Return what an answer to a reply says."""
    if answer.status == 302:
        led = answer.location == f"/procedures/{reference}/"
        return "recorded" if led else f"led to {answer.location.partition('?')[0]}"
    return {409: "too late"}.get(answer.status, str(answer.status))


def recorded(replies):
    """Return what was acknowledged: its words, with seat and choice."""
    return {one.words: (one.device.seat, one.choice) for one in replies if one.said == "recorded"}


async def opened(port, reference, cookies):
    """Open the form on every device, calmly."""

    async def one(seat, person, cookie):
        visitor = Visitor(port, {"session": cookie})
        page = await visitor.get(f"/procedures/{reference}/")
        fields = form_with(page.text, "statement").fields
        for mark in ("seen", "draft"):  # each device replies whatever another has said meanwhile
            fields.pop(mark)
        return Device(seat, person, visitor, fields)

    return await at_most(
        8, [one(seat, *device) for seat, devices in cookies.items() for device in devices]
    )


def all_at_once(devices, reference, mark):
    """Let every device send a reply of its own in the same moment."""
    choices = itertools.cycle(CHOICES)
    return [
        asyncio.create_task(device.send(reference, next(choices), f"{mark} {device.seat} {number}"))
        for number, device in enumerate(devices)
    ]


def check_votes(result, database, reference, replies):
    """Check what the storm left behind against what each device was told."""
    answers = dict(Counter(one.said for one in replies))
    result.expect("answers", answers, {"recorded": len(replies)})
    found = ledger.check(result, database, reference, seats=SEATS, recorded=recorded(replies))
    number = {one.said: one.number for one in found if one.kind == "replied"}
    result.expect("replies in the ledger", len(number), len(replies))
    times = [(one.sent, one.answered, number[one.words]) for one in replies if one.words in number]
    result.expect("overtaken by one that was sent after the answer", overtaken(times), 0)
    letters = Counter(
        subject.partition(":")[0]
        for (subject,) in database.rows("SELECT subject FROM mail_letter")
        if not subject.startswith("Please reply")
    )
    both = {"Recorded": len(replies), "Your seat has replied": len(replies)}
    result.expect("letters", dict(letters), both)
    deeds = database.number("SELECT count(*) FROM journal_entry WHERE deed = 'procedures.replied'")
    result.expect("entries of the journal", deeds, len(replies))
    return found


async def check_pages(result, devices, reference, found):
    """See that each device is shown the last reply of its seat, and no other seat's."""
    last = {one.seat: one for one in found if one.kind == "replied"}
    pages = await at_most(8, [one.visitor.get(f"/procedures/{reference}/") for one in devices])
    wrong = [
        device.person
        for device, page in zip(devices, pages, strict=True)
        if device.seat not in last
        or last[device.seat].receipt not in page.text
        or last[device.seat].said not in page.text
    ]
    result.expect("shown another reply than the last", wrong, [])
    told_others = [
        device.person
        for device, page in zip(devices, pages, strict=True)
        if any(one.said in page.text for one in last.values() if one.seat != device.seat)
    ]
    result.expect("shown the reply of another seat", told_others, [])


class Closers:
    """Fifty closings, in processes of their own, held back until they are let go."""

    def __init__(self, database, reference, *, moment="", how="guarded"):
        """Start them; let them go by ``go``, and hear them by ``closings``."""
        self.gate = tempfile.TemporaryDirectory()
        arguments = (reference, str(AT_ONCE // PROCESSES), self.gate.name, moment, how)
        self.processes = [
            database.start("-m", "tests.endurance.closers", *arguments) for _ in range(PROCESSES)
        ]

    def stand_ready(self):
        """Wait until all of them could begin."""
        stand_ready(Path(self.gate.name), self.processes)

    def go(self):
        """Let all close in the same moment."""
        Path(self.gate.name, "go").touch()

    def closings(self):
        """Return what each of them did and saw."""
        found = []
        for process in self.processes:
            if process.wait(120):
                raise RuntimeError("The closings broke off.")
            found += json.loads(Path(self.gate.name, f"{process.pid}.json").read_text())
        self.gate.cleanup()
        return found


async def against_closings(devices, reference, closers, dice):
    """Let fifty reply at once, and the closings begin when some of them have their answer."""
    await asyncio.to_thread(closers.stand_ready)
    sending = all_at_once(devices[:AT_ONCE], reference, "against")
    unanswered = set(sending)
    for _ in range(dice.randrange(1, AT_ONCE // 2)):
        _, unanswered = await asyncio.wait(unanswered, return_when=asyncio.FIRST_COMPLETED)
    closers.go()
    return await asyncio.gather(*sending)


async def around(devices, reference, ends, dice):
    """Let fifty reply one by one from shortly before the deadline to shortly behind it."""
    before, behind = AROUND

    async def one(number, device):
        at = ends + timedelta(seconds=dice.uniform(-before, behind))
        await asyncio.sleep(max(0, (at - datetime.now(UTC)).total_seconds()))
        return await device.send(reference, dice.choice(CHOICES), f"around {number}")

    chosen = devices[:AT_ONCE]
    return await asyncio.gather(*(one(number, device) for number, device in enumerate(chosen)))


def check_against(result, database, reference, replies, closings, *, before=()):
    """Check that whoever was acknowledged is counted, and who was refused is not there."""
    answers = Counter(one.said for one in replies)
    odd = {said: n for said, n in answers.items() if said not in {"recorded", "too late"}}
    result.expect("answers that are neither", odd, {})
    found = ledger.check(
        result, database, reference, seats=SEATS, recorded=recorded([*before, *replies])
    )
    ledger.check_closing(result, database, reference, closings)
    written = {one.said for one in found}
    refused = [one.words for one in replies if one.said == "too late" and one.words in written]
    result.expect("refused and yet in the ledger", refused, [])
    return answers


def check_record(result, database, reference):
    """See that the whole record is in order, for us and for a stranger."""
    result.expect(
        "our own check",
        _said(database, "verify_procedure", reference).partition(":")[0],
        "In order",
    )
    exported = _said(database, "export_procedure", reference)
    try:
        record = json.loads(exported)
    except ValueError:
        result.expect("what was exported", exported, "a record")
    else:
        result.expect("a stranger's check", problem(record), "")


def _said(database, *command):
    """Return what a command said, or with what words it refused."""
    try:
        return database.manage(*command)
    except RuntimeError as error:
        return str(error)[-200:]


async def shown(devices, reference):
    """Return the different results that pages show."""
    pages = await at_most(8, [one.visitor.get(f"/procedures/{reference}/") for one in devices])
    return sorted({_bar(page.text) for page in pages})


def _bar(page):
    """Return what the bar of the result says to who does not see it."""
    return page.partition('role="img"')[2].partition('aria-label="')[2].partition('"')[0]


def in_words(numbers):
    """Say a count as the bar of the result does."""
    silent = numbers["n"] - sum(numbers[key] for key in ledger.CHOICES)
    return "{f} for, {a} against, {x} abstentions, {silent} no reply".format(
        **numbers, silent=silent
    )


def at_once(result, database, reference, devices):
    """Let four devices a seat reply at once, and look at every page."""

    async def storm():
        return await asyncio.gather(*all_at_once(devices, reference, "at once"))

    replies = asyncio.run(storm())
    found = check_votes(result, database, reference, replies)
    asyncio.run(check_pages(result, devices, reference, found))
    result.figures["replies at once"] = len(replies)
    result.figures["one reply"] = spread([one.answered - one.sent for one in replies])
    return replies


def ahead_of_time(result, database, made, devices, dice, *, before=(), how="guarded"):
    """Let fifty reply while fifty with a clock that is fast close the procedure."""
    reference, ends = made["reference"], datetime.fromisoformat(made["deadline"])
    moment = (ends + CLOSES_AFTER).isoformat()
    closers = Closers(database, reference, moment=moment, how=how)
    replies = asyncio.run(against_closings(devices, reference, closers, dice))
    answers = check_against(result, database, reference, replies, closers.closings(), before=before)
    check_record(result, database, reference)
    result.figures.setdefault("of fifty against fifty closings", []).append(dict(answers))


def by_the_clock(result, database, devices, dice):
    """Let fifty reply around the true deadline; pages tell the result, then fifty close it."""
    made = json.loads(database.inside("procedure", SOON))
    reference, ends = made["reference"], datetime.fromisoformat(made["deadline"])
    closers = Closers(database, reference)
    replies = asyncio.run(around(devices, reference, ends, dice))
    time.sleep(max(0, (ends + CLOSES_AFTER - datetime.now(UTC)).total_seconds()))
    before = asyncio.run(shown(devices[:AT_A_TIME], reference))
    state, *_ = ledger.counted(database, reference)
    result.expect("state before anybody closed it", state, "running")
    closers.stand_ready()
    closers.go()
    answers = check_against(result, database, reference, replies, closers.closings())
    _, _, numbers = ledger.counted(database, reference)
    after = asyncio.run(shown(devices[:AT_A_TIME], reference))
    wanted = [in_words(numbers)]
    result.expect("results on pages, before and after", (before, after), (wanted, wanted))
    check_record(result, database, reference)
    result.figures.setdefault("of fifty around the deadline", []).append(dict(answers))


@contextlib.contextmanager
def site_of_the_board(engine, keep, *, target=GUARDED):
    """Start the site with a procedure that runs; yield the database, it, and all devices."""
    database = engine.fresh(kept=keep)
    made = json.loads(database.inside("procedure", DAY))
    cookies = json.loads(database.inside("devices"))
    with Site(database, target=target) as site:
        yield database, made, asyncio.run(opened(site.port, made["reference"], cookies))


def votes(engine, result, *, rounds):
    """R3: four devices a seat at once; fifty replies against fifty closings, in two ways."""
    keep = _kept(engine, result)
    for number in range(rounds):
        dice = random.Random(number)
        with site_of_the_board(engine, keep) as (database, made, devices):
            replies = at_once(result, database, made["reference"], devices)
            dice.shuffle(devices)
            ahead_of_time(result, database, made, devices, dice, before=replies)
            by_the_clock(result, database, devices, dice)
        result.rounds += 1


def votes_unguarded(engine, result, *, rounds):
    """The negative controls of R3: replies, and closings, without guards must be found out."""
    keep = _kept(engine, result)
    replies, closings = (type(result)(result.check, result.engine, name) for name in "ab")
    for number in range(rounds):
        with site_of_the_board(engine, keep, target=UNGUARDED) as (database, made, devices):
            at_once(replies, database, made["reference"], devices)
        with site_of_the_board(engine, keep) as (database, made, devices):
            dice = random.Random(number)
            ahead_of_time(closings, database, made, devices, dice, how="unguarded")
        result.rounds += 1
        if replies.faults and closings.faults:
            break
    for what, control in (("replies", replies), ("closings", closings)):
        result.figures[f"faults found by {what}"] = [fault[:160] for fault in control.faults]
        if not control.faults:
            result.faults.append(f"{rounds} storms of {what} without guards showed no fault")


def _kept(engine, result):
    template = engine.fresh()
    result.expect("seats", json.loads(template.inside("board"))["seats"], SEATS)
    return engine.kept(template)
