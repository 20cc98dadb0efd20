"""What a database holds, read by plain SQL, and the laws that hold after any storm."""

import json
import uuid
from collections import Counter
from dataclasses import dataclass

PROMOTED = "A place came free"
WITHDRAWN = "You have withdrawn"


@dataclass(frozen=True)
class Seat:
    """One registration as it is stored."""

    key: str
    email: str
    state: str
    arrival: int


def registrations(database, slug):
    """Return the registrations of an event in order of arrival."""
    rows = database.rows(
        "SELECT r.key, r.email, r.state, r.arrival FROM events_registration r"
        f" JOIN events_event e ON e.id = r.event_id WHERE e.slug = '{slug}' ORDER BY r.arrival, r.id"
    )
    return [Seat(str(uuid.UUID(str(key))), *rest) for key, *rest in rows]


def letters(database):
    """Return how many letters each address was written, by the beginning of their subject."""
    return Counter(
        (to, subject.partition(":")[0])
        for to, subject in database.rows('SELECT "to", subject FROM mail_letter')
    )


def entries(database):
    """Return the deeds of the journal on registrations, oldest first, as (deed, key)."""
    statement = (
        "SELECT deed, key FROM journal_entry WHERE label = 'events.registration' ORDER BY id"
    )
    return database.rows(statement)


def positions(database):
    """Return the number in the queue that each waiting person was told."""
    told = {}
    statement = "SELECT \"to\", body FROM mail_letter WHERE subject LIKE 'You are on the waiting%'"
    for to, body in database.rows(statement):
        text = json.dumps(body) if not isinstance(body, str) else body
        told[to] = int(text.partition("You are number ")[2].partition(" ")[0])
    return told


def check_whole(result, database, slug, *, places, acknowledged):
    """Check the laws: nobody lost, nobody doubled, the places full and not one more.

    ``acknowledged`` maps the addresses that were told something to what they were told.
    """
    found = registrations(database, slug)
    addresses = Counter(one.email for one in found)
    lost = sorted(set(acknowledged) - set(addresses))
    result.expect("acknowledged and lost", lost, [])
    result.expect("registered twice", [who for who, n in addresses.items() if n > 1], [])
    result.expect("arrivals", [one.arrival for one in found], list(range(1, len(found) + 1)))
    states = ["confirmed" if one.arrival <= places else "waiting" for one in found]
    result.expect("states in order of arrival", [one.state for one in found], states)
    told = {one.email: one.state for one in found}
    wrong = [who for who, state in acknowledged.items() if told.get(who, state) != state]
    result.expect("told something else than is stored", wrong, [])
    queue = {one.email: one.arrival - places for one in found if one.state == "waiting"}
    result.expect("positions told in letters", positions(database), queue)
    written = Counter(to for to, _ in letters(database).elements())
    result.expect("letters", dict(written), dict.fromkeys(addresses, 1))
    registered = Counter(key for deed, key in entries(database) if deed.endswith(".registered"))
    result.expect("journal", dict(registered), dict.fromkeys((one.key for one in found), 1))
    return found
