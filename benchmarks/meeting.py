"""Meetings of a body: its agenda, read by a member who sits there."""

import json

from benchmarks.measures import Row, rate
from tests.endurance.sites import Site

ITEMS = 100


def agenda(engine, floor, *, seconds):
    """An agenda of 100 items with two papers each, beside the floor's list of 50."""
    database = engine.fresh()
    found = json.loads(database.run("-m", "benchmarks.inside", "agenda", str(ITEMS)))
    with Site(database) as ours:
        cookie = [("Cookie", found.pop("cookie"))]
        measured = rate(ours, found.pop("address"), seconds=seconds, headers=cookie)
    bare = rate(floor, "/events/", seconds=seconds)
    yield Row(
        f"agenda of {ITEMS} items, r/s at 16",
        "≤ 15 statements",
        {**found, **measured},
        bare,
        meets=found["statements"] <= 15,
    )
