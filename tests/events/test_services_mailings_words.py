"""What a letter to many says to each of its readers, and where its button leads."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from events import services
from events.enums import Audience, RegistrationState
from events.selections import Selection
from mail.models import Letter
from tests.events.mailed import FIVE, draft, send
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


@pytest.fixture
def at():
    return timezone.now()


def test_the_letter_is_the_readers_own(officer, at, settings):
    event = EventFactory(title="Seminar on burglary", slug="2027-burglary", contact="c@x.eu")
    user = UserFactory(email="maria@x.eu")
    maria = RegistrationFactory(
        event=event, name="Maria www.evil.example", email="maria@x.eu", user=user, country="EL"
    )
    mailing = draft(
        people=0,
        event=event,
        subject="{event}: {name}",
        text="You come from {country} ({state}).\n\nSee {link}",
        sender_name="Seminar team",
        reply_to="team@x.eu",
    )
    send(mailing, officer, at)

    services.run_mailings(at=at + FIVE)

    letter = Letter.objects.get()
    page = f"[[link:events:own_registration:{maria.key}:1:"
    assert letter.subject == "Seminar on burglary: Maria www. evil. example"
    assert letter.body["paragraphs"][0] == "You come from Greece (Confirmed)."
    assert letter.body["paragraphs"][1].startswith(f"See {page}")
    assert letter.body["button"][0] == "Open my registration"
    assert letter.body["button"][1].startswith(page)
    assert (letter.label, letter.key, letter.person, letter.batch) == (
        "events.registration",
        str(maria.key),
        str(user.key),
        mailing.key,
    )
    assert (letter.sender_name, letter.reply_to) == ("Seminar team", "team@x.eu")


def test_invited_people_get_the_link_to_their_answer(officer, at):
    invitation = InvitationFactory(name="Guest")
    mailing = draft(
        people=0,
        event=invitation.event,
        selection=Selection(audience=Audience.INVITED).as_json(),
        text="{state} {country}",
    )
    send(mailing, officer, at)

    services.run_mailings(at=at + FIVE)

    letter = Letter.objects.get()
    assert letter.body["paragraphs"] == ["No answer yet –"]
    assert letter.body["button"][0] == "Answer the invitation"
    assert letter.body["button"][1].startswith(f"[[link:events:invitation:{invitation.key}:1:")
    assert (letter.label, letter.key) == ("events.invitation", str(invitation.key))


def test_people_on_the_programme_get_no_button_and_the_page_of_the_event(officer, at, settings):
    mailing = draft(
        people=0, selection=Selection(audience=Audience.SPEAKERS).as_json(), text="See {link}"
    )
    event = mailing.event
    event.details_until = event.first_date
    event.save()
    session = event.sessions.create(
        title="Opening", date=event.first_date, starts_time=dt.time(10), ends_time=dt.time(11)
    )
    session.speakers.create(name="Eva", email="eva@x.eu")
    send(mailing, officer, at)

    services.run_mailings(at=at + FIVE)

    letter = Letter.objects.get()
    assert letter.body["paragraphs"] == [f"See {settings.SITE_URL}{event.get_absolute_url()}"]
    assert (letter.body["button"], letter.label, letter.key) == (
        None,
        "events.event",
        str(event.uid),
    )


def test_without_a_button_and_with_the_place_in_the_queue(officer, at):
    mailing = draft(
        people=0,
        with_button=False,
        selection=Selection(states=("waiting",)).as_json(),
        text="You are number {position}.",
    )
    for name in ("Anna", "Berta"):
        RegistrationFactory(event=mailing.event, name=name, state=RegistrationState.WAITING)
    send(mailing, officer, at)

    services.run_mailings(at=at + FIVE)

    bodies = Letter.objects.order_by("pk").values_list("body", flat=True)
    assert [(body["paragraphs"], body["button"]) for body in bodies] == [
        (["You are number 1."], None),
        (["You are number 2."], None),
    ]


def test_a_letter_is_framed_in_the_language_of_its_reader(officer, at):
    mailing = draft(people=0, text="{state}")
    RegistrationFactory(event=mailing.event, language="de")
    send(mailing, officer, at)

    services.run_mailings(at=at + FIVE)

    assert Letter.objects.get().language == "de"
