"""The page of doubtful answers: what each is about, in words, and where to look at the person."""

import pytest
import time_machine

from calendars.replies import settle_replies
from mail.models import Reply
from tests.calendars.test_replies import ADA, LATER, invited, said
from tests.events.registrants import come, seminar
from tests.factories.accounts import MandateFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
PAGE = "/calendar/replies/"


@pytest.fixture
def office(client):
    with time_machine.travel(LATER, tick=False):
        client.force_login(MandateFactory(role="secretariat").user)
        yield client


def registered(event):
    row = come(event, "Ada")
    return f"/events/{event.slug}/registrations/{row.key}/"


def asked(event):
    invited(event)
    return f"/events/{event.slug}/invitations/"


def neither(event):
    return f"/events/{event.slug}/registrations/"


@pytest.mark.parametrize("stands", [registered, asked, neither])
def test_each_says_its_event_and_leads_to_the_person(office, stands):
    event = seminar()
    address = stands(event)
    said(event, sender="front.desk@example.eu")
    settle_replies(at=LATER)

    page = office.get(PAGE)

    [row] = page.context["rows"]
    assert row["place"] == (event, address)
    assert f'href="{address}"' in page.text.replace("\n", "")
    assert office.get(address).status_code == 200


@pytest.mark.parametrize(
    ("answer", "words"), [("DECLINED", "No"), ("ACCEPTED", "Yes"), ("TENTATIVE", "Perhaps")]
)
def test_the_answer_is_told_in_words(office, answer, words):
    event = seminar()
    said(event, answer, sender="front.desk@example.eu")
    settle_replies(at=LATER)

    assert [row["answer"] for row in office.get(PAGE).context["rows"]] == [words]


def test_of_what_is_erased_the_address_alone_is_told(office):
    event = seminar()
    row = come(event, "Ada")
    said(event, sender="front.desk@example.eu")
    settle_replies(at=LATER)
    row.delete()

    page = office.get(PAGE)

    assert [row["place"] for row in page.context["rows"]] == [None]
    assert ADA in page.text


def test_statements_do_not_grow(office):
    event = seminar()
    come(event, "Ada")
    said(event, sender="front.desk@example.eu")
    settle_replies(at=LATER)
    office.get(PAGE)
    one = counted(lambda: office.get(PAGE))
    for number in range(3):
        said(seminar(slug=f"more-{number}"), sender="front.desk@example.eu")
    settle_replies(at=LATER)

    assert counted(lambda: office.get(PAGE)) == one
    assert Reply.objects.doubtful().count() == 4
