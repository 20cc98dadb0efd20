"""Checking a record that was taken out: shape, chain, texts, what was allowed, and the outcome."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procedures import chain, counting, life
from procedures.enums import Choice, Happening
from procedures.records.file import FORMAT
from procedures.rules import Ballots, outcome, read_rule

OF_A_SEAT = frozenset(
    {Happening.REPLIED, Happening.ENTERED, Happening.OBJECTED, Happening.AMENDED, Happening.LATE}
)
IN_TIME = OF_A_SEAT - {Happening.LATE}
ENDS = frozenset({Happening.CLOSED, Happening.WITHDRAWN})


@dataclass(frozen=True)
class Finding:
    """What a check of a record came to: in order, or the first thing that is not."""

    in_order: bool
    entry: int = 0
    reason: str = ""


def check(record: Any) -> Finding:
    """Check a record that was taken out: shape, chain, texts, head, and the outcome."""
    try:
        return _checked(record)
    except (
        ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
    ) as error:  # fmt: skip
        return Finding(in_order=False, reason=f"an entry cannot be read: {error}")


def _checked(record: Any) -> Finding:
    """Check a record; what stands in a file of a stranger may be anything, and raise anything."""
    if not _has_shape(record):
        return Finding(in_order=False, reason="this is no record in the format of version 1")
    entries = [(entry["body"], entry["hash"]) for entry in record["entries"]]
    if broken := chain.first_break(entries):
        return Finding(in_order=False, entry=broken.number, reason=broken.reason)
    bodies = [body for body, _hash in entries]
    if any(body.get("procedure") != record["reference"] for body in bodies):
        return Finding(in_order=False, reason="an entry belongs to another procedure")
    if record["head"] != entries[-1][1]:
        return Finding(in_order=False, entry=len(entries), reason="the head is another hash")
    if wrong := _wrong_text(record["texts"], bodies):
        return Finding(in_order=False, entry=wrong, reason="a text is not the one it was bound to")
    return _compare(bodies)


def _has_shape(record: Any) -> bool:
    if not isinstance(record, Mapping) or set(record) != {
        "format", "reference", "entries", "texts", "head",
    }:  # fmt: skip
        return False
    entries, texts = record["entries"], record["texts"]
    return (
        record["format"] == FORMAT
        and isinstance(entries, list)
        and bool(entries)
        and isinstance(texts, list)
        and all(
            isinstance(entry, Mapping)
            and set(entry) == {"body", "hash"}
            and isinstance(entry["body"], Mapping)
            for entry in entries
        )
        and all(
            isinstance(text, Mapping)
            and set(text) == {"entry", "salt", "text"}
            and isinstance(text["entry"], int)
            and isinstance(text["salt"], str)
            and isinstance(text["text"], str)
            for text in texts
        )
    )


def _wrong_text(texts: Sequence[Mapping[str, Any]], bodies: Sequence[Mapping[str, Any]]) -> int:
    """Return the number of the first entry whose text is not the bound one, or 0."""
    for text in texts:
        number = text["entry"]
        if not 1 <= number <= len(bodies):
            return number or len(bodies)
        data = bodies[number - 1].get("data")
        bound = data.get("statement") if isinstance(data, Mapping) else None
        if bound != chain.commitment(text["text"], salt=text["salt"]):
            return int(number)
    return 0


def _not_allowed(bodies: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    """Yield what the life of a procedure does not know: number of the entry, and why.

    A chain can be forged anew from end to end; what could not have happened it still tells.
    """
    seats = list(bodies[0]["data"]["seats"])
    if bodies[0]["kind"] != Happening.LAUNCHED or len(set(seats)) < len(seats):
        yield 1, "it does not begin with the launch of seats, each once"
    deadline = _moment(bodies[0]["data"]["deadline"])
    end = ""
    for number, body in enumerate(bodies[1:], start=2):
        kind, data = Happening(body["kind"]), body["data"]
        if kind in OF_A_SEAT and body["seat"] not in seats:
            yield number, f"{body['seat']} has no seat in it"
        if kind in IN_TIME and not life.counts(
            received_at=_moment(body["at"]), deadline_at=deadline
        ):
            yield number, "it came after the deadline"
        if kind == Happening.LAUNCHED or (
            end and (end, kind) != (Happening.CLOSED, Happening.LATE)
        ):
            yield number, "it cannot come after what stands before it"
        if kind == Happening.EXTENDED:
            deadline = _moment(data["deadline"])
        if kind in ENDS:
            end = kind
    if not end:
        yield len(bodies), "the record does not end"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _compare(bodies: Sequence[Mapping[str, Any]]) -> Finding:
    """Work the outcome out again from the entries, if they could be so, and compare."""
    if wrong := next(_not_allowed(bodies), None):
        return Finding(in_order=False, entry=wrong[0], reason=wrong[1])
    last = next(body for body in bodies if body["kind"] in ENDS)
    if last["kind"] == Happening.WITHDRAWN:
        return Finding(in_order=True)
    ballots = ballots_from(bodies)
    found = outcome(read_rule(bodies[0]["data"]["rule"]), ballots)
    stated = last["data"]["result"]["outcome"]
    if found.outcome != stated:
        return Finding(
            in_order=False,
            entry=int(last["number"]),
            reason=f"the replies give {found.outcome.value}, the record says {stated}",
        )
    for part, figures in counting.figures(ballots, found).items():
        if last["data"][part] != figures:
            return Finding(
                in_order=False,
                entry=int(last["number"]),
                reason=f"the figures of the {part} are not those that the replies give",
            )
    return Finding(in_order=True)


def ballots_from(bodies: Sequence[Mapping[str, Any]]) -> Ballots:
    """Return the replies that the entries hold: the last of each seat before the closing."""
    seats = list(bodies[0]["data"]["seats"])
    choices: dict[str, Choice] = {}
    casting: dict[str, str] = {}
    stops: set[str] = set()
    chair_stop, amendments, late, closing = False, 0, 0, None
    for body in bodies:
        kind, seat, data = body["kind"], body["seat"], body["data"]
        if kind in {Happening.REPLIED, Happening.ENTERED}:
            choices[seat], casting[seat] = Choice(data["choice"]), data["casting"]
        elif kind == Happening.OBJECTED and data["chair"]:
            chair_stop = True
        elif kind == Happening.OBJECTED:
            stops.add(seat)
        elif kind == Happening.AMENDED:
            amendments += 1
        elif kind == Happening.LATE:
            late += 1
        elif kind == Happening.CLOSED:
            closing = data
            break
    given = list(choices.values())
    presiding = (closing or {}).get("chair_seat", "")
    return Ballots(
        n=len(seats),
        f=given.count(Choice.FOR),
        a=given.count(Choice.AGAINST),
        x=given.count(Choice.ABSTAIN),
        stop=len(stops),
        chair_stop=chair_stop,
        amend=amendments,
        late=late,
        chair=casting.get(presiding, ""),
    )
