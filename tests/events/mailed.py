"""A letter to many people of an event: drafted, typed, confirmed, sent, and whom it reached."""

import datetime as dt
import re
import uuid

from events import selections, services
from events.enums import RegistrationState
from events.selections import Selection
from mail.models import Letter
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.mailings import MailingFactory

FIVE, SECOND = dt.timedelta(minutes=5), dt.timedelta(seconds=1)
CONFIRMED = Selection(states=(RegistrationState.CONFIRMED,)).as_json()


def draft(people=2, **fields):
    mailing = MailingFactory(**{"selection": CONFIRMED} | fields)
    for number in range(people):
        RegistrationFactory(event=mailing.event, name=f"Person {number}", email=f"p{number}@x.eu")
    return mailing


def send(mailing, officer, at):
    mark = selections.mark(selections.people(mailing.event, selections.read(mailing.selection)))
    return services.send_mailing(mailing, version=mailing.version, seen=mark, by=officer, at=at)


def reached():
    return sorted(Letter.objects.values_list("to", flat=True))


def registered_three():
    event = EventFactory(
        title="Seminar", slug="2027-01-01-seminar", host=MemberStateFactory(code="IE")
    )
    RegistrationFactory(event=event, name="Anna", email="anna@x.eu", country="LV")
    RegistrationFactory(event=event, name="Berta", email="berta@x.eu", country="EE")
    RegistrationFactory(
        event=event, name="Wanda", email="wanda@x.eu", state=RegistrationState.WAITING
    )
    return event


def typed(**words):
    return {
        "once": str(uuid.uuid4()),
        "audience": "registered",
        "states": ["confirmed"],
        "subject": "News of {event}",
        "text": "Number {position} of {country}: {state}.",
        "with_button": "on",
    } | words


def address(mailing, deed=""):
    return f"/events/{mailing.event.slug}/mailings/{mailing.key}/{deed}"


def html(answer, status=200):
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def confirmed(officer, mailing, **changes):
    """What the page of a draft lets be sent."""
    form = officer.get(address(mailing)).context["fresh"]
    return {"version": form.initial["version"], "seen": form.initial["seen"]} | changes
