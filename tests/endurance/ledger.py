"""What a procedure has stored, read by plain SQL, and the laws that hold after any storm."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass

CHOICES = {"f": "for", "a": "against", "x": "abstain"}
FIRST = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One entry of the ledger."""

    pk: int
    number: int
    kind: str
    seat: str
    text: str
    hash: str
    said: str

    @property
    def body(self):
        return json.loads(self.text)

    @property
    def receipt(self):
        """What pages and letters call it."""
        return f"{self.number} · {self.hash[:16]}"


def entries(database, reference):
    """Return the ledger in order, each entry with the words beside it."""
    rows = database.rows(
        "SELECT e.id, e.number, e.kind, e.seat, e.text, e.hash, s.text"
        " FROM procedures_ballotevent e JOIN procedures_procedure p ON p.id = e.procedure_id"
        " LEFT JOIN procedures_statement s ON s.event_id = e.id"
        f" WHERE p.reference = '{reference}' ORDER BY e.number, e.id"
    )
    return [Entry(*row) for row in rows]


def ballots(database, reference):
    """Return choice and entry of each ballot, by seat, with how many there are of it."""
    rows = database.rows(
        "SELECT b.member_state_id, b.choice, b.event_id FROM procedures_ballot b"
        f" JOIN procedures_procedure p ON p.id = b.procedure_id WHERE p.reference = '{reference}'"
    )
    return {seat: (choice, event) for seat, choice, event in rows}, len(rows)


def counted(database, reference):
    """Return state, outcome, and the count that was stored at the closing."""
    ((state, outcome, figures),) = database.rows(
        f"SELECT state, outcome, counted FROM procedures_procedure WHERE reference = '{reference}'"
    )
    figures = json.loads(figures) if isinstance(figures, str) else figures
    return state, outcome, figures and figures["ballots"]


def tally(choices):
    """Return the replies as numbers."""
    given = Counter(choices)
    return {short: given[choice] for short, choice in CHOICES.items()}


def check(result, database, reference, *, seats, recorded):
    """Check the laws of a ledger; return its entries.

    ``recorded`` maps the words of each reply that was acknowledged to its seat and choice.
    """
    found = entries(database, reference)
    numbers = [one.number for one in found]
    result.expect("numbers of the ledger", numbers, list(range(1, len(found) + 1)))
    result.expect("entries off the chain", _off_the_chain(found), [])
    replies = [one for one in found if one.kind == "replied"]
    written = Counter(one.said for one in replies)
    lost = sorted(words for words in recorded if not written[words])
    result.expect("acknowledged and lost", lost[:5], [])
    result.expect("in the ledger twice", [said for said, n in written.items() if n > 1], [])
    wrong = [one.said for one in replies if recorded.get(one.said, told(one)) != told(one)]
    result.expect("recorded otherwise than it was sent", wrong, [])
    stored, number = ballots(database, reference)
    result.expect("ballots, and seats that have one", (number, len(stored)), (seats, seats))
    last = {one.seat: (one.body["data"]["choice"], one.pk) for one in replies}
    standing = {seat: ballot for seat, ballot in stored.items() if ballot[0]}
    result.expect("ballots that stand", standing, last)
    return found


def told(entry):
    """Return what a reply says: its seat and its choice."""
    return entry.seat, entry.body["data"]["choice"]


def check_closing(result, database, reference, closings):
    """Check that all who closed it saw one count, and that it is the count of the ledger."""
    found = entries(database, reference)
    result.expect("closings that failed", [one[3] for one in closings if one[3]][:3], [])
    result.expect("how many closed it", sum(one[0] for one in closings), 1)
    seen = Counter(json.dumps(one[1:3], sort_keys=True) for one in closings)
    result.expect("different counts that were seen", list(seen)[1:], [])
    ends = [one.number for one in found if one.kind == "closed"]
    result.expect("closings in the ledger", len(ends), 1)
    after = [
        one.said for one in found if one.kind == "replied" and one.number > min(ends, default=0)
    ]
    result.expect("replies behind the closing", after, [])
    state, outcome, numbers = counted(database, reference)
    stored, _ = ballots(database, reference)
    wanted = tally(choice for choice, _event in stored.values())
    result.expect("the stored count", numbers and {key: numbers[key] for key in CHOICES}, wanted)
    result.expect("state", state, "closed")
    result.expect("what the closings saw", [one[1:3] for one in closings][:1], [[outcome, numbers]])
    decided = database.number(
        f"SELECT count(*) FROM decisions_decision WHERE source_key = '{reference}'"
    )
    result.expect("decisions", decided, int(outcome in {"ADOPTED", "NOT_ADOPTED"}))
    return numbers


def _off_the_chain(found):
    previous, off = FIRST, []
    for one in found:
        if hashlib.sha256(one.text.encode()).hexdigest() != one.hash or (
            one.body["previous"],
            one.body["number"],
        ) != (previous, one.number):
            off.append(one.number)
        previous = one.hash
    return off
