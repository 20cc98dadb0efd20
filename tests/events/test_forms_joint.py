"""One form for several events as a browser has it: what is asked stands on the page."""

import datetime as dt
import uuid

import pytest
import time_machine

from accounts.access import Standing
from accounts.enums import Role, Visibility
from events import blocks, services
from events.blocks import Block
from events.enums import CopyPart, Group, Mode, QuestionType, QuotaScope, Stage
from events.models import Answer, Event, EventGroup, Registration
from events.questions import Condition, Option, Question
from mail.models import Letter
from tests.events.organisers import signed_in
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, SessionFactory
from tests.journeys.reading import Page

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)
LEAD, OTHER = "2026-12-10-seminar", "2026-12-09-board-meeting"
FORM = f"/events/{LEAD}/register/"
FIRST = Stage.REGISTRATION
EXPERIENCE = Question(
    "experience",
    QuestionType.CHOICE,
    "How long have you worked with young people?",
    required=True,
    options=(Option("no", "Not yet"), Option("long", "For long")),
)
WHERE = Question(
    "where",
    QuestionType.TEXT,
    "Where was that?",
    required=True,
    shown_if=Condition("experience", "long"),
)
SCHEMA = (
    EXPERIENCE,
    WHERE,
    Question("hopes", QuestionType.LONG_TEXT, "What would you like to take home?"),
    Question("arrival", QuestionType.DATE, "On which day do you arrive?", required=True),
    *blocks.questions(Block.LIST, stage=FIRST),
    *blocks.questions(Block.PHOTO, stage=FIRST),
)
PERSON = {
    "name": "Mārīte Kalniņa",
    "email": "marite@example.lv",
    "country": "LV",
    "category": "policymaker",
}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def lead():
    return EventFactory(first_date=DAY, slug=LEAD, title="Seminar")


@pytest.fixture
def other(lead):
    return EventFactory(
        first_date=DAY - dt.timedelta(days=1),
        slug=OTHER,
        title="Board meeting",
        registers_with=lead,
    )


def ask(event, *schema):
    services.questions.set_questions(event, schema=schema, by=Standing(user=None, at=AT), at=AT)


def filled(page, **typed):
    """Return what a browser sends that has the page: no field but those that stand there."""
    [form] = [form for form in Page(page.text).forms if "together" in form.fields]
    assert set(typed) <= set(form.fields)
    hidden = {name: form.fields[name] for name, kind in form.kinds.items() if kind == "hidden"}
    return hidden | typed


def answers(prefix="", **words):
    return {f"{prefix}q_{name}": value for name, value in words.items()}


SAID = {
    "experience": "long",
    "where": "In Riga",
    "hopes": "Ideas",
    "arrival_day": "9",
    "arrival_month": "12",
    "arrival_year": "2026",
    "list_consent": "on",
    "photo_consent": "on",
}
KEPT = {
    "experience": "long",
    "where": "In Riga",
    "hopes": "Ideas",
    "arrival": "2026-12-09",
    "list_consent": True,
    "photo_consent": True,
}


@pytest.mark.parametrize("asking", [LEAD, OTHER])
def test_what_an_event_asks_is_answered_in_the_fields_of_the_page(client, lead, other, asking):
    ask(Event.objects.get(slug=asking), *SCHEMA)
    prefix = "" if asking == LEAD else f"{OTHER}-"
    page = client.get(FORM)

    answer = client.post(
        FORM, filled(page, events=[LEAD, OTHER], **PERSON, **answers(prefix, **SAID))
    )

    assert answer.status_code == 302
    assert Registration.objects.count() == 2
    kept = Answer.objects.filter(registration__event__slug=asking)
    assert dict(kept.values_list("key", "value")) == KEPT
    registration = Registration.objects.get(event__slug=asking)
    assert (registration.list_consent, registration.photo_consent) == (True, True)
    assert Letter.objects.count() == 1


def test_each_asks_in_a_card_of_its_own_that_shows_when_it_is_ticked(client, lead, other):
    ask(lead, EXPERIENCE)
    ask(other, EXPERIENCE, WHERE)

    page = client.get(FORM)

    first, second = page.text.split('<fieldset class="card stack-l" data-if="events"')[1:]
    assert first.strip().startswith(f'data-is="{OTHER}"')
    assert "<h2>Board meeting</h2>" in first
    assert f'name="{OTHER}-q_experience"' in first
    assert f'data-if="{OTHER}-q_experience" data-is="long"' in first
    assert second.strip().startswith(f'data-is="{LEAD}"')
    assert "<h2>Seminar</h2>" in second
    assert 'name="q_experience"' in second
    assert "questions.js" in page.text


