"""The page of a Presidency's term: what it chairs, organises and decides, and for whom it is."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Body, PresidencyTerm
from agendas.enums import AgendaState
from desk import presidency
from events.enums import State
from journal.models import Entry
from mail.models import Letter
from meetings.models import Delegation, Minutes
from tests.factories.accounts import MandateFactory
from tests.factories.agendas import AgendaFactory, MeetingFactory
from tests.factories.events import EventFactory
from tests.factories.invitations import SuggestionFactory
from tests.factories.suggestions import (
    LONG_AGO,
    NOW,
    again,
    at_work,
    network,
    opened,
    speaks_for,
    state,
    suggested,
    team,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db

PAGE = "/presidency/2024-01-01/"
MAY = dt.date(2024, 5, 29)


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


def meeting(**fields):
    """A meeting of the Board on 29 May 2024, hosted by Belgium."""
    facts = {"body": Body.objects.get(pk="BOARD"), "host": state("BE"), "first_date": MAY}
    return MeetingFactory(**facts | fields)


def codes(who, at=NOW):
    return [term.member_state_id for term in presidency.terms_of(again(who, at))]


def test_whose_terms_are_whose():
    assert codes(team("BE")) == codes(speaks_for("BE")) == ["BE"]
    assert codes(team("HU")) == ["HU"]
    assert codes(speaks_for("LV")) == ["LV"]
    assert codes(speaks_for("FR")) == codes(at_work(Role.OBSERVER)) == []
    assert codes(at_work()) == [
        term.member_state_id for term in PresidencyTerm.objects.order_by("starts")
    ]


def test_one_is_led_to_the_term_in_office_or_to_the_next_or_last_of_ones_own(client):
    for who, starts in (
        (at_work(), "2024-01-01"),
        (team("HU"), "2024-07-01"),
        (team("ES"), "2023-07-01"),
    ):
        client.force_login(who.user)
        answer = client.get("/presidency/")
        assert answer["Location"] == f"/presidency/{starts}/"


def test_it_is_nobody_elses(client):
    for who in (speaks_for("FR"), team("HU"), at_work(Role.ADMINISTRATOR)):
        client.force_login(who.user)
        assert client.get(PAGE).status_code == 404
    assert client.get("/presidency/").status_code == 404
    client.force_login(at_work().user)
    for starts in ("2024-01-02", "nonsense"):
        assert client.get(f"/presidency/{starts}/").status_code == 404


def test_the_team_sees_how_far_its_meetings_are(client):
    by = team()
    plain, adopted = meeting(), meeting(first_date=dt.date(2024, 3, 12), state=State.HELD)
    meeting(first_date=dt.date(2024, 9, 1))
    meeting(state=State.CANCELLED, title="Called off", cancelled_at=NOW, cancel_reason="No quorum.")
    AgendaFactory(event=adopted, state=AgendaState.ADOPTED)
    Minutes.objects.create(event=adopted, created_at=NOW)
    Delegation.objects.create(
        event=adopted, member_state=state("LV"), state="sent", sent_at=NOW, sent_as="state",
        changed_at=NOW,
    )  # fmt: skip
    client.force_login(by.user)

    first, second = client.get(PAGE).context["meetings"]

    assert (first.event, first.agenda.label, first.convened.label, first.delegations) == (
        adopted, "Adopted", "Not convened", "1 has answered",
    )  # fmt: skip
    assert (first.minutes.label, first.minutes.tone) == ("Being drafted", "info")
    assert (second.event, second.agenda.label, second.minutes.label, second.delegations) == (
        plain, "No agenda yet", "No minutes yet", "0 have answered",
    )  # fmt: skip


def test_its_representative_sees_the_meetings_and_not_how_far_they_are(client):
    shown = meeting()
    meeting(state=State.DRAFT, published_at=None)
    client.force_login(speaks_for("BE").user)

    page = client.get(PAGE)

    (one,) = page.context["meetings"]
    assert (one.event, one.runs, one.agenda) == (shown, False, None)
    assert page.context["todos"] == []
    assert "Ask for somebody in the team" in page.text
    assert "it never votes" in page.text
    assert "asks the Secretariat for somebody more" not in page.text
    assert "No agenda yet" not in page.text
    assert "Convening" not in page.text
    assert shown.get_absolute_url() in page.text


def test_of_meetings_that_others_prepare_the_team_is_told_so(client):
    by = team()
    meeting()
    closed = meeting(first_date=dt.date(2024, 3, 12), state=State.CLOSED)
    meeting(first_date=dt.date(2024, 6, 12), host=state("HU"))
    client.force_login(by.user)

    page = client.get(PAGE)

    assert [one.runs for one in page.context["meetings"]] == [False, True, False]
    assert reverse("agendas:edit", args=[closed.slug]) not in page.text
    assert "Closed: its minutes are adopted" in page.text
    assert "Prepared by others" in page.text
    assert "asks the Secretariat for somebody more" in page.text


def test_what_it_organises_and_asks_for_stands_there_with_what_is_to_decide(client):
    by = team()
    seminar = EventFactory(host=state("BE"), first_date=dt.date(2024, 5, 30), title="On youth")
    SuggestionFactory(event=seminar)
    EventFactory(host=state("HU"), first_date=dt.date(2024, 5, 30), title="Elsewhere")
    over, later = (
        EventFactory(host=state("BE"), first_date=dt.date(2024, *day)) for day in ((2, 1), (6, 20))
    )
    call = opened(by)
    suggested(call)
    MandateFactory(
        role=Role.PRESIDENCY, member_state=state("BE"), starts=LONG_AGO,
        ends=dt.date(2023, 12, 31), user__name="Left before",
    )  # fmt: skip
    client.force_login(by.user)

    page = client.get(PAGE)

    assert list(page.context["organised"]) == [seminar, later, over]
    assert "1 suggested institution to decide on" in " ".join(page.text.split())
    (asked,) = page.context["calls"]
    assert (asked.call, asked.answered, asked.asked, asked.given, asked.undecided) == (
        call, 1, 27, 1, 1,
    )  # fmt: skip
    assert [one.user for one in page.context["team"]] == [by.user]
    assert page.context["todos"]
    assert "Left before" not in page.text
    assert "/calendar/2024/half/1/" in page.text


def test_terms_follow_each_other_for_the_secretariat(client):
    client.force_login(at_work().user)

    page = client.get("/presidency/2024-07-01/")
    first = client.get("/presidency/2023-07-01/").context
    last = client.get("/presidency/2028-07-01/").context

    assert [page.context[side].member_state_id for side in ("before", "after")] == ["BE", "PL"]
    assert (first["before"], last["after"]) == (None, None)
    assert "/calendar/2024/half/2/" in page.text
    assert "No meetings yet" in page.text
    assert "Add somebody to the team" in page.text


def test_it_is_reached_from_the_first_page_and_the_navigation(client):
    found = {}
    for name, who in (
        ("team", team()), ("own", speaks_for("BE")), ("office", at_work()),
        ("other", speaks_for("FR")),
    ):  # fmt: skip
        client.force_login(who.user)
        found[name] = client.get("/").text.count('href="/presidency/"')

    assert found == {"team": 2, "own": 1, "office": 1, "other": 0}


def test_what_leads_to_another_term_than_that_in_office_says_whose(client):
    found = {}
    for name, who in (("in office", speaks_for("BE")), ("later", speaks_for("LV"))):
        client.force_login(who.user)
        found[name] = " ".join(client.get("/").text.split())

    assert "What the Presidency chairs and organises</a>" in found["in office"]
    assert "What the Presidency chairs and organises" not in found["later"]
    assert "The term of Latvia in 2028</a>" in found["later"]


def test_the_page_asks_as_much_for_one_meeting_as_for_many(client):
    by = team()
    meeting()
    EventFactory(host=state("BE"), first_date=dt.date(2024, 5, 30))
    client.force_login(by.user)
    client.get(PAGE)
    one = counted(lambda: client.get(PAGE))
    for _more in range(3):
        meeting()
        EventFactory(host=state("BE"), first_date=dt.date(2024, 5, 30))

    assert counted(lambda: client.get(PAGE)) == one <= 30


def asked_for(**more):
    told = {"once": uuid.uuid4(), "name": "Zoë Claes", "address": "zoe@police.example"}
    days = {"starts_day": "1", "starts_month": "3", "starts_year": "2024"}
    return told | days | more


def test_who_speaks_for_the_state_asks_for_somebody_in_the_team_once(client):
    officer, by = at_work(), speaks_for("BE")
    term = PresidencyTerm.objects.get(starts="2024-01-01")
    client.force_login(by.user)
    assert f"{PAGE}team/" in client.get(PAGE).text
    assert 'value="30"' in client.get(f"{PAGE}team/").text
    typed = asked_for()

    answers = [client.post(f"{PAGE}team/", typed)["Location"] for _twice in range(2)]

    assert answers == [PAGE, PAGE]
    (letter,) = Letter.objects.filter(label="accounts.presidencyterm")
    assert (letter.to, letter.key) == (officer.user.email, str(term.pk))
    assert letter.subject == "Asked for the Presidency's team: Belgium"
    assert [value for _label, value in letter.body["facts"]] == [
        "Zoë Claes", "zoe@police.example", "Friday 1 March 2024", "open",
    ]  # fmt: skip
    (entry,) = Entry.objects.filter(deed="desk.member_asked")
    assert "zoe" not in str(entry.facts)


def test_a_time_that_ends_before_it_begins_is_refused(client):
    client.force_login(speaks_for("BE").user)
    ends = {"ends_day": "1", "ends_month": "2", "ends_year": "2024"}

    answer = client.post(f"{PAGE}team/", asked_for(**ends))

    assert (answer.status_code, Letter.objects.count()) == (422, 0)
    assert "ends before it begins" in answer.text


def test_nobody_else_asks_nor_after_the_term(client):
    for who, page in (
        (team(), PAGE),
        (at_work(), PAGE),
        (speaks_for("ES"), "/presidency/2023-07-01/"),
    ):
        client.force_login(who.user)
        assert client.get(page).status_code == 200
        assert client.get(f"{page}team/").status_code == 404
