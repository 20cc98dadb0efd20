"""An institution answers by the mailed link: who comes, and nothing of that person."""

import re
import uuid

import pytest
from django.test import Client

from accounts.enums import Role
from events.enums import Mode, QuotaScope
from events.models import Invitation, Registration
from events.questions import Question
from mail.links import token
from mail.models import Letter
from tests.events.organisers import signed_in
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
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


def stored():
    return (
        Invitation.objects.order_by("pk").values_list("state", flat=True)[0],
        list(Registration.objects.values_list("state", flat=True)),
        Letter.objects.count(),
    )


def test_what_is_known_is_filled_in(event):
    latvia = MemberStateFactory(code="LV", name="Latvia")
    RegistrationFactory(
        email="anna@example.eu", name="Anna", organisation="Rīgas dome", country="EE",
        category="police",
    )  # fmt: skip
    of_a_state = InvitationFactory(
        event=event, kind="seat", seat=SeatFactory(member_state=latvia), name="Mārtiņš"
    )
    observer = InvitationFactory(
        event=event, kind="seat",
        seat=SeatFactory(member_state=None, organisation=OrganisationFactory(name="DG HOME")),
    )  # fmt: skip
    institution = InvitationFactory(
        event=event, kind="organisation", name="", email="office@efus.eu",
        organisation=OrganisationFactory(name="Efus"),
    )  # fmt: skip
    known = InvitationFactory(event=event, name="", email="anna@example.eu")

    def filled(one, *names):
        form = Client().get(page_of(one)).context["form"]
        return [form[name].value() for name in names]

    assert filled(of_a_state, "name", "country") == ["Mārtiņš", "LV"]
    assert filled(observer, "organisation") == ["DG HOME"]
    assert filled(institution, "name", "email", "organisation") == [None, "office@efus.eu", "Efus"]
    assert filled(known, "name", "organisation", "country", "category") == [
        "Anna",
        "Rīgas dome",
        "EE",
        "police",
    ]


def test_an_institution_says_who_comes_and_sees_no_page_of_that_person(event):
    institution = InvitationFactory(
        event=event, kind="organisation", name="", email="office@efus.eu",
        organisation=OrganisationFactory(name="Efus"),
    )  # fmt: skip

    told = Client().post(
        page_of(institution), answered(name="Carla", email="carla@efus.eu"), follow=True
    )

    assert Registration.objects.get().email == "carla@efus.eu"
    assert "own" not in told.context


@pytest.fixture
def institution(event):
    return InvitationFactory(
        event=event, kind="organisation", name="", email="office@efus.eu",
        organisation=OrganisationFactory(name="Efus"),
    )  # fmt: skip


def test_an_institution_learns_not_whether_whom_it_names_was_registered(event, institution):
    asks(event, Question("shirt", "text", "Shirt size"))
    other = InvitationFactory(
        event=event, kind="organisation", name="", email="office@efus.org",
        organisation=institution.organisation,
    )  # fmt: skip
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=0)
    there = RegistrationFactory(event=event, name="Victoria", email="victoria@example.eu")
    client = Client()

    pages = [
        client.post(
            page_of(one), answered(name="Carla", email=email, q_shirt="M"), follow=True
        ).text
        for one, email in ((institution, "victoria@example.eu"), (other, "new@example.eu"))
    ]

    alike = [re.sub(r'(value|action|content|nonce)="[^"]*"', "", page) for page in pages]
    assert alike[0] == alike[1]
    assert "You said who comes" in pages[0]
    assert "waiting list" not in pages[1]
    there.refresh_from_db()
    assert (there.name, there.state) == ("Victoria", "confirmed")


def test_a_yes_of_an_institution_sent_twice_is_one_and_then_it_says_no(event, institution):
    client, said = Client(), answered(name="Carla", email="carla@efus.eu")

    for _time in range(2):
        assert client.post(page_of(institution), said).status_code == 302
    form = client.get(page_of(institution)).context["form"]
    client.post(page_of(institution), answered(answer="no"))

    assert [value for value, _label in form.fields["answer"].choices] == ["no", "substitute"]
    assert stored() == ("no", ["withdrawn"], 2)


def test_the_secretariat_is_told_that_who_is_named_is_registered(event, institution):
    RegistrationFactory(event=event, email="victoria@example.eu")
    client = signed_in(MandateFactory(role=Role.SECRETARIAT).user)

    told = client.post(
        f"/events/{event.slug}/invitations/{institution.key}/answer/",
        answered(name="Victoria", email="victoria@example.eu"),
    )

    assert told.status_code == 422
    assert "stands under this address already" in told.context["form"].errors["email"][0]
