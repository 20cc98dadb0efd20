"""The pages of the countries of a focus day."""

import datetime as dt
import io

import openpyxl
import pytest

from events.enums import State
from events.models import CountryParticipation
from journal.models import Entry
from mail.models import Letter
from tests.events.organisers import presidency, representative, secretariat
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, ParticipationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

SLUG = "2027-06-16-focus-day"
LIST = f"/events/{SLUG}/countries/"
LATVIA = f"{LIST}LV/"
SAID = {"version": 1, "deed": "confirm", "activity": "Leaflets in Rīga", "contact_name": "Anna",
        "contact_email": "anna@example.lv"}  # fmt: skip


@pytest.fixture
def event():
    return EventFactory(
        slug=SLUG, kind="focus_day", first_date=dt.date(2027, 6, 16), takes_registrations=False
    )


@pytest.fixture
def latvia(event):
    return ParticipationFactory(event=event, country="LV")


def test_all_member_states_and_others_are_put_on_the_list(event, latvia):
    client = secretariat()

    first = client.post(LIST, {"member_states": "on", "country": "GE"}, follow=True)
    second = client.post(LIST, {"country": "AL"}, follow=True)

    codes = list(event.countries.values_list("country", flat=True))
    assert (len(codes), {"GE", "AL", "LV", "EL"} - set(codes)) == (29, set())
    assert "27 countries are on the list now." in first.text
    assert "1 country is on the list now." in second.text
    assert 'name="member_states"' not in second.text
    assert '<option value="EU"' not in second.text
    assert '<option value="IS"' in second.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose a country, or tick the Member States."),
        ({"country": "XX"}, "Select a valid choice."),
    ],
)
def test_nothing_and_no_country_are_refused(event, typed, said):
    answer = secretariat().post(LIST, typed)

    assert (answer.status_code, event.countries.count()) == (422, 0)
    assert said in answer.text


def test_the_list_says_who_answered_what(event, latvia):
    secretariat().post(LATVIA, SAID)
    ParticipationFactory(event=event, country="GE")

    page = secretariat("Other")
    text = page.get(LIST).text

    assert [(name, str(pill.label)) for _row, name, pill in page.get(LIST).context["rows"]] == [
        ("Georgia", "Asked, no answer yet"), ("Latvia", "Takes part"),
    ]  # fmt: skip
    assert "Leaflets in Rīga" in text
    assert "anna@example.lv" in text
    assert f"{LIST}GE/remove/" in text
    assert f"{LIST}LV/remove/" not in text


def test_a_country_is_taken_off_until_it_answers(event, latvia):
    georgia = ParticipationFactory(event=event, country="GE")
    client = secretariat()
    client.post(LATVIA, SAID)

    gone = client.post(f"{LIST}GE/remove/", follow=True)
    stays = client.post(f"{LATVIA}remove/", follow=True)

    assert "Taken off the list: Georgia." in gone.text
    assert "Latvia has answered and stays." in stays.text
    assert not CountryParticipation.objects.filter(pk=georgia.pk).exists()


def test_the_silent_are_asked_by_mail(event, latvia):
    MandateFactory(member_state=MemberStateFactory(code="LV"))
    client = secretariat()

    asked = client.post(f"{LIST}ask/", follow=True)
    event.state, event.published_at = State.DRAFT, None
    event.save()
    refused = client.post(f"{LIST}ask/", follow=True)

    assert ("1 letter goes out." in asked.text, Letter.objects.count()) == (True, 1)
    assert "That cannot be done now" in refused.text
    assert f"{LIST}ask/" not in refused.text


def test_who_speaks_for_the_state_answers_for_it(event, latvia):
    client = representative("LV")

    page = client.get(LATVIA)
    answer = client.post(LATVIA, SAID)

    latvia.refresh_from_db()
    assert "Does it take part?" in page.text
    assert answer["Location"] == f"/events/{SLUG}/"
    assert (latvia.state, latvia.contact_email, latvia.activity) == (
        "confirmed", "anna@example.lv", "Leaflets in Rīga",
    )  # fmt: skip


