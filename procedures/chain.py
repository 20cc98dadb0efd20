"""The hash chain of a record: canonical text, links, commitments; pure, and documented.

``docs/record-format.md`` says the same in words, exact enough to check a record without this.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64
"""What the first entry has in place of a previous hash."""


def canonical(value: Mapping[str, Any]) -> str:
    """Return the one text of a value: keys sorted, no spaces, nothing escaped, no floats.

    >>> canonical({"b": [1, None], "a": "é"})
    '{"a":"é","b":[1,null]}'
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def link(body: Mapping[str, Any]) -> str:
    """Return the hash of an entry; ``previous`` stands in the body itself."""
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def commitment(text: str, *, salt: str) -> str:
    """Return what binds a text without showing it; who has text and salt can check it."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def instant(at: datetime) -> str:
    """Return a moment as the record writes it: UTC, to the microsecond.

    >>> instant(datetime(2024, 5, 7, 21, 59, 59, tzinfo=UTC))
    '2024-05-07T21:59:59.000000Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True)
class Break:
    """The first thing in a record that is not right: the entry's number, and why."""

    number: int
    reason: str


def first_break(entries: Sequence[tuple[Mapping[str, Any], str]]) -> Break | None:
    """Return the first entry that does not follow from the one before, or nothing.

    Each entry is its body and the hash that stands with it.
    """
    previous = FIRST
    for number, (body, stored) in enumerate(entries, start=1):
        if body.get("number") != number:
            return Break(number, f"entry {number} is missing or out of its place")
        if body.get("previous") != previous:
            return Break(number, "it does not name the hash of the entry before")
        if link(body) != stored:
            return Break(number, "its text does not have its hash")
        previous = stored
    return None
