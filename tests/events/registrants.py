"""People who come to an event in a test, and what became of them."""

import datetime as dt
import uuid

from accounts.access import Standing
from events import services
from events.enums import Attending, QuotaScope
from mail.models import Letter
from tests.factories.events import EventFactory, QuotaFactory

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
VISITOR_WORDS = {
    "organisation": "Iekšlietu ministrija",
    "category": "policymaker",
    "attending": Attending.IN_PERSON,
    "notice": None,
}


def nobody(at=AT):
    """Return the standing of a visitor."""
    return Standing(user=None, at=at)


def seminar(*, places=2, **fields):
    """Make a seminar in three weeks with so many places."""
    event = EventFactory(**{"first_date": AT.date() + dt.timedelta(days=21)} | fields)
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=places)
    return event


def come(event, name, *, at=AT, country="LV", **words):
    """Register somebody by first name."""
    facts = VISITOR_WORDS | {"once": uuid.uuid4()} | words
    return services.register(
        event,
        name=name,
        email=words.pop("email", f"{name.casefold()}@example.eu"),
        country=country,
        by=facts.pop("by", nobody(at)),
        at=at,
        **{key: value for key, value in facts.items() if key != "email"},
    )


def subjects(email):
    """Return the subjects of all letters to an address, in order."""
    return [letter.subject for letter in Letter.objects.filter(to=email).order_by("pk")]


def states(event):
    """Return where everybody's registration is, by name, in order of arrival."""
    return dict(event.registrations.order_by("arrival").values_list("name", "state"))
