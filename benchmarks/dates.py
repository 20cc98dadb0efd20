"""A person's feed: how long it takes to read, changed and unchanged."""

import json

from benchmarks.measures import Row

SIZES = (61, 501)
MOST_MS, MOST_KB, MOST_MS_UNCHANGED = 200, 500, 20


def own_feeds(engine):
    """Feeds of 61 and of 501 events, one of which has changed; and unchanged."""
    for number in SIZES:
        found = json.loads(engine.fresh().run("-m", "benchmarks.inside", "reads", str(number)))
        plain = {"ms": found.pop("plain_ms")}
        same = {
            name: found.pop(name)
            for name in ("304_rate", "304_ms", "304_cpu_ms", "304", "statements")
        }
        yield Row(
            f"a person's feed of {number} events, content changed, r/s one after the other",
            "≤ 200 ms, ≤ 500 KB",
            found,
            {**plain, "what": "a string template of the same text"},
            meets=found["ms"] <= MOST_MS and found["kb"] <= MOST_KB,
        )
        yield Row(
            f"same, unchanged, 304, {number} events",
            "≤ 20 ms, ≤ 3 statements",
            same,
            meets=same["304"] and same["304_ms"] <= MOST_MS_UNCHANGED and same["statements"] <= 3,
        )
