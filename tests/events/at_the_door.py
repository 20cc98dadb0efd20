"""A day at the door, for all tests of checking in."""

import datetime as dt

from accounts.access import standing
from accounts.enums import Role
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory, SessionFactory

DAY = dt.date(2026, 3, 2)


def moment(hour, minute=0):
    return dt.datetime.combine(DAY, dt.time(hour, minute), dt.UTC)


def helper(name="Eilís"):
    user = MandateFactory(role=Role.SECRETARIAT, user=UserFactory(name=name)).user
    return standing(user, moment(9))


def three_sessions():
    """A day in UTC: two sessions in the morning, one after noon."""
    event = EventFactory(
        slug="2026-03-02-a", title="Seminar", first_date=DAY, zone="UTC",
        starts_time=dt.time(9), ends_time=dt.time(16),
    )  # fmt: skip
    for title, begins, ends in (("Opening", 10, 11), ("Talk", 11, 12), ("Workshop", 13, 15)):
        SessionFactory(
            event=event, title=title, starts_time=dt.time(begins), ends_time=dt.time(ends)
        )
    return event


def presences(person):
    return {row.session.title: row.presence for row in person.attendances.order_by("session")}
