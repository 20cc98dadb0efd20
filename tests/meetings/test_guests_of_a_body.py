"""What an institution that is invited to a meeting sees of the agenda, and where that is said."""

import datetime as dt

import pytest

from agendas.models import Agenda, AgendaItem
from events.enums import InvitationState
from mail.models import Letter
from meetings import services
from tests.events.test_views_own import words_of
from tests.factories.accounts import OrganisationFactory
from tests.factories.agendas import AgendaItemFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.meetings import AT, secretariat
from tests.meetings.convened import MINUTES, convene, to_convene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

SEES = "sees those items of the agenda that are opened to the invited; more may be"
PAGE = "/events/2026-05-27-board/convening/"


@pytest.fixture
def event():
    return to_convene()


@pytest.fixture
def council():
    return OrganisationFactory(name="Council of Europe", email="coe@example.eu")


def told():
    """Who reads in a letter what guests see of the agenda."""
    return {one.to for one in Letter.objects.all() if SEES in " ".join(one.body["paragraphs"])}


def test_the_letter_says_to_an_institution_what_it_sees_and_to_seats_nothing_of_it(event, council):
    convene(event, secretariat(), institutions=[council])
    services.run_convenings(at=AT + MINUTES)

    assert Letter.objects.count() == 4
    assert told() == {"coe@example.eu"}


def test_who_was_invited_for_an_institution_or_has_registered_then_is_told_too(event, council):
    InvitationFactory(
        event=event, kind="organisation", organisation=council, email="asked@example.eu"
    )
    there = RegistrationFactory(event=event, email="there@example.eu")
    InvitationFactory(
        event=event, kind="organisation", organisation=council, email="there@example.eu",
        registration=there, state=InvitationState.IN_PERSON, answered_at=AT,
    )  # fmt: skip
    RegistrationFactory(event=event, email="other@example.eu")

    convene(event, secretariat())
    services.run_convenings(at=AT + MINUTES)

    assert told() == {"asked@example.eu", "there@example.eu"}


def test_the_preview_shows_the_letter_to_an_institution_beside_that_to_a_seat(
    event, council, office
):
    until = {"day": "13", "month": "5", "year": "2026", "time": "17:00"}
    typed = {f"answer_by_{part}": value for part, value in until.items()}
    once = "5f3c2a52-7c3c-4a51-8f66-0d1c40d2a1f0"

    page = office.post(
        PAGE, typed | {"once": once, "words": "", "preview": "1", "institutions": [council.pk]}
    )

    said = words_of(page)
    assert said.count("You are invited: Board, May 2026") == 2
    assert said.count(SEES) == 1


def test_the_page_says_how_many_items_are_open_to_institutions_and_leads_there(
    event, council, office
):
    del council
    AgendaItem.objects.update(visibility="body")
    agenda = event.agenda
    closed = agenda.items.get()
    said = words_of(office.get(PAGE))
    assert "Institutions see what is opened to the invited, so far 0 items of the agenda." in said

    opened = AgendaItemFactory(agenda=agenda, title="Exchange", visibility="attendees")
    AgendaItemFactory(agenda=agenda, title="A part", visibility="attendees", parent=closed)
    AgendaItemFactory(
        agenda=agenda, title="Gone", visibility="public", state="struck", struck_at=AT
    )
    page = office.get(PAGE)
    assert "so far 1 item of the agenda. Open items on the agenda" in words_of(page)
    assert f'href="/events/{event.slug}/agenda/edit/"' in page.text
    AgendaItemFactory(agenda=agenda, title="Part", visibility="public", parent=opened)
    assert "so far 2 items of the agenda" in words_of(office.get(PAGE))


def test_without_an_agenda_or_institutions_nothing_is_counted(event, office):
    assert "Institutions see" not in words_of(office.get(PAGE))
    OrganisationFactory(email="coe@example.eu")
    Agenda.objects.all().delete()
    assert office.get(PAGE).context["open_to_guests"] == 0


def test_where_institutions_are_invited_by_hand_it_is_said_for_meetings_alone(
    event, council, office
):
    del council
    seminar = EventFactory(first_date=dt.date(2026, 6, 2))
    said = "Of the agenda they see the items opened to the invited, one by one."
    for one, is_said in ((event, True), (seminar, False)):
        page = office.get(f"/events/{one.slug}/invitations/new/?to=institutions")
        assert (said in words_of(page)) is is_said
        assert (f'href="/events/{one.slug}/agenda/edit/"' in page.text) is is_said
