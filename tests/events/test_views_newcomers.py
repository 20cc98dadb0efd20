"""The page that lists who is new, for an introduction meeting."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.days import network_day
from tests.events.organisers import presidency, representative, secretariat
from tests.factories.accounts import BodyFactory, MandateFactory, SeatFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-introduction"
PAGE = f"/events/{SLUG}/newcomers/"


@pytest.fixture
def event():
    return EventFactory(slug=SLUG, kind="introduction", first_date=dt.date(2027, 5, 28))


def newcomer(name):
    lately = network_day(timezone.now()) - dt.timedelta(days=30)
    return MandateFactory(starts=lately, user=UserFactory(name=name))


def test_those_who_do_not_know_of_the_meeting_are_ticked(event):
    anna, berta = newcomer("Anna"), newcomer("Berta")
    RegistrationFactory(event=event, email=berta.user.email)
    client = secretariat()

    page = client.get(PAGE)
    found = {one.mandate: one.known for one in page.context["people"]}

    assert found == {anna: False, berta: True}
    assert page.text.count(" checked") == 1
    assert "Invited or registered already" in page.text


def test_ticking_leads_to_the_page_of_invitations_with_the_same_people_ticked(event):
    board = BodyFactory(code="BOARD")
    anna, berta = newcomer("Anna"), newcomer("Berta")
    for mandate in (anna, berta):
        SeatFactory(body=board, member_state=mandate.member_state)
    client = secretariat()

    page = client.get(PAGE)
    invite = client.get(
        f"/events/{SLUG}/invitations/new/", {"to": "seats", "body": "BOARD", "person": anna.pk}
    )

    assert f'action="/events/{SLUG}/invitations/new/"' in page.text
    assert 'name="to" value="seats"' in page.text
    assert f'name="person" value="{anna.pk}"' in " ".join(page.text.split())
    assert invite.context["form"]["people"].value() == [str(anna.pk)]


def test_nobody_new_is_said_kindly(event):
    assert "Everybody has been introduced" in secretariat().get(PAGE).text


def test_the_page_belongs_to_introduction_meetings_and_the_secretariat(event):
    seminar = EventFactory(slug="2027-05-28-seminar")
    client = secretariat()

    codes = [one.get(PAGE).status_code for one in (representative(), presidency())]

    assert codes == [404, 404]
    assert client.get(f"/events/{seminar.slug}/newcomers/").status_code == 404
    assert PAGE in client.get(f"/events/{SLUG}/edit/").text
