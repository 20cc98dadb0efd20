"""R6 and R9: what is refused before it can go wrong, weak storage and hours that no clock shows."""

import asyncio
import datetime as dt
import json
from zoneinfo import ZoneInfo

from tests.endurance.client import Visitor, form_with
from tests.endurance.replays import DRAFTING, EVENT
from tests.endurance.sites import Site

BRUSSELS = ZoneInfo("Europe/Brussels")


def durability(engine, result, *, rounds):
    """R6: each weaker setting of SQLite is an error of ``manage.py check``."""
    if engine.server is not None:
        result.skipped = "PostgreSQL's durability is its server's setting"
        return
    said = json.loads(engine.fresh().inside("weak"))
    wanted = {what: ["config.E001"] for what in said} | {"as it is": "in order"}
    result.expect("what check says", said, wanted)
    result.rounds = rounds
    result.figures["ways to be weak"] = len(said) - 1


def _sundays():
    """Return the next days on which the clocks go forward, and back."""
    today = dt.datetime.now(dt.UTC).date()
    days = [today + dt.timedelta(days=number) for number in range(1, 400)]
    noon = dt.time(12)
    offset = [dt.datetime.combine(day, noon, BRUSSELS).utcoffset() for day in days]
    changes = [
        (offset[at] > offset[at - 1], day)
        for at, day in enumerate(days)
        if at and offset[at] != offset[at - 1]
    ]
    return (
        next(day for forward, day in changes if forward),
        next(day for forward, day in changes if not forward),
    )


def _friday(after):
    return after + dt.timedelta(days=(4 - after.weekday()) % 7 or 7)


async def _draft(port, cookie, *, title, day, hour):
    office = Visitor(port, {"session": cookie})
    form = form_with((await office.get(DRAFTING)).text, "once", "title")
    typed = {
        "title": title,
        "first_date_day": day.day,
        "first_date_month": day.month,
        "first_date_year": day.year,
        "starts_time": hour,
        "ends_time": "23:00",
        "zone": "Europe/Brussels",
    }
    return (await office.post(DRAFTING, form.fields | EVENT | typed)).status


def hours(engine, result, *, rounds):
    """R9: by the form that the Secretariat fills in."""
    forward, back = _sundays()
    database = engine.fresh()
    cookie = json.loads(database.inside("officer"))
    asked = {
        "gap": (forward, "02:30", 422),
        "twice": (back, "02:30", 422),
        "before the gap": (forward, "01:30", 302),
        "summer": (_friday(forward), "17:00", 302),
        "winter": (_friday(back), "17:00", 302),
    }
    with Site(database) as site:
        for title, (day, hour, wanted) in asked.items():
            status = asyncio.run(_draft(site.port, cookie, title=title, day=day, hour=hour))
            result.expect(f"{title}, {day} {hour}", status, wanted)
    wanted = {"before the gap": "00:30", "summer": "15:00", "winter": "16:00"}
    rows = database.rows("SELECT title, starts_at FROM events_event WHERE version = 1")
    stored = {title: _clock(moment) for title, moment in rows if title in asked}
    result.expect("stored in UTC", stored, wanted)
    result.rounds = rounds
    result.figures["stored in UTC"] = stored


def _clock(moment):
    if isinstance(moment, str):
        moment = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    return f"{moment.astimezone(dt.UTC):%H:%M}"
