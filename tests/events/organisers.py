"""Those who run events, signed in, and what they type."""

import datetime as dt
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import MemberState
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory

BOOKKEEPING = re.compile(r"(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)", re.IGNORECASE)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def secretariat(name="Eilís Ní Bhriain"):
    return signed_in(MandateFactory(role=Role.SECRETARIAT, user=UserFactory(name=name)).user)


def presidency(code="IE"):
    return signed_in(
        MandateFactory(role=Role.PRESIDENCY, member_state=MemberStateFactory(code=code)).user
    )


def representative(code="LV"):
    return signed_in(MandateFactory(member_state=MemberStateFactory(code=code)).user)


def queries(call):
    """Return the number of queries of a call, transactions' own words left out."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = call()
    assert response.status_code == 200
    return len([one for one in seen if not BOOKKEEPING.match(one["sql"])])


def day_boxes(name, day):
    if day is None:
        return {}
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def event_typed(first=dt.date(2027, 5, 28), last=None, **words):
    """Return what a browser posts for an ordinary seminar."""
    typed = {
        "kind": "seminar",
        "title": "Young people and organised crime",
        "starts_time": "09:30",
        "ends_time": "16:30",
        "zone": "Europe/Brussels",
        "date_settled": "on",
        "mode": "in_person",
        "join_from": "0",
        "visibility": "public",
        "takes_registrations": "on",
        "approver": "secretariat",
    }
    return typed | day_boxes("first_date", first) | day_boxes("last_date", last) | words


def states():
    """Make three of the Member States, in protocol order."""
    return [
        MemberState.objects.get_or_create(
            code=code, defaults={"iso": code, "name": name, "order": order, "time_zone": "UTC"}
        )[0]
        for order, (code, name) in enumerate(
            [("FR", "France"), ("IE", "Ireland"), ("LV", "Latvia")], start=1
        )
    ]