@pytest.mark.parametrize("asking", [LEAD, OTHER])
def test_what_lacks_is_linked_to_its_field_and_nothing_is_lost(client, lead, other, asking):
    ask(Event.objects.get(slug=asking), *SCHEMA)
    prefix = "" if asking == LEAD else f"{OTHER}-"
    lacking = answers(prefix, experience="long", hopes="Ideas", photo_consent="on")

    refused = client.post(FORM, filled(client.get(FORM), events=[LEAD, OTHER], **PERSON, **lacking))

    page = Page(refused.text)
    links = [link for link in page.links if f"{prefix}q_" in link]
    assert refused.status_code == 422
    assert links == [f"#id_{prefix}q_where", f"#id_{prefix}q_arrival_day"]
    assert {link.removeprefix("#") for link in links} <= page.ids
    form = next(form for form in page.forms if "together" in form.fields)
    assert form.fields[f"{prefix}q_experience"] == "long"
    assert "Ideas</textarea>" in refused.text

    sent = filled(refused, events=[LEAD, OTHER], **PERSON, **answers(prefix, **SAID))

    assert client.post(FORM, sent).status_code == 302
    assert Registration.objects.count() == 2


def test_a_choice_that_lacks_is_linked_to_its_first_option(client, lead, other):
    ask(other, EXPERIENCE)

    refused = client.post(FORM, filled(client.get(FORM), events=[LEAD, OTHER], **PERSON))

    page = Page(refused.text)
    assert refused.status_code == 422
    assert f"#id_{OTHER}-q_experience_0" in page.links
    assert f"id_{OTHER}-q_experience_0" in page.ids


def test_groups_sessions_the_way_and_the_list_are_asked_of_each(client, lead, other):
    Event.objects.update(mode=Mode.HYBRID, shows_participants=True)
    shops = {}
    for event in (lead, other):
        for group in (Group.MEMBER, Group.STAFF):
            EventGroup.objects.create(event=event, group=group, offered=True)
        shops[event] = SessionFactory(event=event, title="Workshop", date=event.first_date)
        QuotaFactory(event=event, scope=QuotaScope.SESSION, session=shops[event], places=5)
    said = {
        f"{prefix}{name}": value
        for event, prefix in ((lead, ""), (other, f"{OTHER}-"))
        for name, value in {
            "mode": "in_person",
            "group": "member",
            "sessions": str(shops[event].uid),
            "list_consent": "on",
        }.items()
    }

    client.post(FORM, filled(client.get(FORM), events=[LEAD, OTHER], **PERSON, **said))

    seen = "event__slug", "attending", "group", "sessions", "list_consent"
    assert set(Registration.objects.values_list(*seen)) == {
        (LEAD, "in_person", "member", shops[lead].pk, True),
        (OTHER, "in_person", "member", shops[other].pk, True),
    }


@pytest.mark.parametrize("leads", ["seminar", "board"])
def test_a_member_registers_for_a_seminar_whose_questions_were_copied(leads):
    source = EventFactory(first_date=dt.date(2026, 3, 5), title="Seminar of last year")
    ask(source, *SCHEMA)
    source = Event.objects.get(pk=source.pk)
    user = UserFactory(name="Anna", email="anna@example.eu")
    latvia = MemberStateFactory(code="LV")
    body = BodyFactory(code="BOARD")
    SeatFactory(body=body, member_state=latvia)
    MandateFactory(member_state=latvia, role=Role.NR, user=user)
    seminar = services.copy_event(
        source,
        once=uuid.uuid4(),
        title="Seminar",
        first_date=DAY,
        parts=[CopyPart.QUESTIONS],
        by=Standing(user=UserFactory(), at=AT),
        at=AT,
    )
    board = EventFactory(
        first_date=DAY - dt.timedelta(days=1), visibility=Visibility.BODY, body=body
    )
    lead, other = (seminar, board) if leads == "seminar" else (board, seminar)
    Event.objects.filter(pk=seminar.pk).update(
        state="published",
        published_at=AT,
        visibility=Visibility.PUBLIC,
        takes_registrations=True,
        registration_closes_at=None,
    )
    Event.objects.filter(pk=other.pk).update(registers_with=lead)
    client = signed_in(user)
    address = f"/events/{lead.slug}/register/"
    prefix = "" if lead == seminar else f"{seminar.slug}-"
    said = PERSON | {"email": user.email} | answers(prefix, **SAID)

    answer = client.post(
        address, filled(client.get(address), events=[seminar.slug, board.slug], **said)
    )

    assert answer.status_code == 302
    assert {one.event for one in Registration.objects.of(user)} == {seminar, board}
    assert dict(Answer.objects.values_list("key", "value")) == KEPT
