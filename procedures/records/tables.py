"""Checking the tables of a procedure: each row of the ledger, and all others against it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from journal.models import Entry
from procedures import chain
from procedures.enums import Deed, Happening, Outcome
from procedures.models import Amendment, BallotEvent, Objection, Procedure, Statement
from procedures.models.procedure import LABEL
from procedures.records.checks import ENDS, Finding, check
from procedures.records.file import record_of

PARTS = ("ballots", "result")
"""What an entry of a closing holds in figures."""

NOTHING: Mapping[str, Any] = {}

type Body = Mapping[str, Any]
type Line = tuple[BallotEvent, Body]


def check_stored(procedure: Procedure) -> Finding:
    """Check the tables: the ledger against itself, the record, and what else is stored against it.

    Raises ``NotClosedError`` before the procedure has ended, unless the ledger is broken already.
    """
    found = check_ledger(procedure)
    if not found.in_order:
        return found
    found = check(record_of(procedure))
    if not found.in_order:
        return found
    lines = [(event, json.loads(event.text)) for event in procedure.ledger.in_order()]
    other = next(_differences(procedure, lines), None)
    return Finding(in_order=False, entry=other[0], reason=other[1]) if other else found


def check_ledger(procedure: Procedure) -> Finding:
    """Check the rows of the ledger and their chain, be it that the procedure still runs."""
    links: list[tuple[Body, str]] = []
    for event in procedure.ledger.in_order():
        try:
            body = json.loads(event.text)
        except ValueError:
            return Finding(in_order=False, entry=event.number, reason="its text is no JSON")
        if wrong := _row_wrong(event, body):
            return Finding(in_order=False, entry=event.number, reason=wrong)
        links.append((body, event.hash))
    broken = chain.first_break(links)
    if broken is None:
        return Finding(in_order=True)
    return Finding(in_order=False, entry=broken.number, reason=broken.reason)


def _row_wrong(event: BallotEvent, body: Any) -> str:
    if not isinstance(body, Mapping) or chain.canonical(body) != event.text:
        return "its text is not in the one form"
    said = {
        "number": event.number,
        "at": chain.instant(event.at),
        "kind": event.kind,
        "seat": event.seat,
        "by": event.by,
    }
    different = [name for name, value in said.items() if body.get(name) != value]
    return f"its column {different[0]} says something else than its text" if different else ""


def _differences(procedure: Procedure, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Yield what is stored beside the ledger and differs from it: number of the entry, and what."""
    yield from _of_procedure(procedure, lines)
    yield from _of_ballots(procedure, lines)
    yield from _of_acts(procedure, lines)


def _of_procedure(procedure: Procedure, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Compare what was frozen at the launch, the deadline that stood in the end, and the end."""
    launch = lines[0][1]["data"]
    papers = procedure.papers.values("title", "name", "size", "sha256")
    frozen = {
        "title": procedure.title,
        "question": procedure.question,
        "body": procedure.body_id,
        "rule": procedure.rule_data,
        "round": procedure.round,
        "papers": list(papers),
    }
    yield from _unlike(lines[0], frozen, launch)
    dated = [line for line in lines if "deadline" in line[1]["data"]][-1]
    ends = chain.instant(procedure.deadline_at) if procedure.deadline_at else ""
    yield from _unlike(dated, {"deadline": ends}, dated[1]["data"])
    last = next(line for line in lines if line[0].kind in ENDS)
    if last[0].kind == Happening.WITHDRAWN:
        told = {"outcome": procedure.outcome, "reason": procedure.withdraw_reason}
        said = {"outcome": Outcome.CANCELLED, "reason": last[1]["data"]["reason"]}
        yield from _unlike(last, told, said)
        return
    result, counted = last[1]["data"]["result"], procedure.counted or {}
    stored = {"outcome": procedure.outcome, **{part: counted.get(part) for part in PARTS}}
    said = {"outcome": result["outcome"], **{part: last[1]["data"][part] for part in PARTS}}
    yield from _unlike(last, stored, said)
    if procedure.decision:
        in_register = {"outcome": procedure.decision.outcome}
        yield from _unlike(last, in_register, said)


def _unlike(line: Line, stored: Body, said: Body) -> Iterator[tuple[int, str]]:
    for name, value in stored.items():
        if said[name] != value:
            yield line[0].number, f"what is stored as {name} is another"


def _of_ballots(procedure: Procedure, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Compare the ballots with the electorate, and each with the last reply of its seat."""
    last: dict[str, Line] = {
        event.seat: (event, body["data"])
        for event, body in lines
        if event.kind in {Happening.REPLIED, Happening.ENTERED}
    }
    ballots = list(procedure.ballots.in_protocol_order())
    if {ballot.code for ballot in ballots} != set(lines[0][1]["data"]["seats"]):
        yield 1, "the ballots are not of the seats that were asked"
    for ballot in ballots:
        event, said = last.get(ballot.code, (None, NOTHING))
        stored = (
            ballot.event_id, ballot.choice, ballot.casting, ballot.is_reservation, ballot.cast_at
        )  # fmt: skip
        told = (
            event.pk if event else None, said.get("choice", ""), said.get("casting", ""),
            said.get("reservation", False), event.at if event else None,
        )  # fmt: skip
        if stored != told:
            yield (
                event.number if event else 0,
                f"the ballot of {ballot.code} is not what the ledger says",
            )


def _of_acts(procedure: Procedure, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Compare what stands beside single entries: objections, proposals, texts, late replies."""
    objections = Objection.objects.filter(ballot__procedure=procedure)
    amendments = Amendment.objects.filter(ballot__procedure=procedure)
    for kind, rows in ((Happening.OBJECTED, objections), (Happening.AMENDED, amendments)):
        told = {event.pk: event.number for event, _body in lines if event.kind == kind}
        stored = set(rows.values_list("event", flat=True))
        if different := stored ^ set(told):
            number = min(told.get(key, 0) for key in different)
            yield number, f"what is stored as {kind.value} is not what the ledger says"
    bound = Statement.objects.filter(event__procedure=procedure)
    texts = set(bound.values_list("event", flat=True))
    for event, body in lines:
        if body["data"].get("statement") and event.pk not in texts:
            yield event.number, "the text that it binds is missing"
    late = sum(event.kind == Happening.LATE for event, _body in lines)
    if late != Entry.objects.on(LABEL, procedure.reference).filter(deed=Deed.LATE).count():
        yield len(lines), "after it a late reply is missing that the journal knows"
