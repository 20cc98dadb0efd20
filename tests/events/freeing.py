"""Paths that free a place: steps of the table, and whatever else a service does."""

import datetime as dt
import uuid

from accounts.access import Standing
from accounts.enums import Role
from accounts.steps import By
from events import services
from events.enums import Approver, Attending, Group, QuotaScope
from events.models import Event
from events.questions import Option, Question
from events.services.questions import set_questions
from tests.events.registrants import AT, come, nobody, seminar, states
from tests.factories.accounts import MandateFactory, MemberStateFactory
from tests.factories.events import EventFactory, QuotaFactory, SessionFactory

HOUR = dt.timedelta(hours=1)
WORDS = {
    "name": "Anna",
    "organisation": "",
    "country": "LV",
    "category": "policymaker",
    "attending": Attending.IN_PERSON,
}


def full(**fields):
    """Make an event with one place, Anna in it, and Berta waiting."""
    event = seminar(places=1, **fields)
    anna, _berta = come(event, "Anna"), come(event, "Berta")
    return event, anna


def offered():
    """Make an event in which the one place is offered to Anna, and Berta waits."""
    event = seminar(places=1, offer_hours=24)
    holder = come(event, "Holder")
    anna, _berta = come(event, "Anna"), come(event, "Berta")
    services.withdraw(holder, by=nobody(), as_=By.PERSON, at=AT)
    anna.refresh_from_db()
    assert anna.state == "offered"
    return event, anna


def withdraw(who, at=AT):
    services.withdraw(who, by=nobody(), as_=By.PERSON, at=at)


def decline(who, at=AT):
    services.decline(who, reason="Not for you.", by=nobody(), at=at)


def cancel(who, at=AT):
    services.cancel_registration(who, reason="Twice.", by=nobody(), at=at)


def release(who, at=AT):
    reason = "Latvia names somebody else."
    services.release_delegate(who, reason=reason, by=nobody(), as_=By.SECRETARIAT, at=at)


STEPS = {
    ("confirmed", "withdraw"): (full, withdraw),
    ("confirmed", "decline"): (full, decline),
    ("confirmed", "cancel"): (full, cancel),
    ("confirmed", "release"): (full, release),
    ("offered", "withdraw"): (offered, withdraw),
    ("offered", "decline"): (offered, decline),
    ("offered", "cancel"): (offered, cancel),
    ("offered", "release"): (offered, release),
    ("confirmed", "pass_on"): None,
}
"""The steps of the table that lead from a place to none; passing on gives it to the other."""


def lapsed():
    event, _anna = offered()
    services.expire_offers(at=AT + 24 * HOUR)
    return event


def accepted_too_late():
    event, anna = offered()
    services.accept_offer(anna, by=nobody(), at=AT + 24 * HOUR)
    return event


def raised():
    event, _anna = full()
    services.set_places(event, total=2, each_state=None, by_state={}, by=nobody(), at=AT)
    return event


def lifted_for_a_state():
    MemberStateFactory(code="LV")
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21))
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=1)
    come(event, "Anna"), come(event, "Berta")
    services.set_places(event, total=None, each_state=1, by_state={"LV": None}, by=nobody(), at=AT)
    return event


def of_one_state():
    for code in ["LV", "FR"]:
        MemberStateFactory(code=code)
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21), mode="hybrid")
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=1)
    return event, come(event, "Anna"), come(event, "Berta")


def changed_country():
    event, anna, _berta = of_one_state()
    services.change_registration(anna, version=1, by=nobody(), at=AT, **WORDS | {"country": "FR"})
    return event


def changed_group():
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21))
    QuotaFactory(event=event, scope=QuotaScope.GROUP, group=Group.PARTICIPANT, places=1)
    anna = come(event, "Anna")
    come(event, "Berta")
    services.change_registration(anna, version=1, group=Group.SPEAKER, by=nobody(), at=AT, **WORDS)
    return event


def changed_way():
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21), mode="hybrid")
    QuotaFactory(event=event, scope=QuotaScope.ATTENDING, attending=Attending.IN_PERSON, places=1)
    anna = come(event, "Anna")
    come(event, "Berta")
    services.change_registration(
        anna, version=1, by=nobody(), at=AT, **WORDS | {"attending": Attending.ONLINE}
    )
    return event


