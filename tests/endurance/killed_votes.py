"""R4v: the site killed outright while seats reply."""

import asyncio
import json
import random

from tests.endurance import ledger
from tests.endurance.kills import Load, killed_again_and_again, tell
from tests.endurance.sites import Site
from tests.endurance.votes import CHOICES, DAY, SEATS, opened


def votes_killed(engine, result, *, rounds):
    """R4v: a reply whose receipt was shown is in the ledger, once, whatever was killed."""
    database = engine.fresh()
    result.expect("seats", json.loads(database.inside("board"))["seats"], SEATS)
    reference = json.loads(database.inside("procedure", DAY))["reference"]
    cookies = json.loads(database.inside("devices"))
    with Site(database) as site:
        one_each = {seat: devices[:1] for seat, devices in cookies.items()}
        devices = asyncio.run(opened(site.port, reference, one_each))
        load = Load(site.port, reference, random.Random(rounds), deed=replies_of(devices))
        back = asyncio.run(killed_again_and_again(site, load, result, rounds=rounds))
    ledger.check(result, database, reference, seats=SEATS, recorded=load.acknowledged)
    result.figures["acknowledged"] = len(load.acknowledged)
    tell(result, load, database, back)
    result.expect("answers that are none", dict(load.statuses), {})


def replies_of(devices):
    """Return the deed of each person: another reply of the own seat."""

    async def reply(load, which):
        load.number += 1
        device, choice, words = devices[which], load.dice.choice(CHOICES), f"reply {load.number}"
        fields = device.fields | {"choice": choice, "statement": words}
        path = f"/procedures/{load.slug}/reply/{device.seat}/"
        await load.until_answered(device.visitor.post, path, fields, wanted=302)
        load.acknowledged[words] = (device.seat, choice)

    return reply
