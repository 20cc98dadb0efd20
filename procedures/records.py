"""The record of a procedure: taken out whole, and checked, from a file or from the tables.

The format is described in ``docs/record-format.md``. Everything that the outcome follows from
stands in the entries, so that it can be worked out again from them alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procedures import chain
from procedures.enums import Choice, Happening
from procedures.models import BallotEvent, Procedure, Statement
from procedures.rules import Ballots, outcome, read_rule

FORMAT = "eucpn-procedure-record/1"


class NotClosedError(Exception):
    """It still runs, and its record would tell how seats have replied; or it never ran."""


@dataclass(frozen=True)
class Finding:
    """What a check of a record came to: in order, or the first thing that is not."""

    in_order: bool
    entry: int = 0
    reason: str = ""


def record_of(procedure: Procedure) -> dict[str, Any]:
    """Return the whole record; raises ``NotClosedError`` before the procedure has ended."""
    if not procedure.outcome or procedure.launched_at is None:
        raise NotClosedError
    ledger = list(procedure.ledger.in_order())
    statements = Statement.objects.filter(event__procedure=procedure).select_related("event")
    return {
        "format": FORMAT,
        "reference": procedure.reference,
        "entries": [{"body": json.loads(event.text), "hash": event.hash} for event in ledger],
        "texts": [
            {"entry": one.event.number, "salt": one.salt, "text": one.text}
            for one in statements.order_by("event__number")
            if one.erased_at is None
        ],
        "head": ledger[-1].hash if ledger else chain.FIRST,
    }


def file_of(procedure: Procedure) -> bytes:
    """Return the whole record as it is taken out; raises ``NotClosedError`` likewise."""
    return json.dumps(record_of(procedure), ensure_ascii=False, indent=1).encode()


def check(record: Any) -> Finding:
    """Check a record that was taken out: shape, chain, texts, head, and the outcome."""
    try:
        return _checked(record)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
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


def _compare(bodies: Sequence[Mapping[str, Any]]) -> Finding:
    """Work the outcome out again from the entries, and compare."""
    ends = [body for body in bodies if body["kind"] in {Happening.CLOSED, Happening.WITHDRAWN}]
    if not ends:
        return Finding(in_order=False, entry=len(bodies), reason="the record does not end")
    last = ends[0]
    if last["kind"] == Happening.WITHDRAWN:
        return Finding(in_order=True)
    ballots = ballots_from(bodies)
    rule = read_rule(bodies[0]["data"]["rule"])
    found = outcome(rule, ballots).outcome
    stated = last["data"]["result"]["outcome"]
    if found != stated:
        return Finding(
            in_order=False,
            entry=int(last["number"]),
            reason=f"the replies give {found.value}, the record says {stated}",
        )
    if last["data"]["ballots"].get("chair", ballots.chair) != ballots.chair:
        return Finding(in_order=False, entry=int(last["number"]), reason="another casting vote")
    return Finding(in_order=True)


def ballots_from(bodies: Sequence[Mapping[str, Any]]) -> Ballots:
    """Return the replies that the entries hold: the last of each seat before the closing."""
    seats = list(bodies[0]["data"]["seats"])
    choices: dict[str, str] = {}
    casting: dict[str, str] = {}
    stops: set[str] = set()
    chair_stop, amendments, closing = False, 0, None
    for body in bodies:
        kind, seat, data = body["kind"], body["seat"], body["data"]
        if kind in {Happening.REPLIED, Happening.ENTERED}:
            choices[seat], casting[seat] = data["choice"], data["casting"]
        elif kind == Happening.OBJECTED and data["chair"]:
            chair_stop = True
        elif kind == Happening.OBJECTED:
            stops.add(seat)
        elif kind == Happening.AMENDED:
            amendments += 1
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
        chair=casting.get(presiding, ""),
    )


def check_stored(procedure: Procedure) -> Finding:
    """Check the tables: the ledger against itself, the record, and the ballots against it."""
    ledger = list(procedure.ledger.in_order())
    for event in ledger:
        try:
            body = json.loads(event.text)
        except ValueError:
            return Finding(in_order=False, entry=event.number, reason="its text is no JSON")
        if wrong := _column_wrong(event, body):
            return Finding(in_order=False, entry=event.number, reason=wrong)
    found = check(record_of(procedure))
    if not found.in_order or procedure.outcome == "CANCELLED":
        return found
    return _check_ballots(procedure, ledger)


def _column_wrong(event: BallotEvent, body: Mapping[str, Any]) -> str:
    said = {
        "number": event.number,
        "at": chain.instant(event.at),
        "kind": event.kind,
        "seat": event.seat,
        "by": event.by,
    }
    if chain.canonical(body) != event.text:
        return "its text is not in the one form"
    different = [name for name, value in said.items() if body.get(name) != value]
    return f"its column {different[0]} says something else than its text" if different else ""


def _check_ballots(procedure: Procedure, ledger: Sequence[BallotEvent]) -> Finding:
    """Compare each stored ballot with the last reply of its seat."""
    last: dict[str, BallotEvent] = {}
    for event in ledger:
        if event.kind in {Happening.REPLIED, Happening.ENTERED}:
            last[event.seat] = event
    for ballot in procedure.ballots.in_protocol_order():
        spoken = last.get(ballot.code)
        said = json.loads(spoken.text)["data"]["choice"] if spoken else ""
        if ballot.choice != said or ballot.event_id != (spoken.pk if spoken else None):
            return Finding(
                in_order=False,
                entry=spoken.number if spoken else 0,
                reason=f"the ballot of {ballot.code} is not what the ledger says",
            )
    return Finding(in_order=True)
