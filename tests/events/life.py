"""A seminar with somebody confirmed and somebody waiting, and the letters about it."""

import datetime as dt

from events.enums import Kind, QuotaScope
from mail.models import Letter
from tests.events.test_services_registrations import come
from tests.factories.events import EventFactory, QuotaFactory

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=3)
DAY = dt.date(2026, 3, 23)
FIELDS = {
    "title": "Seminar: keeping young people out of organised crime",
    "kind": Kind.SEMINAR,
    "first_date": DAY,
    "last_date": DAY,
    "starts_time": dt.time(9, 30),
    "ends_time": dt.time(16, 30),
    "zone": "Europe/Dublin",
}


def seminar_in_brussels():
    """A published seminar in Brussels with Anna confirmed, Berta waiting."""
    event = EventFactory(first_date=DAY)
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    come(event, "Anna", at=AT)
    come(event, "Berta", at=AT)
    Letter.objects.all().delete()
    return event


def letters():
    return list(Letter.objects.order_by("pk").values_list("name", "subject", "calendar_method"))
