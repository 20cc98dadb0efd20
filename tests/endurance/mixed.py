"""R1x: many at once for places by state, group, way of taking part and session.

The numbers are judged here by plain counting, with no line of the product's own rules.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass

from tests.endurance import seen
from tests.endurance.client import NoAnswerError, Visitor, at_most, form_with
from tests.endurance.races import give_back, told
from tests.endurance.results import spread
from tests.endurance.sites import Site

STATES = ("LV", "BE", "EL", "PT", "FR", "DE", "EU", "NO")
MEMBER_STATES = frozenset(STATES) - {"EU", "NO"}
GROUPS = ("participant", "participant", "member")
HOLDS = frozenset({"confirmed", "offered"})


@dataclass(frozen=True)
class Came:
    """One registration as it is stored, with all that it takes."""

    key: str
    email: str
    state: str
    arrival: int
    country: str
    group: str
    attending: str
    sessions: frozenset

    def takes(self, numbers):
        """Return which of the numbers it counts in."""
        found = {"total", f"group {self.group}", f"way {self.attending}"}
        found |= {f"session {title}" for title in self.sessions}
        if self.country in MEMBER_STATES:
            found |= {f"state {self.country}", f"state {self.country} {self.group}"}
        return frozenset(found & numbers.keys())


def numbers_of(sizes):
    """Return every number of the event, those for each state once a state."""
    found = dict(sizes)
    each, each_member = found.pop("each state"), found.pop("each state member")
    for code in MEMBER_STATES:
        found |= {f"state {code}": each, f"state {code} member": each_member}
    return found


def wanted(number, sessions):
    """Return what the person of that number wants: all mixtures come by turns."""
    chosen = [uid for place, uid in enumerate(sessions) if number // 5 % 4 in {place, 3}]
    return {
        "country": STATES[number % len(STATES)],
        "group": GROUPS[number % len(GROUPS)],
        "mode": "online" if number % 7 in {0, 3} else "in_person",
        "sessions": chosen,
    }


async def filled_form(visitor, slug, number, sessions):
    """Open the form and fill it in as one person would."""
    page = await visitor.get(f"/events/{slug}/register/")
    fields = form_with(page.text, "once", "email").fields
    fields |= {
        "name": f"Person {number}",
        "email": f"person.{number}@storm.example",
        "organisation": "Police",
        "category": "practitioner",
    }
    return fields | wanted(number, sessions)


async def all_at_once(port, slug, number, sessions):
    """Let so many people fill in the form calmly and send it in the same moment."""
    visitors = [Visitor(port) for _ in range(number)]
    filled = await at_most(
        16, [filled_form(one, slug, n, sessions) for n, one in enumerate(visitors, start=1)]
    )

    async def send(visitor, fields):
        try:
            return fields["email"], await visitor.post(f"/events/{slug}/register/", fields)
        except NoAnswerError as error:
            return fields["email"], error

    return await asyncio.gather(*map(send, visitors, filled))


def registrations(database, slug):
    """Return who came, in order of arrival."""
    chosen = {}
    for pk, title in database.rows(
        "SELECT c.registration_id, s.title FROM events_registration_sessions c"
        " JOIN events_session s ON s.id = c.session_id"
    ):
        chosen.setdefault(pk, set()).add(title)
    rows = database.rows(
        'SELECT r.id, r.key, r.email, r.state, r.arrival, r.country, r."group", r.attending'
        " FROM events_registration r JOIN events_event e ON e.id = r.event_id"
        f" WHERE e.slug = '{slug}' ORDER BY r.arrival"
    )
    return [Came(str(key), *rest, frozenset(chosen.get(pk, ()))) for pk, key, *rest in rows]


def check_places(result, when, found, numbers):
    """Check the three laws of mixed places against everybody who came."""
    held = Counter(name for one in found if one.state in HOLDS for name in one.takes(numbers))
    over = {name: held[name] for name, number in numbers.items() if held[name] > number}
    result.expect(f"{when}: numbers exceeded", over, {})
    waiting = [one for one in found if one.state == "waiting"]
    idle = [
        one.email
        for one in waiting
        if all(held[name] < numbers[name] for name in one.takes(numbers))
    ]
    result.expect(f"{when}: waits though every number has room", idle, [])
    overtaken = [
        (first.email, later.email)
        for first in waiting
        for later in found
        if later.state in HOLDS
        and later.arrival > first.arrival
        and first.takes(numbers) <= later.takes(numbers)
    ]
    result.expect(f"{when}: overtaken by who wanted no less", overtaken, [])
    return held


def check_storm(result, database, slug, answers, numbers):
    """Check what the storm left behind against what each person was told."""
    found = registrations(database, slug)
    came = {who: answer for who, answer in answers if not isinstance(answer, NoAnswerError)}
    result.expect("answered", len(came), len(answers))
    result.expect("statuses", dict(Counter(one.status for one in came.values())), {302: len(came)})
    result.expect("arrivals", [one.arrival for one in found], list(range(1, len(answers) + 1)))
    stored = {one.email: one.state for one in found}
    wrong = [who for who, answer in came.items() if told(answer) != stored.get(who)]
    result.expect("told something else than is stored", wrong, [])
    twice = [who for who, number in Counter(one.email for one in found).items() if number > 1]
    result.expect("registered twice", twice, [])
    return found, check_places(result, "after the storm", found, numbers)


def mixed(engine, result, *, rounds, number):
    """Register so many at once; then let every other who has a place give it back at once."""
    storms, backs, waits = [], [], []
    for _ in range(rounds):
        database = engine.fresh()
        made = json.loads(database.inside("mixed_event", number))
        slug, numbers = made["slug"], numbers_of(made["numbers"])
        with Site(database) as site:
            answers = asyncio.run(all_at_once(site.port, slug, number, made["sessions"]))
            found, held = check_storm(result, database, slug, answers, numbers)
            full = sum(held[name] >= limit for name, limit in numbers.items())
            links = json.loads(database.inside("links_of", slug, "confirmed"))[::2]
            before = seen.letters(database)
            given = asyncio.run(give_back(site.port, links))
        result.expect(
            "answers to giving back", dict(Counter(one.status for one in given)), {302: len(links)}
        )
        after = registrations(database, slug)
        check_places(result, "after half was given back", after, numbers)
        was = {one.email: one.state for one in found}
        promoted = {
            one.email for one in after if one.state == "confirmed" and was[one.email] == "waiting"
        }
        new = seen.letters(database) - before
        letters = {who: n for (who, subject), n in new.items() if subject.startswith(seen.PROMOTED)}
        result.expect("letters to the promoted", letters, dict.fromkeys(promoted, 1))
        times = [one for _, one in answers if not isinstance(one, NoAnswerError)]
        storms += [one.seconds for one in times]
        backs += [one.seconds for one in given]
        waits.append((len(found) - sum(one.state in HOLDS for one in found), len(promoted), full))
        result.rounds += 1
    result.figures["people"] = number
    result.figures["one registration"] = spread(storms)
    result.figures["one withdrawal"] = spread(backs)
    result.figures["waited, then promoted, numbers that were full"] = waits
