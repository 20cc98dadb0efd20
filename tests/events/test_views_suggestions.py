"""Institutions suggested for an event: who suggests, who decides, who sees it."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from events.models import InstitutionSuggestion, Invitation
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.events import EventFactory
from tests.factories.invitations import SuggestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(slug="2027-05-28-seminar", host=MemberStateFactory(code="IE"))


def page(event, rest=""):
    return f"/events/{event.slug}/suggestions/{rest}"


def typed(**words):
    return {
        "once": str(uuid.uuid4()),
        "name": "Europol",
        "email": "liaison@example.org",
        "why": "They know.",
    } | words


def test_a_state_suggests_and_the_host_accepts(event):
    state, host = representative("LV"), presidency("IE")

    told = state.post(page(event), typed(), follow=True)
    suggestion = InstitutionSuggestion.objects.get()
    assert "Thank you. You hear by mail" in told.text
    assert "Accept" not in told.text
    shown = host.get(page(event, f"{suggestion.key}/accept/"))
    done = host.post(page(event, f"{suggestion.key}/accept/"), {"reason": "Gladly."}, follow=True)

    assert "An invitation to liaison@example.org is prepared" in " ".join(shown.text.split())
    assert "Decided; whoever suggested it hears by mail." in done.text
    assert "Gladly." in state.get(page(event)).text
    assert Invitation.objects.get().state == "prepared"


def test_when_it_was_suggested_and_decided_is_said_on_the_clock_of_the_event(event):
    event.zone = "Europe/Riga"
    event.save()
    at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    SuggestionFactory(
        event=event,
        state="accepted",
        suggested_at=at,
        decided_at=at + dt.timedelta(hours=1),
        decided_by=UserFactory(),
    )

    said = " ".join(secretariat().get(page(event)).text.split())

    assert "Monday 2 March 2026, 11:00 (Riga)" in said
    assert "Monday 2 March 2026, 12:00 (Riga)" in said


def test_what_is_wrong_is_said_beside_the_field_and_kept(event):
    SuggestionFactory(event=event, name="Europol")
    client = representative()

    empty = client.post(page(event), typed(why="", email="x"))
    again = client.post(page(event), typed(name="EUROPOL"))

    assert (empty.status_code, set(empty.context["form"].errors)) == (422, {"why", "email"})
    assert (again.status_code, set(again.context["form"].errors)) == (422, {"name"})
    assert 'value="EUROPOL"' in again.text


def test_a_no_needs_a_reason(event):
    suggestion = SuggestionFactory(event=event)
    client = secretariat()
    address = page(event, f"{suggestion.key}/decline/")

    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "No room."})

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.reason) == ("declined", "No room.")
    told = client.post(address, {"reason": "Again."}, follow=True)
    assert "That cannot be done now. State: Declined." in told.text


def test_whoever_suggested_takes_it_back_and_nobody_else_does(event):
    client = representative("LV")
    client.post(page(event), typed())
    suggestion = InstitutionSuggestion.objects.get()
    address = page(event, f"{suggestion.key}/withdraw/")

    assert representative("EE").post(address).status_code == 404
    suggestion.refresh_from_db()
    assert suggestion.state == "proposed"
    told = client.post(address, follow=True)
    again = client.post(address, follow=True)

    assert "The suggestion is taken back." in told.text
    assert "That cannot be done now." in again.text
    other = SuggestionFactory(event=event)
    secretariat().post(page(event, f"{other.key}/withdraw/"))
    other.refresh_from_db()
    assert other.state == "withdrawn"


def test_only_the_host_decides(event):
    suggestion = SuggestionFactory(event=event)

    for client in (representative("LV"), presidency("FR")):
        for deed in ("accept/", "decline/"):
            answer = client.post(page(event, f"{suggestion.key}/{deed}"), {"reason": "x"})
            assert answer.status_code == 404
    assert presidency("FR").get(page(event)).status_code == 404
    suggestion.refresh_from_db()
    assert suggestion.state == "proposed"


def test_there_is_no_such_page_for_strangers_and_for_other_kinds(event):
    webinar = EventFactory(kind="webinar")
    hidden = EventFactory(visibility="attendees")
    stranger = Client()
    stranger.force_login(UserFactory())

    assert stranger.get(page(event)).status_code == 404
    assert representative().get(page(webinar)).status_code == 404
    assert representative().get(page(hidden)).status_code == 404
    assert secretariat().get(page(event, f"{uuid.uuid4()}/accept/")).status_code == 404


def test_after_it_has_begun_the_list_stays_and_takes_nothing(event):
    SuggestionFactory(event=event, name="Europol")
    event.first_date = event.last_date = timezone.now().date() - dt.timedelta(days=1)
    event.save()
    client = representative()

    shown, posted = client.get(page(event)), client.post(page(event), typed(name="Frontex"))

    assert ("Europol" in shown.text, "Suggest it" in shown.text) == (True, False)
    assert posted.status_code == 422
    assert "Nothing can be suggested for this event any more." in posted.text


def test_an_empty_page_says_what_will_stand_there(event):
    assert "Nothing is suggested yet" in representative().get(page(event)).text


def test_as_many_queries_for_many_suggestions_as_for_one(event):
    client = secretariat()
    SuggestionFactory(event=event, member_state=MemberStateFactory())
    one = queries(lambda: client.get(page(event)))
    for _number in range(3):
        SuggestionFactory(event=event, member_state=MemberStateFactory())

    assert queries(lambda: client.get(page(event))) == one <= 10
