"""Answering for the own seat, the list of one's own invitations, and beside the event."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import By
from events import services
from events.enums import InvitationState, Kind, Mode
from events.invitations import Reply
from events.questions import Condition, Question
from events.services import answers
from mail.links import token
from mail.models import Letter
from tests.events.organisers import queries, signed_in
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.questions import asks

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(title="Seminar", mode=Mode.HYBRID, visibility="attendees")


@pytest.fixture
def invitation(event):
    return InvitationFactory(event=event, name="Anna Kalniņa", email="anna@example.eu")


def page_of(invitation, query=""):
    return f"/invitations/{token('events:invitation', invitation.key, 1)}/{query}"


def answered(**words):
    """What a browser sends with a yes."""
    return {
        "once": str(uuid.uuid4()),
        "notice": "",
        "answer": "yes",
        "name": "Anna Kalniņa",
        "organisation": "Rīgas dome",
        "country": "LV",
        "category": "police",
        "mode": "in_person",
    } | words


def test_somebody_else_who_is_signed_in_is_told_so(invitation):
    text = signed_in(UserFactory(name="Berta")).get(page_of(invitation)).text
    own = signed_in(UserFactory(email=invitation.email)).get(page_of(invitation)).text

    assert "You are signed in as Berta; this page is for Anna Kalniņa alone." in " ".join(
        text.split()
    )
    assert "This is somebody else's invitation" not in own


def test_somebody_else_who_is_signed_in_answers_nothing(invitation):
    page = page_of(invitation)
    stranger, own = signed_in(UserFactory()), signed_in(UserFactory(email=invitation.email))

    sent = stranger.post(page, answered())

    invitation.refresh_from_db()
    assert (sent.status_code, invitation.state) == (409, InvitationState.SILENT)
    assert "This can no longer be done" not in sent.text
    assert "Send my answer" not in stranger.get(page).text
    assert own.post(page, answered()).status_code == 302


@pytest.mark.parametrize("as_", [By.STATE, By.SECRETARIAT])
def test_whom_a_seat_has_left_out_of_a_meeting_is_led_to_its_delegation(client, as_):
    seat = SeatFactory()
    event = EventFactory(kind=Kind.MEETING, body=seat.body, visibility="body", mode=Mode.HYBRID)
    left_out = InvitationFactory(event=event, kind="seat", seat=seat, email="anna@example.eu")
    officer = standing(UserFactory(), timezone.now())
    services.answer_invitation(
        left_out,
        reply=Reply(InvitationState.NO),
        once=uuid.uuid4(),
        notice=None,
        by=officer,
        as_=as_,
        at=timezone.now(),
    )
    page = client.get(page_of(left_out)).text

    sent = client.post(page_of(left_out), answered())

    left_out.refresh_from_db()
    assert (sent.status_code, left_out.state) == (409, InvitationState.NO)
    assert "The delegation was named without you" in page
    assert f"/events/{event.slug}/delegation/" in page
    assert "Send my answer" not in page
    (letter,) = Letter.objects.filter(subject__startswith="Answered for you")
    assert "you come once you are named there" in str(letter.body)


# The own seat


@pytest.fixture
def seat():
    return SeatFactory(member_state=MemberStateFactory(code="LV", name="Latvia"))


def test_the_other_holder_of_the_seat_answers(event, seat):
    invitation = InvitationFactory(event=event, kind="seat", seat=seat, name="Anna")
    colleague = MandateFactory(member_state=seat.member_state, user__name="Ilze").user
    address = f"/invitations/seats/{invitation.key}/"
    client = signed_in(colleague)

    shown = client.get(address)
    told = client.post(address, answered(answer="no"), follow=True)

    assert "You speak for the same seat" in shown.text
    assert (told.redirect_chain, "recorded by Ilze" in told.text) == ([(address, 302)], True)
    invitation.refresh_from_db()
    assert (invitation.answered_as, invitation.answered_by) == (By.STATE, colleague)


@pytest.mark.parametrize(
    ("kind", "plain", "shirt"), [("seat", ["q_shirt"], "L"), ("organisation", [], "M")]
)
def test_whoever_answers_for_a_person_is_not_shown_what_the_person_eats(
    event, seat, kind, plain, shirt
):
    consent = Question("diet_consent", "consent", "May we know?")
    diet = Question(
        "diet", "text", "Diet", retention="sensitive", shown_if=Condition("diet_consent", "yes")
    )
    asks(event, consent, diet, Question("shirt", "text", "Shirt size"))
    registration = RegistrationFactory(
        event=event, email="anna@example.eu", group="speaker", list_consent=True
    )
    given = {"diet_consent": True, "diet": "No nuts", "shirt": "M"}
    answers.keep(registration, answers=given, at=registration.registered_at)
    invited = InvitationFactory(
        event=event, kind=kind, state="in_person", registration=registration,
        seat=seat if kind == "seat" else None,
        organisation=OrganisationFactory() if kind == "organisation" else None,
    )  # fmt: skip
    client, address = Client(), page_of(invited)
    if kind == "seat":
        client = signed_in(MandateFactory(member_state=seat.member_state).user)
        address = f"/invitations/seats/{invited.key}/"

    shown = client.get(address)
    typed = answered(email=registration.email, q_shirt="L", q_diet="All", q_diet_consent="")
    told = client.post(address, typed)

    asked = [name for name in shown.context["form"].fields if name.startswith("q_")]
    assert (asked, "No nuts" in shown.text) == (plain, False)
    assert told.status_code == 302
    assert answers.given(registration) == given | {"shirt": shirt}
    registration.refresh_from_db()
    assert (registration.group, registration.list_consent) == ("speaker", True)


def test_strangers_know_nothing_of_it(event, seat):
    invitation = InvitationFactory(event=event, kind="seat", seat=seat)
    address = f"/invitations/seats/{invitation.key}/"
    strangers = [
        UserFactory(),
        MandateFactory(member_state=MemberStateFactory(code="EE")).user,
        MandateFactory(role=Role.PRESIDENCY, member_state=seat.member_state).user,
    ]

    for stranger in strangers:
        assert signed_in(stranger).get(address).status_code == 404
        assert signed_in(stranger).post(address, answered()).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_own_one_leads_to_the_own_page(event, seat):
    person = MandateFactory(member_state=seat.member_state).user
    invitation = InvitationFactory(event=event, kind="seat", seat=seat, email=person.email)

    answer = signed_in(person).get(f"/invitations/seats/{invitation.key}/")

    assert answer["Location"] == page_of(invitation)


# The list


def test_ones_own_invitations_and_those_of_the_seat(event, seat):
    person = MandateFactory(member_state=seat.member_state).user
    InvitationFactory(event=event, email=person.email, name="Anna")
    InvitationFactory(event=event, kind="seat", seat=seat, name="Berta")
    InvitationFactory(event=event, kind="seat", seat=seat, state=InvitationState.PREPARED)
    InvitationFactory(event=event)
    over = EventFactory(first_date=dt.date(2024, 5, 30))
    InvitationFactory(event=over, email=person.email)
    client = signed_in(person)

    ahead, past = client.get("/invitations/"), client.get("/invitations/?period=past")

    assert [(line["whom"], line["event"]) for line in ahead.context["lines"]] == [
        ("", event),
        ("for Berta", event),
    ]
    assert [line["event"] for line in past.context["lines"]] == [over]
    nobody = signed_in(UserFactory())
    assert "When you are invited to an event" in nobody.get("/invitations/").text
    assert "Invitations to events that are over" in nobody.get("/invitations/?period=past").text


def test_as_many_queries_for_many_invitations_as_for_one(seat):
    person = MandateFactory(member_state=seat.member_state).user
    client = signed_in(person)

    def grow(number):
        for _row in range(number):
            InvitationFactory(kind="seat", seat=seat, event=EventFactory())

    grow(1)
    one = queries(lambda: client.get("/invitations/"))
    grow(3)

    assert queries(lambda: client.get("/invitations/")) == one <= 10


# Beside the event


def test_the_events_page_shows_what_is_asked_of_one(event, seat):
    event.kind = "seminar"
    event.save()
    person = MandateFactory(member_state=seat.member_state).user
    InvitationFactory(event=event, email=person.email)
    InvitationFactory(event=event, kind="seat", seat=seat, name="Berta", state=InvitationState.NO)

    page = signed_in(person).get(event.get_absolute_url())

    assert [(one.title, one.button) for one in page.context["invited"]] == [
        ("You are invited", "Answer"),
        ("Berta is invited", "Change the answer"),
    ]
    assert f"{event.get_absolute_url()}suggestions/" in page.text
    guest = UserFactory()
    InvitationFactory(event=event, email=guest.email)
    assert signed_in(guest).get(event.get_absolute_url()).context["suggests"] == ""


def test_the_events_page_says_nothing_once_it_has_begun_and_to_visitors(event):
    event.visibility = "public"
    event.first_date = event.last_date = timezone.now().date() - dt.timedelta(days=1)
    event.save()
    person = UserFactory()
    InvitationFactory(event=event, email=person.email)

    page = signed_in(person).get(event.get_absolute_url())

    assert (page.context["invited"], page.context["suggests"]) == ([], "")
    assert "invited" not in Client().get(event.get_absolute_url()).context


def test_who_was_named_for_a_seat_becomes_nobody_else_by_an_invitation(client):
    seat = SeatFactory(member_state=MemberStateFactory(code="LV"))
    event = EventFactory(kind=Kind.MEETING, body=seat.body, mode=Mode.HYBRID)
    RegistrationFactory(
        event=event, name="Anna Kalniņa", email="anna@example.eu", country="LV", seat=seat,
        capacity="head", group="member",
    )  # fmt: skip
    invitation = InvitationFactory(event=event, name="Anna Kalniņa", email="anna@example.eu")

    page = client.post(page_of(invitation), answered(name="Somebody Quite Different"))

    assert page.status_code == 422
    assert "You come for a seat: here your name can be spelt right." in page.text
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.SILENT
