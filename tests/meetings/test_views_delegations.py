"""The table of all delegations: who is named, who is silent, what is validated, and the list."""

import datetime as dt
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import MemberState
from events.models import Event
from journal.models import Entry
from mail.models import Letter
from meetings import services
from meetings.delegations import party_at
from meetings.models import Delegate, Delegation
from meetings.rules.delegation import Person
from tests.events.organisers import BOOKKEEPING, signed_in
from tests.events.test_views_own import words_of
from tests.factories import held
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.meetings import AT, meeting, seat_of, speaks_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

PAGE = "/events/2026-05-27-board/delegations/"
AT_WORK = dt.datetime(2024, 5, 20, 9, tzinfo=dt.UTC)
ANNA = Person("Anna", "anna@example.eu", "Director", "head", "in_person", is_reimbursed=True)
BO = Person("Bo", "", "", "member", "online")


@pytest.fixture
def event():
    """A meeting for which Latvia has named two, and France said that nobody comes."""
    found = meeting()
    send(found, "LV", [ANNA, BO], to_us="By train.")
    services.stay_away(found, "FR", by=speaks_for("FR"), at=AT)
    Letter.objects.all().delete()
    return found


def send(event, code, people, *, at=AT, to_us=""):
    delegation = party_at(event, code).delegation
    version = delegation.version if delegation else 1
    words = {"version": version, "to_us": to_us, "by": speaks_for(code, at=at), "at": at}
    return services.send_delegation(event, code, people=people, **words)


def latvia():
    return Delegation.objects.get(member_state="LV")


def test_all_places_stand_in_protocol_order_with_their_answers(event, office):
    said = words_of(office.get(PAGE))

    rows = said.split("What to do")[1]
    assert rows.index("France") < rows.index("Latvia") < rows.index("Portugal")
    assert rows.index("Portugal") < rows.index("European Commission observes")
    assert "France Nobody comes" in rows
    assert "Latvia Named Anna Named, not yet confirmed Head of delegation" in rows
    assert "Head of delegation · In person · Director · reimbursed" in rows
    assert "Bo Confirmed Member · Online" in rows
    assert "By train." in rows
    assert (
        "no answer 2 yes, nobody named 0 to validate 1 validated 0 nobody comes 1"
        " people named 2 of them confirmed 1"
    ) in said


@pytest.mark.parametrize(
    ("show", "there", "away"),
    [
        ("silent", ["Portugal", "European Commission"], ["Latvia", "France"]),
        ("sent", ["Latvia"], ["Portugal", "France"]),
        ("nobody", ["France"], ["Latvia", "Portugal"]),
        ("everything", ["Latvia", "Portugal", "France"], []),
    ],
)
def test_the_table_shows_those_of_one_answer(event, office, show, there, away):
    rows = words_of(office.get(f"{PAGE}?show={show}")).split("What to do")[1]

    assert [name for name in there if name not in rows] == []
    assert [name for name in away if name in rows] == []


def test_where_none_gave_that_answer_it_says_so(event, office):
    said = words_of(office.get(f"{PAGE}?show=validated"))

    assert "No place has given that answer." in said


def test_a_delegation_is_validated_as_it_was_shown(event, office):
    version = latvia().version
    after = office.post(f"{PAGE}LV/validate/", {"version": version})
    assert after.headers["Location"] == f"{PAGE}#LV"
    assert latvia().state == "validated"

    again = office.post(f"{PAGE}LV/validate/", {"version": version}, follow=True)
    assert "It was changed meanwhile. Look at it once more." in words_of(again)
    without = office.post(f"{PAGE}LV/validate/", follow=True)
    assert "This form lacks its version." in words_of(without)
    for code in ("PT", "XX"):
        assert office.post(f"{PAGE}{code}/validate/", {"version": 1}).status_code == 404


def test_who_said_yes_and_is_not_named_who_replaces_whom_and_who_came_late_are_marked(
    event, office
):
    late = event.registration_closes_at + dt.timedelta(hours=1)
    anna = Delegate.objects.get(registration__name="Anna")
    cy = Person("Cy", "cy@example.eu", capacity="head", key=str(anna.key))
    send(event, "LV", [cy], at=late)
    RegistrationFactory(event=event, seat=seat_of("PT"), name="Inês")

    said = words_of(office.get(PAGE))

    assert "Latvia Named Came late Cy" in said
    assert "instead of Anna" in said
    assert "Inês said yes, not named" in said