def of_one_session():
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21))
    workshop = SessionFactory(event=event)
    QuotaFactory(event=event, scope=QuotaScope.SESSION, session=workshop, places=1)
    anna = come(event, "Anna", sessions=[workshop])
    come(event, "Berta", sessions=[workshop])
    return event, anna, workshop


def left_a_session():
    event, anna, _workshop = of_one_session()
    services.change_registration(anna, version=1, sessions=[], by=nobody(), at=AT, **WORDS)
    return event


def removed_the_session():
    event, _anna, workshop = of_one_session()
    services.remove_session(workshop, by=nobody(), at=AT)
    return event


def of_one_meal():
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21))
    ask_for_fish(event, places=1)
    anna = come(event, "Anna", answers={"meal": "fish"})
    come(event, "Berta", answers={"meal": "fish"})
    return event, anna


def ask_for_fish(event, *, places):
    options = (Option("fish", "Fish", places), Option("none", "None"))
    question = Question("meal", "choice", "Meal", options=options)
    set_questions(Event.objects.get(pk=event.pk), schema=(question,), by=nobody(), at=AT)


def chose_something_else():
    event, anna = of_one_meal()
    services.change_registration(
        anna, version=anna.version, answers={"meal": "none"}, by=nobody(), at=AT, **WORDS
    )
    return event


def raised_the_option():
    event, _anna = of_one_meal()
    ask_for_fish(event, places=2)
    return event


def passed_on_without_the_meal():
    event, anna = of_one_meal()
    passed_on(anna)
    return event


def passed_on(anna):
    return services.pass_on(
        anna,
        once=uuid.uuid4(),
        name="Zoë",
        email="zoe@example.eu",
        organisation="",
        by=nobody(),
        as_=By.PERSON,
        at=AT,
    )


def taken_back_with_the_meal():
    """Who took the place over chose the fish, which who had it before did not want."""
    event = EventFactory(first_date=AT.date() + dt.timedelta(days=21))
    ask_for_fish(event, places=1)
    anna = come(event, "Anna", answers={"meal": "none"})
    zoe = passed_on(anna)
    told = {"version": zoe.version, "by": nobody(), "at": AT}
    services.change_registration(zoe, answers={"meal": "fish"}, **told, **WORDS | {"name": "Zoë"})
    come(event, "Berta", answers={"meal": "fish"})
    assert states(event)["Berta"] == "waiting"
    services.take_back(anna, reason="She comes.", by=nobody(), at=AT)
    return event


def granted_a_wish():
    event, anna, _berta = of_one_state()
    Event.objects.filter(pk=event.pk).update(registration_closes_at=AT)
    asked = services.change_or_ask(anna, version=1, by=nobody(), at=AT, **WORDS | {"country": "FR"})
    assert states(event)["Berta"] == "waiting"
    services.grant_change(asked, by=nobody(), at=AT)
    return event


def handed_back_by_the_state():
    latvia = MemberStateFactory(code="LV")
    event, anna = full()
    Event.objects.filter(pk=event.pk).update(needs_approval=True, approver=Approver.STATE)
    mandate = MandateFactory(role=Role.NR, member_state=latvia)
    by = Standing(user=mandate.user, at=AT, mandates=(mandate,))
    services.withdraw(anna, by=by, as_=By.STATE, at=AT)
    return event


def revived():
    event, anna = full()
    services.cancel_event(event, reason="No venue.", by=nobody(), at=AT)
    withdraw(anna)
    assert states(event)["Berta"] == "waiting"
    services.revive_event(event, reason="A venue.", by=nobody(), at=AT)
    return event


def put_off():
    """Nobody is promoted once an event has begun; put off to another day it gives places again."""
    event, anna = full()
    withdraw(anna, at=event.starts_at)
    assert states(event)["Berta"] == "waiting"
    later = event.first_date + dt.timedelta(days=7)
    services.change_event(
        event,
        version=event.version,
        first_date=later,
        last_date=later,
        by=nobody(),
        at=event.starts_at,
    )
    return event


OTHERS = [
    lapsed,
    accepted_too_late,
    raised,
    lifted_for_a_state,
    changed_country,
    changed_group,
    changed_way,
    left_a_session,
    removed_the_session,
    chose_something_else,
    raised_the_option,
    passed_on_without_the_meal,
    taken_back_with_the_meal,
    granted_a_wish,
    handed_back_by_the_state,
    revived,
    put_off,
]