def test_the_organisers_answer_for_a_country_that_has_nobody_here(event):
    ParticipationFactory(event=event, country="GE")
    event.host = MemberStateFactory(code="IE")
    event.save()

    first = secretariat().post(f"{LIST}GE/", SAID)
    second = presidency("IE").post(f"{LIST}GE/", {**SAID, "version": 2, "deed": "decline"})

    assert [first["Location"], second["Location"]] == [LIST, LIST]
    assert event.countries.get().state == "declined"


def test_a_missing_answer_is_asked_for_and_nothing_is_lost(event, latvia):
    answer = representative("LV").post(LATVIA, {"version": 1, "activity": "Leaflets"})

    assert (answer.status_code, "Leaflets" in answer.text) == (422, True)
    assert 'id="id_deed_error"' in answer.text


def test_of_two_who_answer_at_once_the_second_sees_both(event, latvia):
    client = representative("LV")
    client.post(LATVIA, SAID)

    answer = client.post(LATVIA, {**SAID, "deed": "decline"})

    assert (answer.status_code, answer.context["differences"]) == (
        409, [("Does it take part?", "Yes, it takes part", "No, not this time")],
    )  # fmt: skip


@pytest.mark.parametrize("address", [LIST, LATVIA])
def test_a_closed_focus_day_stays_as_it_is(event, latvia, address):
    event.state = State.CLOSED
    event.save()
    client = secretariat()
    typed = SAID if address == LATVIA else {"country": "GE"}

    page, answer = client.get(address), client.post(address, typed)

    assert "Save the answer" not in page.text
    assert (answer.status_code, "That cannot be done now" in answer.text) == (422, True)


def test_the_sheet_has_the_contacts_and_the_journal_says_who_took_it(event, latvia):
    client = secretariat()
    client.post(LATVIA, SAID)

    answer = client.get(f"/events/{SLUG}/countries.xlsx")
    client.head(f"/events/{SLUG}/countries.xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][:6] == (
        "Latvia", "LV", "Takes part", "Leaflets in Rīga", "Anna", "anna@example.lv",
    )  # fmt: skip
    (entry,) = Entry.objects.filter(deed="events.list_taken")
    assert (entry.facts["form"], entry.facts["rows"]) == ("countries.xlsx", 1)


def test_strangers_other_states_and_other_kinds_have_no_such_pages(event, latvia):
    seminar = EventFactory(slug="2027-05-28-seminar")
    ParticipationFactory(event=seminar, country="LV")
    office, other, own = secretariat(), representative("FR"), representative("LV")
    nobody = representative("EE")
    nobody.force_login(UserFactory())

    codes = [
        [client.get(page).status_code for page in (LIST, LATVIA, f"/events/{SLUG}/countries.xlsx")]
        for client in (nobody, other, own)
    ]
    elsewhere = [
        office.get(f"/events/{seminar.slug}/{page}").status_code
        for page in ("countries/", "countries/LV/", "countries.xlsx")
    ]

    assert codes == [[404] * 3, [404] * 3, [404, 200, 404]]
    assert elsewhere == [404] * 3
    assert [own.post(f"{page}").status_code for page in (f"{LIST}ask/", f"{LATVIA}remove/")] == [
        404
    ] * 2


def test_the_room_of_a_focus_day_alone_leads_to_its_countries(event):
    EventFactory(slug="2027-05-28-seminar")
    client = secretariat()

    assert LIST in client.get(f"/events/{SLUG}/edit/").text
    assert "/countries/" not in client.get("/events/2027-05-28-seminar/edit/").text


def test_queries_do_not_grow_with_the_countries(event):
    client = secretariat()
    for country in ("LV", "EE"):
        ParticipationFactory(event=event, country=country)
    few = counted(lambda: client.get(LIST))
    for country in ("GE", "AL", "IS"):
        ParticipationFactory(event=event, country=country)

    assert counted(lambda: client.get(LIST)) == few