def test_the_silent_are_shown_and_reminded_and_those_only(event, office):
    own = speaks_for("PT")
    asked = office.get(f"{PAGE}remind/")
    assert "1 letter goes out. No answer: Portugal, European Commission" in words_of(asked)
    assert "Who comes for you?" in words_of(asked)
    assert "has the button “Name the delegation”." in words_of(asked)
    assert Letter.objects.count() == 0

    codes = asked.context["forms"][0].initial["codes"]
    page = office.post(f"{PAGE}remind/", {"codes": codes}, follow=True)

    assert "2 places are reminded, by 1 letter." in words_of(page)
    assert [one.to for one in Letter.objects.all()] == [own.user.email]
    assert "Remind who has named nobody" not in words_of(page)
    assert "European Commission observes No answer Reminded" in words_of(page)
    nobody = office.get(f"{PAGE}remind/", follow=True)
    assert nobody.redirect_chain == [(PAGE, 302)]
    assert "Nobody is left to remind" in words_of(nobody)
    assert office.post(f"{PAGE}remind/").status_code == 422
    Event.objects.update(state="held")
    late = office.post(f"{PAGE}remind/", {"codes": codes}, follow=True)
    assert "Nobody can be named any more." in words_of(late)


def test_places_are_set_for_the_meeting_alone(event, office):
    typed = {"version": 0, "places": "4", "reimbursed": "2"}

    page = office.post(f"{PAGE}places/", typed, follow=True)

    assert "Places: 4, reimbursed: 2" in words_of(page)
    stale = office.post(f"{PAGE}places/", typed | {"places": "5"})
    assert stale.status_code == 409
    assert "Places of a delegation" in words_of(stale)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"places": "0", "reimbursed": "0"}, "A delegation has one place at least."),
        ({"places": "1", "reimbursed": "2"}, "Nobody is reimbursed without a place."),
        ({"places": "", "reimbursed": "2"}, "Fill this in."),
        ({"places": "21", "reimbursed": "2"}, "A number up to 20."),
    ],
)
def test_numbers_that_make_no_sense_are_refused(event, office, typed, said):
    page = office.post(f"{PAGE}places/", {"version": 0, **typed})

    assert page.status_code == 422
    assert said in words_of(page)


def test_the_list_holds_all_delegates_reimbursed_or_not_and_the_journal_says_who_took_it(
    event, office
):
    office.head("/events/2026-05-27-board/delegations.xlsx")
    assert not Entry.objects.filter(deed="meetings.delegations_taken").exists()

    taken = office.get("/events/2026-05-27-board/delegations.xlsx")

    rows = list(load_workbook(BytesIO(taken.getvalue())).active.values)
    assert rows[-2][:6] == ("Latvia", "LV", "Named", "Anna", "anna@example.eu", "Director")
    assert [row[6:10] for row in rows[-2:]] == [
        ("Head of delegation", "In person", "Named, not yet confirmed", "Yes"),
        ("Member", "Online", "Confirmed", "No"),
    ]
    assert Entry.objects.get(deed="meetings.delegations_taken").facts["rows"] == 2


def test_the_presidency_sees_and_reminds_and_neither_validates_nor_names(event):
    Event.objects.update(host="LV")
    host = MandateFactory(role=Role.PRESIDENCY, member_state_id="LV").user
    client = signed_in(host)

    said = words_of(client.get(PAGE))

    assert "Remind who has named nobody" in said
    assert ("Validate" in said, "Name on behalf" in said, "Places:" in said) == (False,) * 3
    assert client.post(f"{PAGE}LV/validate/", {"version": 2}).status_code == 404
    assert client.get(f"{PAGE}places/").status_code == 404


def test_other_events_have_no_delegations_and_members_no_table(event, office):
    seminar = EventFactory()
    assert office.get(f"/events/{seminar.slug}/delegations/").status_code == 404
    assert signed_in(speaks_for("LV").user).get(PAGE).status_code == 404


def test_the_table_asks_the_database_no_more_for_more_delegations(event, office):
    def number():
        with CaptureQueriesContext(connection) as seen:
            office.get(PAGE)
        return len([one for one in seen if not BOOKKEEPING.match(one["sql"])])

    few = number()
    send(event, "PT", [Person("Cy", "cy@example.eu", capacity="head"), Person("Di")])

    assert number() == few


def test_two_people_of_each_of_27_seats_weigh_no_more_than_a_page_may():
    event = held.meeting(state="published")
    by = held.somebody(at=AT_WORK)
    for code in MemberState.objects.values_list("pk", flat=True):
        people = [
            Person(f"Head {code}", f"head@{code}.example".lower(), "Director", "head"),
            Person(f"Second {code}", f"second@{code}.example".lower(), "Officer"),
        ]
        services.send_delegation(event, code, version=1, people=people, to_us="", by=by, at=AT_WORK)

    with time_machine.travel(AT_WORK, tick=False):
        page = signed_in(by.user).get(f"/events/{event.slug}/delegations/")

    assert page.text.count("<strong>Head ") == page.text.count("<strong>Second ") == 27
    assert len(page.content) <= 64_000
