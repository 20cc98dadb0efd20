"""Trainings on request: how long it takes to rank the trainers for what is asked."""

import json

from benchmarks.measures import Row

TRAINERS, REQUESTS = 200, 50


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
