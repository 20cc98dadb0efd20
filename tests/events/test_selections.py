"""Whom a choice finds, in order, and who of them gets no letter and why."""

import datetime as dt

import pytest
from django.utils import timezone

from events import selections
from events.enums import (
    Attending,
    Audience,
    Group,
    InvitationState,
    Presence,
    RegistrationState,
    Skipped,
)
from events.models import Attendance, MailingRecipient
from events.selections import Selection
from mail.models import Suppression
from tests.factories.accounts import SeatFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory, SpeakerFactory
from tests.factories.invitations import InvitationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db


def names(event, **chosen):
    return [one.name for one in selections.people(event, Selection(**chosen))]


@pytest.fixture
def event():
    event = EventFactory()
    for name, fields in {
        "Anna": {},
        "Berta": {"state": RegistrationState.WAITING, "country": "EE"},
        "Cecil": {"state": RegistrationState.WITHDRAWN},
        "Dora": {"group": Group.SPEAKER, "attending": Attending.ONLINE},
        "Emil": {"category": "police", "unanswered": 1},
    }.items():
        RegistrationFactory(event=event, name=name, **fields)
    RegistrationFactory(name="of another event")
    return event


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, ["Anna", "Berta", "Dora", "Emil"]),
        ({"states": ("confirmed",)}, ["Anna", "Dora", "Emil"]),
        ({"states": ("waiting", "withdrawn")}, ["Berta", "Cecil"]),
        ({"groups": ("speaker", "staff")}, ["Dora"]),
        ({"attending": ("in_person",), "states": ("confirmed",)}, ["Anna", "Emil"]),
        ({"countries": ("EE", "FR")}, ["Berta"]),
        ({"categories": ("police",)}, ["Emil"]),
        ({"owes_answers": True}, ["Emil"]),
    ],
    ids=["all that stand", "state", "states", "group", "both", "country", "category", "owes"],
)
def test_parts_narrow_and_boxes_of_one_part_widen(event, chosen, found):
    assert names(event, **chosen) == found


def test_by_the_session_they_chose_and_by_having_been_there(event):
    session = SessionFactory(event=event)
    anna, emil = event.registrations.get(name="Anna"), event.registrations.get(name="Emil")
    anna.sessions.add(session)
    for registration, presence, minutes in (
        (anna, Presence.ABSENT, None),
        (emil, Presence.PARTIAL, 20),
    ):
        Attendance.objects.create(
            registration=registration,
            session=session,
            presence=presence,
            minutes=minutes,
            recorded_at=timezone.now(),
        )

    assert names(event, sessions=(session.pk,)) == ["Anna"]
    assert names(event, was_there=True) == ["Emil"]


def test_invited_people_by_their_answer():
    event = EventFactory()
    InvitationFactory(event=event, name="Silent", group=Group.SPEAKER)
    InvitationFactory(event=event, name="Refuses", state=InvitationState.NO)
    InvitationFactory(event=event, name="Prepared", state=InvitationState.PREPARED)
    InvitationFactory(event=event, name="Revoked", state=InvitationState.REVOKED)

    assert names(event, audience=Audience.INVITED) == ["Refuses", "Silent"]
    assert names(event, audience=Audience.INVITED, answers=("silent",)) == ["Silent"]
    assert names(event, audience=Audience.INVITED, groups=("speaker",)) == ["Silent"]


def test_people_on_the_programme():
    session = SessionFactory()
    SpeakerFactory(session=session, name="Eva", email="eva@example.eu", language="cs")
    SpeakerFactory(session=session, name="Zoe")

    found = selections.people(session.event, Selection(audience=Audience.SPEAKERS))

    assert [(one.name, one.address, one.language, one.skipped) for one in found] == [
        ("Eva", "eva@example.eu", "cs", ""),
        ("Zoe", "", "en", Skipped.NO_ADDRESS),
    ]


def test_who_cannot_be_written_to_is_left_out_with_the_reason():
    session = SessionFactory()
    event = session.event
    for name, address in (("Anna", "a@example.eu"), ("Anna B", "a@example.eu"), ("Otto", "o@x.eu")):
        SpeakerFactory(session=session, name=name, email=address)
    RegistrationFactory(event=event, name="Delegate", email="", seat=SeatFactory())
    Suppression.objects.create(address="o@x.eu", since=timezone.now())

    speakers = selections.people(event, Selection(audience=Audience.SPEAKERS))
    registered = selections.people(event, Selection())

    assert [(one.position, one.name, one.skipped) for one in speakers + registered] == [
        (1, "Anna", ""),
        (2, "Anna B", Skipped.TWICE),
        (3, "Otto", Skipped.SUPPRESSED),
        (1, "Delegate", Skipped.NO_ADDRESS),
    ]


def test_a_selection_is_kept_without_what_asks_for_nothing():
    full = Selection(states=("confirmed",), sessions=(3,), owes_answers=True)

    kept = full.as_json()

    assert kept == {
        "audience": "registered",
        "states": ["confirmed"],
        "sessions": [3],
        "owes_answers": True,
    }
    assert selections.read(kept | {"of_a_later_time": True}) == full


@pytest.mark.parametrize(
    ("chosen", "state", "meant"),
    [
        ({}, RegistrationState.WAITING, True),
        ({}, RegistrationState.WITHDRAWN, False),
        ({"states": ("waiting",)}, RegistrationState.CONFIRMED, False),
        ({"states": ("withdrawn",)}, RegistrationState.WITHDRAWN, True),
    ],
    ids=["stands", "withdrew", "promoted", "meant as withdrawn"],
)
def test_who_has_changed_since_may_no_longer_be_meant(chosen, state, meant):
    recipient = MailingRecipient(registration=RegistrationFactory(state=state))

    assert selections.is_still_meant(Selection(**chosen), recipient) is meant


def test_who_has_answered_since_is_no_longer_among_the_silent_and_a_speaker_stays_one():
    silent = Selection(audience=Audience.INVITED, answers=("silent",))
    answered = MailingRecipient(invitation=InvitationFactory(state=InvitationState.NO))

    assert not selections.is_still_meant(silent, answered)
    assert selections.is_still_meant(Selection(audience=Audience.SPEAKERS), MailingRecipient())


@pytest.mark.parametrize("audience", Audience)
def test_who_was_erased_since_is_meant_no_more(audience):
    recipient = MailingRecipient(address="7@erased.invalid")

    assert not selections.is_still_meant(Selection(audience=audience), recipient)


def test_another_list_has_another_mark(event):
    before = selections.mark(selections.people(event, Selection()))

    assert selections.mark(selections.people(event, Selection())) == before
    RegistrationFactory(event=event, name="Fiona", registered_at=timezone.now() + dt.timedelta(1))
    assert selections.mark(selections.people(event, Selection())) != before


@pytest.mark.parametrize("audience", Audience)
def test_the_number_of_queries_does_not_grow_with_the_people(audience):
    session = SessionFactory()
    makers = {
        Audience.REGISTERED: lambda: RegistrationFactory(event=session.event),
        Audience.INVITED: lambda: InvitationFactory(event=session.event),
        Audience.SPEAKERS: lambda: SpeakerFactory(session=session),
    }
    makers[audience]()
    one = counted(lambda: selections.people(session.event, Selection(audience=audience)))
    for _ in range(2):
        makers[audience]()

    three = counted(lambda: selections.people(session.event, Selection(audience=audience)))

    assert (one, three) == (2, 2)
