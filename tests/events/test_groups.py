"""Groups are called what the event calls them, wherever they are named."""

import datetime as dt
import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from events import groups
from events.enums import QuotaScope
from events.models import ChangeRequest, EventGroup
from events.questions import Condition, Question
from tests.events.organisers import representative, secretariat
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.questions import asks

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
BASE = f"/events/{SLUG}"


@pytest.fixture
def event():
    """A seminar whose members are delegates, with one of them and one participant."""
    event = EventFactory(slug=SLUG)
    MemberStateFactory(code="LV")
    EventGroup.objects.create(event=event, group="member", label="Delegate")
    EventGroup.objects.create(event=event, group="staff")
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, group="member", places=4)
    asks(event, Question("talk", "text", "Talk?", shown_if=Condition("group", "member")))
    delegate = RegistrationFactory(event=event, name="Anna", group="member")
    RegistrationFactory(event=event, name="Bo")
    ChangeRequest.objects.create(
        registration=delegate,
        what={"group": "member"},
        asked_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    )
    InvitationFactory(event=event, group="member")
    return event


def test_each_group_has_a_name(event):
    assert groups.names(event) == {
        "participant": "Participant",
        "member": "Delegate",
        "speaker": "Speaker",
        "staff": "Staff",
    }


def assert_called(page):
    assert "Delegate" in page.text
    assert re.findall(r"\bMember\b(?! State)", page.text) == []


@pytest.mark.parametrize(
    "page",
    [
        "lists/venue/",
        "mailings/new/",
        "control/",
        "registrations/",
        "states/LV/",
        "questions/",
        "questions/talk/",
        "questions/new/text/",
        "requests/",
        "invitations/",
    ],
)
def test_the_office_reads_the_words_of_the_event(event, page):
    assert_called(secretariat().get(f"{BASE}/{page}"))


def test_pages_of_one_person_use_them(event):
    client = secretariat()

    for one in (event.registrations.get(name="Anna"), event.invitations.get()):
        place = "registrations" if hasattr(one, "arrival") else "invitations"
        assert_called(client.get(f"{BASE}/{place}/{one.key}/"))


def test_a_national_representative_reads_them(event):
    client = representative("LV")

    assert_called(client.get("/events/my-state/"))
    assert_called(client.get(f"{BASE}/states/LV/"))


def test_lists_that_are_taken_out_use_them(event):
    client = secretariat()

    people = client.get(f"{BASE}/lists/participants.xlsx?who=all&columns=name&columns=group")
    invited = client.get(f"{BASE}/invitations.xlsx")

    rows = list(load_workbook(BytesIO(people.content)).active.values)
    assert rows[-2:] == [("Anna", "Delegate"), ("Bo", "Participant")]
    assert "Delegate" in list(load_workbook(BytesIO(invited.content)).active.values)[-1]
