"""A training of two days, somebody who is registered for it, and the table of its attendance."""

import datetime as dt

from tests.events.organisers import states
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

DAY = dt.date(2026, 3, 2)
NEXT = dt.date(2026, 3, 3)
SLUG = "2026-03-02-training"
TABLE = f"/events/{SLUG}/attendance/"


def training():
    """A training of two days in UTC, hosted by Ireland, without sessions yet."""
    _france, ireland, _latvia = states()
    return EventFactory(
        slug=SLUG, title="Training", first_date=DAY, last_date=NEXT, zone="UTC", host=ireland
    )


def names(response):
    return [person.name for person, _country, _cells in response.context["rows"]]


def words(response):
    return [
        [str(pill.label) for _session, pill in cells]
        for _person, _country, cells in response.context["rows"]
    ]


def ana(event):
    SessionFactory(event=event, title="Tomorrow", date=NEXT)
    return RegistrationFactory(event=event, name="Ana")
