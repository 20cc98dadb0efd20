"""R1, R2 and R14: many at once for few places, places given back at once, one form sent again."""

import asyncio
import json
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from tests.endurance import seen
from tests.endurance.client import NoAnswerError, Visitor, at_most, form_with
from tests.endurance.results import spread
from tests.endurance.sites import UNGUARDED, Site

PLACES = 50
STATES = ("LV", "BE", "EL", "PT", "EU", "NO", "INT")


def told(answer):
    """Return what an answer to a registration says: its state, else its status."""
    if answer.status == 302:
        return parse_qs(urlsplit(answer.location).query).get("as", ["?"])[0]
    return str(answer.status)


async def filled_form(visitor, slug, number):
    """Open the form and fill it in as one person would."""
    page = await visitor.get(f"/events/{slug}/register/")
    fields = form_with(page.text, "once", "email").fields
    return fields | {
        "name": f"Person {number}",
        "email": f"person.{number}@storm.example",
        "organisation": "Police",
        "country": STATES[number % len(STATES)],
        "category": "practitioner",
    }


async def all_at_once(port, slug, number):
    """Let so many people fill in the form calmly and send it in the same moment."""
    visitors = [Visitor(port) for _ in range(number)]
    filled = await at_most(
        16, [filled_form(one, slug, n) for n, one in enumerate(visitors, start=1)]
    )

    async def send(visitor, fields):
        try:
            return fields["email"], await visitor.post(f"/events/{slug}/register/", fields)
        except NoAnswerError as error:
            return fields["email"], error

    return await asyncio.gather(*map(send, visitors, filled))


def check_storm(result, database, slug, answers, *, places=PLACES):
    """Check what a storm left behind against what each person was told."""
    came = {who: answer for who, answer in answers if not isinstance(answer, NoAnswerError)}
    words = Counter(told(answer) for answer in came.values())
    words["no answer"] = len(answers) - len(came)
    expected = {"confirmed": min(places, len(answers)), "waiting": max(0, len(answers) - places)}
    result.expect("answers", dict(+words), {k: v for k, v in expected.items() if v})
    acknowledged = {who: told(one) for who, one in came.items() if one.status == 302}
    found = seen.check_whole(result, database, slug, places=places, acknowledged=acknowledged)
    # Whoever was answered before another sent must have arrived before.
    arrivals = {one.email: one.arrival for one in found}
    times = [
        (one.sent, one.answered, arrivals[who]) for who, one in came.items() if who in arrivals
    ]
    result.expect("overtaken by somebody who sent after their answer", overtaken(times), 0)
    return came.values()


def overtaken(times):
    """Count who arrived behind somebody that sent only after they were answered."""
    by_answer = sorted((answered, arrival) for _, answered, arrival in times)
    count = highest = at = 0
    for sent, _, arrival in sorted(times):
        while at < len(by_answer) and by_answer[at][0] < sent:
            highest = max(highest, by_answer[at][1])
            at += 1
        count += arrival < highest
    return count


def places(engine, result, *, rounds, number):
    """R1: so many people for fifty places."""
    times, storms = [], []
    for _ in range(rounds):
        database = engine.fresh()
        slug = json.loads(database.inside("event", PLACES))["slug"]
        with Site(database) as site:
            answers = asyncio.run(all_at_once(site.port, slug, number))
        came = check_storm(result, database, slug, answers)
        times += [one.seconds for one in came]
        storms.append(
            max((one.answered for one in came), default=0) - min(one.sent for one in came)
        )
        result.rounds += 1
    result.figures["people"] = number
    result.figures["storm"] = spread(storms)
    result.figures["one registration"] = spread(times)


def places_unguarded(engine, result, *, rounds, number):
    """The negative control of R1: without its guards the same storm must find faults."""
    for _ in range(rounds):
        database = engine.fresh()
        slug = json.loads(database.inside("event", PLACES))["slug"]
        with Site(database, target=UNGUARDED) as site:
            answers = asyncio.run(all_at_once(site.port, slug, number))
        control = type(result)(result.check, result.engine, result.goal)
        check_storm(control, database, slug, answers)
        result.rounds += 1
        if control.faults:
            statuses = Counter(
                told(one) if not isinstance(one, NoAnswerError) else "no answer"
                for _, one in answers
            )
            result.figures["answers without guards"] = dict(statuses)
            found = Counter(one.state for one in seen.registrations(database, slug))
            result.figures["stored without guards"] = dict(found)
            result.figures["faults found"] = [fault[:160] for fault in control.faults]
            return
    result.faults.append(f"{rounds} storms without guards showed no fault: R1 proves nothing")


async def give_back(port, tokens):
    """Let all open their own page calmly and withdraw in the same moment."""

    async def opened(token):
        visitor = Visitor(port)
        page = await visitor.get(f"/registrations/{token}/")
        return visitor, form_with(page.text, "csrfmiddlewaretoken").fields

    ready = await at_most(8, [opened(token) for token in tokens])
    return await asyncio.gather(
        *(
            visitor.post(f"/registrations/{token}/withdraw/", fields)
            for token, (visitor, fields) in zip(tokens, ready, strict=True)
        )
    )


def promotions(engine, result, *, rounds, number):
    """R2: all who have a place give it back at once, twice as many wait."""
    template = engine.fresh()
    slug = json.loads(template.inside("event", number))["slug"]
    people = json.loads(template.inside("people", slug, 3 * number))
    tokens = [one["token"] for one in people[:number]]
    keep = engine.kept(template)
    times = []
    for _ in range(rounds):
        database = engine.fresh(kept=keep)
        before = seen.letters(database)
        with Site(database) as site:
            answers = asyncio.run(give_back(site.port, tokens))
        times += [one.seconds for one in answers]
        result.expect("answers", dict(Counter(one.status for one in answers)), {302: number})
        found = seen.registrations(database, slug)
        wanted = ["withdrawn"] * number + ["confirmed"] * number + ["waiting"] * number
        result.expect("states by arrival", [one.state for one in found], wanted)
        by_key = {one.key: one for one in found}
        order = [
            by_key[key].arrival
            for deed, key in seen.entries(database)
            if deed.endswith(".promoted")
        ]
        result.expect("order of promotion", order, list(range(number + 1, 2 * number + 1)))
        new = seen.letters(database) - before
        result.expect(
            "letters to the promoted",
            {who: n for (who, subject), n in new.items() if subject.startswith(seen.PROMOTED)},
            {one.email: 1 for one in found[number : 2 * number]},
        )
        result.expect(
            "letters to who withdrew",
            {who: n for (who, subject), n in new.items() if not subject.startswith(seen.PROMOTED)},
            {one.email: 1 for one in found[:number]},
        )
        result.rounds += 1
    result.figures["withdrawals at once"] = number
    result.figures["one withdrawal"] = spread(times)
