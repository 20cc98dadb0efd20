"""R14: one form sent fifty times at once has one effect."""

import asyncio
import json
from collections import Counter
from datetime import date, timedelta

from tests.endurance import resent, seen
from tests.endurance.client import NoAnswerError, Visitor, form_with
from tests.endurance.races import filled_form
from tests.endurance.sites import Site

AFTER = date.today() + timedelta(days=60)  # noqa: DTZ011  # any day ahead will do
DRAFTING = "/events/new/?kind=seminar"
EVENT = {
    "kind": "seminar",
    "title": "A seminar sent again",
    "first_date_day": str(AFTER.day),
    "first_date_month": str(AFTER.month),
    "first_date_year": str(AFTER.year),
    "starts_time": "09:30",
    "ends_time": "16:30",
}
SESSION = {"title": "A session sent again", "starts_time": "10:00", "ends_time": "11:00"}
PERSON = {"name": "Somebody Twice", "email": "somebody.twice@storm.example"}


async def again_and_again(visitor, path, fields, *, times):
    """Send one form so many times in the same moment; count the answers."""
    answers = await asyncio.gather(
        *(visitor.post(path, fields) for _ in range(times)), return_exceptions=True
    )
    return Counter("no answer" if isinstance(one, NoAnswerError) else one.status for one in answers)


async def all_forms(port, slug, cookie, *, times):
    """Replay each form; return the answers by what was sent."""
    found = {}
    person = Visitor(port)
    register = await filled_form(person, slug, 2)
    found["registration"] = await again_and_again(
        person, f"/events/{slug}/register/", register, times=times
    )
    office = Visitor(port, {"session": cookie})
    other = {"name": "On Behalf", "email": "behalf@storm.example"}
    keep = {"once", "csrfmiddlewaretoken", "notice"}
    for what, path, typed, mark in (
        ("event", DRAFTING, EVENT, "title"),
        ("session", f"/events/{slug}/sessions/new/", SESSION, "title"),
        ("person", "/people/invite/", PERSON, "email"),
        ("on behalf", f"/events/{slug}/registrations/new/", {**register, **other}, "email"),
    ):
        form = form_with((await office.get(path)).text, "once", mark)
        filled = form.fields | {name: typed[name] for name in typed if name not in keep}
        found[what] = await again_and_again(office, path, filled, times=times)
    return found


async def withdrawal(port, token, *, times):
    """Replay the withdrawal of one registration."""
    visitor = Visitor(port)
    page = await visitor.get(f"/registrations/{token}/")
    form = form_with(page.text, "csrfmiddlewaretoken")
    return await again_and_again(
        visitor, f"/registrations/{token}/withdraw/", form.fields, times=times
    )


def replays(engine, result, *, rounds, times):
    """R14 for each form that makes something."""
    for _ in range(rounds):
        database = engine.fresh()
        slug = json.loads(database.inside("event", 10))["slug"]
        cookie = json.loads(database.inside("officer"))
        (before,) = json.loads(database.inside("people", slug, 1))
        references, cookies = resent.ready(database)
        cookies["office"] = cookie
        one = Counts(database, slug)
        with Site(database) as site:
            answers = asyncio.run(all_forms(site.port, slug, cookie, times=times))
            answers["giving back"] = asyncio.run(
                withdrawal(site.port, before["token"], times=times)
            )
            result.expect("effects", one.since(), one.WANTED)
            between = resent.state(database)
            answers |= asyncio.run(
                resent.all_forms(database, site.port, cookies, references, times=times)
            )
        made, wanted = resent.state(database) - between, resent.wanted(references)
        other = {what: (made[what], n) for what, n in wanted.items() if made[what] != n}
        result.expect("procedures: made, and wanted", other, {})
        result.expect("procedures: made beside it", sorted(set(made) - set(wanted)), [])
        for what, found in answers.items():
            bad = {status: n for status, n in found.items() if status not in {302, 409, 422}}
            result.expect(f"answers to {what}", bad, {})
        result.rounds += 1
    result.figures["sent at once"] = times
    result.figures["answers"] = {what: dict(found) for what, found in answers.items()}


class Counts:
    """What there is of each thing, so that what was made can be told."""

    WANTED = {
        "registrations": 2,
        "events": 1,
        "sessions": 1,
        "people": 1,
        "letters": 4,
        "withdrawals": 1,
        "entries of registrations": 3,
    }

    def __init__(self, database, slug):
        self.database, self.slug = database, slug
        self.before = self.now()

    def now(self):
        number = self.database.number
        return {
            "registrations": number("SELECT count(*) FROM events_registration"),
            "events": number("SELECT count(*) FROM events_event"),
            "sessions": number("SELECT count(*) FROM events_session"),
            "people": number("SELECT count(*) FROM accounts_user"),
            "letters": number("SELECT count(*) FROM mail_letter"),
            "withdrawals": sum(
                one.state == "withdrawn" for one in seen.registrations(self.database, self.slug)
            ),
            "entries of registrations": len(seen.entries(self.database)),
        }

    def since(self):
        return {what: number - self.before[what] for what, number in self.now().items()}
