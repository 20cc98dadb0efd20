"""Sessions, options, groups: what the form offers, and what is free of it."""

import datetime as dt

import pytest

from events import asking
from events.enums import QuotaScope
from events.models import EventGroup, Quota
from events.rules import Claim, Wish
from tests.events.test_forms_registration import typed
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.questions import WORKSHOP, asks

pytestmark = pytest.mark.django_db


def form_of(*questions, event=None, files=None, left=None, groups=(), **said):
    from events.forms.registration import RegistrationForm

    event = event or EventFactory()
    asks(event, *questions)
    plan = asking.of_event(event, left=left or {})
    if said or files:
        form = RegistrationForm(
            typed(notice="", **said), event=event, notice=None, asking=plan, files=files
        )
        form.is_valid()
        return form
    return RegistrationForm(event=event, notice=None, asking=plan)


def test_sessions_with_places_are_offered_with_what_is_left():
    event = EventFactory(first_date=dt.date(2026, 12, 10))
    SessionFactory(event=event, title="Plenary")
    shops = [SessionFactory(event=event, title=title) for title in ("Schools", "Clubs", "Families")]
    for session in shops:
        Quota.objects.create(event=event, scope=QuotaScope.SESSION, session=session, places=5)
    left = {Claim(QuotaScope.SESSION, shops[0].pk): 1, Claim(QuotaScope.SESSION, shops[1].pk): 0}

    shown = form_of(event=event, left=left)
    form = form_of(event=EventFactory(), sessions=["x"])

    assert [label for _key, label in shown.fields["sessions"].choices] == [
        "Schools, Thursday 10 December 2026, 10:00–12:00 – 1 place left",
        "Clubs, Thursday 10 December 2026, 10:00–12:00 – full: waiting list",
        "Families, Thursday 10 December 2026, 10:00–12:00",
    ]
    assert form.more.sessions == []
    assert [box.name for box in shown.more.choices] == ["sessions"]


def test_what_is_chosen_is_the_wish():
    event = EventFactory()
    shop = SessionFactory(event=event)
    Quota.objects.create(event=event, scope=QuotaScope.SESSION, session=shop, places=5)

    form = form_of(WORKSHOP, event=event, sessions=[str(shop.uid)], q_workshop="clubs")

    assert form.errors == {}
    assert form.more.sessions == [shop]
    assert form.more.wish("LV") == Wish(
        "LV", "participant", "in_person", frozenset({shop.pk}), frozenset({("workshop", "clubs")})
    )


def test_a_session_of_elsewhere_is_refused():
    event = EventFactory()
    Quota.objects.create(
        event=event, scope=QuotaScope.SESSION, session=SessionFactory(event=event), places=5
    )

    assert list(form_of(event=event, sessions=["x"]).errors) == ["sessions"]


def test_options_say_what_is_left():
    left = {Claim(QuotaScope.CHOICE, ("workshop", "clubs")): 0}

    form = form_of(WORKSHOP, left=left)

    assert list(form.fields["q_workshop"].choices) == [
        ("schools", "Schools"),
        ("clubs", "Sports clubs – full: waiting list"),
        ("", "No answer"),
    ]


def test_beside_each_group_and_way_of_taking_part_stands_what_is_free_of_it():
    event = EventFactory(mode="hybrid")
    for group, label in (("participant", ""), ("member", "Delegate"), ("staff", "")):
        EventGroup.objects.create(event=event, group=group, label=label, offered=True)
    left = {
        Claim(QuotaScope.GROUP, group="member"): 0,
        Claim(QuotaScope.GROUP, group="staff"): 1,
        Claim(QuotaScope.ATTENDING, "in_person"): 0,
    }

    form = form_of(event=event, left=left)

    assert [str(label) for _key, label in form.fields["group"].choices] == [
        "Participant",
        "Delegate – full: waiting list",
        "Staff – 1 place left",
    ]
    assert [str(label) for _key, label in form.fields["mode"].choices] == [
        "In person – full: waiting list",
        "Online",
    ]
