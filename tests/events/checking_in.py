"""An Irish seminar whose door is kept by a helper with a phone."""

import datetime as dt
import json

from events import badge_codes
from tests.events.organisers import states
from tests.factories.events import EventFactory, SessionFactory

DAY = dt.date(2026, 3, 2)
SLUG = "2026-03-02-seminar"
DOOR = f"/events/{SLUG}/check-in/"


def moment(hour, minute=0):
    return dt.datetime.combine(DAY, dt.time(hour, minute), dt.UTC)


def irish_seminar():
    """An Irish seminar on the clock of Brussels: two sessions from 10:30, one after noon."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, title="Seminar", first_date=DAY, host=ireland)
    for title, begins, ends in (("Opening", 10, 11), ("Talk", 11, 12), ("Workshop", 14, 15)):
        SessionFactory(
            event=event, title=title, starts_time=dt.time(begins, 30), ends_time=dt.time(ends, 30)
        )
    return event


def scan(client, **typed):
    answer = client.post(DOOR, typed, headers={"accept": "application/json"})
    return answer.status_code, json.loads(answer.content)


def code(person):
    return badge_codes.text(person.key)


def told(answer):
    return [(str(one), one.level_tag) for one in answer.context["messages"]]
