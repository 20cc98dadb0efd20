"""Trainings on request: ranking the trainers for what is asked, and the board of all requests."""

import json

from benchmarks.measures import Row, rate
from tests.endurance.sites import Site

TRAINERS, REQUESTS = 200, 50
ON_THE_BOARD = 500
BOARD = "/trainings/requests/board/"


def matching(engine):
    """Rank 200 trainers for 50 requests, all that is read of them included."""
    asked = ("matching", str(TRAINERS), str(REQUESTS))
    found = json.loads(engine.fresh().run("-m", "benchmarks.inside", *asked))
    yield Row(
        f"{TRAINERS} trainers ranked for {REQUESTS} requests, s",
        "≤ 0.5 s",
        found,
        meets=found["seconds"] <= 0.5 and found["proposed"] > 0,
    )


def board(engine, floor, *, seconds):
    """The Secretariat's board with 500 requests under way, beside the floor's list of 50."""
    database = engine.fresh()
    found = json.loads(database.run("-m", "benchmarks.inside", "board", str(ON_THE_BOARD)))
    with Site(database) as ours:
        cookie = [("Cookie", found.pop("cookie"))]
        measured = rate(ours, BOARD, seconds=seconds, headers=cookie)
    bare = rate(floor, "/events/", seconds=seconds)
    yield Row(
        f"board of {ON_THE_BOARD} requests, r/s at 16",
        "≤ 12 statements",
        {**found, **measured},
        bare,
        meets=found["statements"] <= 12,
    )
