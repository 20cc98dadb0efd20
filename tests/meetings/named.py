"""People who are named for a delegation to a meeting, and what became of them."""

import datetime as dt

from mail.models import Letter
from meetings import services
from meetings.delegations import party_at
from meetings.rules.delegation import Person
from tests.factories.meetings import AT

HOUR = dt.timedelta(hours=1)
ANNA = Person("Anna", "anna@example.eu", "Director", "head", "in_person", is_reimbursed=True)
BO = Person("Bo", "", "Adviser", "member", "online")
ANNA_AS_MEMBER = Person("Anna", "anna@example.eu")
BO_AS_HEAD = Person("Bo", capacity="head")


def version(event, code):
    found = party_at(event, code).delegation
    return found.version if found else 1


def send(event, by, people, *, code="LV", at=AT, **more):
    words = {"version": version(event, code), "to_us": ""} | more
    return services.send_delegation(event, code, people=people, by=by, at=at, **words)


def of(event, code="LV"):
    """Who is in a delegation: name, state, as what, reimbursed."""
    return [
        (str(one), one.registration.state, one.registration.capacity, one.is_reimbursed)
        for one in party_at(event, code).people
    ]


def letters():
    return [(one.to, one.subject) for one in Letter.objects.order_by("pk")]
