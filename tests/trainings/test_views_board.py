"""The Secretariat's pages on all requests: board, list, capacity, figures, sheets."""

import datetime as dt
import io

import openpyxl
import pytest
import time_machine

from accounts.models import MemberState
from events.enums import Presence
from tests.factories.accounts import MemberStateFactory
from tests.factories.events import AttendanceFactory, RegistrationFactory
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    TrainerFactory,
    accepted,
    delivered,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from tests.queries import counted
from tests.trainings.many import many
from trainings import services
from trainings.enums import RequestState

pytestmark = pytest.mark.django_db

BOARD, LIST = "/trainings/requests/board/", "/trainings/requests/list/"
CAPACITY, FIGURES = "/trainings/requests/capacity/", "/trainings/requests/figures/"
LATER = NOW + dt.timedelta(days=20)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def officer(client):
    by = secretariat()
    client.force_login(by.user)
    return by


def cards(response):
    return {
        column.state: [card.row.request for card in cards]
        for column, cards, _more, _address in response.context["columns"]
        if cards
    }


def shown(response):
    return [card.row.request for card in response.context["cards"]]


def sheet(response, name=None):
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for row in (book[name] if name else book.active).values]


def test_board_has_a_column_a_state_with_cards_that_say_what_matters(client, officer):
    made = scheduled(by=officer)[0]
    sent = submitted(speaks_for("LV"), course=made.course)
    gone = services.decline(submitted(speaks_for("EL")), reason="No.", by=officer, at=NOW)

    page = client.get(BOARD)

    assert cards(page) == {RequestState.SUBMITTED: [sent], RequestState.SCHEDULED: [made]}
    assert gone.reference not in page.text
    assert f'href="{made.get_absolute_url()}"' in page.text
    assert "2 trainers" in page.text
    assert "Tue 19 Jan 2027" in page.text
    assert "20 days" in page.text
    assert [(str(pill.label), number, link) for pill, number, link in page.context["flags"]] == [
        ("Stalled", 1, f"{BOARD}?flag=stalled")
    ]


def test_board_names_the_language_unless_it_is_english(client, officer):
    course = CourseFactory()
    submitted(course=course, language="el")
    submitted(speaks_for("LV"), course=course)

    text = " ".join(client.get(BOARD).text.split())

    assert text.count(", in Greek") == 1
    assert ", in English" not in text


def test_board_marks_whose_host_wants_to_cancel(client, officer):
    host = speaks_for()
    services.ask_to_cancel(accepted(officer, host), reason="Elections.", by=host, at=NOW)

    assert "Asks to cancel" in client.get(BOARD).text


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("member_state=LV", True),
        ("member_state=PT", False),
        ("course=course-of-riga", True),
        ("language=en", True),
        ("language=pt", False),
        ("flag=stalled", True),
        ("flag=overdue", False),
        ("text=riga", True),
        ("text=lisbon", False),
        ("year=2027", True),
        ("year=2026", False),
        ("year=soon", True),
        ("member_state=XX&flag=nonsense", True),
    ],
)
def test_board_is_filtered_by_its_address(client, officer, query, is_there):
    speaks_for("PT")
    sent = submitted(speaks_for("LV"), course=CourseFactory(slug="course-of-riga"), city="Rīga")

    page = client.get(f"{BOARD}?{query}")

    assert cards(page) == ({RequestState.SUBMITTED: [sent]} if is_there else {})
    assert ("No request is like that" in page.text) is not is_there


def test_board_is_filtered_by_who_looks_after_it(client, officer):
    other = secretariat()
    mine = accepted(officer)
    accepted(other, speaks_for("LV"), course=mine.course)

    assert cards(client.get(f"{BOARD}?assignee={officer.user.pk}")) == {"accepted": [mine]}


def test_an_empty_board_says_what_will_be_there(client, officer):
    assert "Nothing is under way" in client.get(BOARD).text
    assert "Nothing is under way" in client.get(LIST).text


def test_five_hundred_requests_cost_as_many_queries_as_one_and_the_rest_is_in_the_list(
    client, officer
):
    many(500)

    assert counted(lambda: client.get(BOARD)) <= 12
    page = client.get(f"{BOARD}?language=en")
    assert len(page.content) < 60_000
    assert "238 more in the list" in page.text
    assert f"{LIST}?language=en&amp;state=submitted" in page.text
    listed = client.get(f"{LIST}?language=en&state=submitted&page=2")
    assert len(shown(listed)) == 50
    assert counted(lambda: client.get(LIST)) <= 12


def test_list_has_what_ended_and_sorts(client, officer):
    course = CourseFactory(title="B")
    sent = submitted(speaks_for("LV"), course=course, expected=20, groups={"police": 20})
    other = submitted(speaks_for("PT"), course=CourseFactory(title="A"))
    gone = services.decline(
        submitted(speaks_for("EL"), course=course), reason="No.", by=officer, at=NOW
    )

    assert shown(client.get(LIST)) == [sent, other]
    assert shown(client.get(f"{LIST}?sort=course")) == [other, sent]
    assert shown(client.get(f"{LIST}?sort=-people")) == [other, sent]
    for order in ("reference", "state", "member_state", "age", "on"):
        assert set(shown(client.get(f"{LIST}?sort={order}"))) == {sent, other}
    assert shown(client.get(f"{LIST}?state=ended")) == [gone]
    assert shown(client.get(f"{LIST}?state=declined")) == [gone]
    assert shown(client.get(f"{LIST}?state=nonsense")) == [sent, other]
    assert "No request is like that" in client.get(f"{LIST}?state=closed").text


def test_list_is_taken_away_with_its_filters(client, officer):
    made = accepted(officer)
    submitted(speaks_for("LV"), course=made.course)

    head, *rows = sheet(client.get("/trainings/requests/list.xlsx?state=accepted"))

    assert head[0] == "Reference"
    (row,) = rows
    assert row[:3] == [made.reference, "Accepted", "Portugal"]
    assert row[6:9] == [24, 12, 30]
    assert row[-1] == officer.user.name
    assert len(sheet(client.get("/trainings/requests/list.xlsx"))) == 3


def test_capacity_has_months_and_trainers(client, officer):
    made = scheduled(by=officer)[0]
    submitted(speaks_for("LV"), course=made.course)
    TrainerFactory(name="Idle")

    page = client.get(f"{CAPACITY}?year=2027")

    assert (page.context["scheduled"], page.context["wanted"]) == (1, 1)
    assert {one.trainer.name: one.total for one, _cells in page.context["trainers"]} == {
        **{one.trainer.name: 2 for one in made.assignments.all()}, "Idle": 0,
    }  # fmt: skip
    assert "heat-2" in page.text
    assert "in 1 training" in " ".join(page.text.split())
    assert 'href="?year=2026"' in page.text


@pytest.mark.parametrize("typed", ["", "soon", "1999", "2200", "99999999999999999999", "²"])
def test_capacity_is_of_this_year_where_the_address_names_none(client, officer, typed):
    page = client.get(f"{CAPACITY}?year={typed}")

    assert page.context["year"] == 2026
    assert "No trainers yet" in page.text


def held_with_people():
    """A training of Portugal that was held: two of three were there, one of them from Latvia."""
    made, _by, _host, after = delivered()
    MemberStateFactory(code="LV")
    event = made.delivery.event
    session = event.sessions.first()
    for country, category, presence in (
        ("PT", "police", Presence.PRESENT),
        ("LV", "researcher", Presence.ONLINE),
        ("PT", "police", Presence.ABSENT),
    ):
        person = RegistrationFactory(event=event, country=country, category=category)
        AttendanceFactory(registration=person, session=session, presence=presence)
    return made, after


def test_figures_count_requests_trainings_and_participants(client, officer):
    made, after = held_with_people()

    with time_machine.travel(after, tick=False):
        client.force_login(officer.user)
        page = client.get(f"{FIGURES}?year=2027")
        before = client.get(f"{FIGURES}?year=2026")

    assert [page.context[name] for name in ("requests", "trainings", "participants")] == [0, 1, 2]
    assert page.context["countries"] == 2
    states, courses = (
        [(one.label, one.requests, one.trainings, one.participants) for one in lines]
        for _label, lines in page.context["tables"]
    )
    assert states == [("Portugal", 0, 1, 1), (str(MemberState.objects.get(pk="LV")), 0, 0, 1)]
    assert courses == [(made.course.title, 0, 1, 2)]
    groups = {one.label: (one.expected, one.participants) for one in page.context["groups"]}
    assert (groups["Police"], groups["Researcher"]) == ((0, 1), (0, 1))
    assert before.context["requests"] == 1
    assert {one.label: one.expected for one in before.context["groups"]}["Police"] == 10


def test_figures_count_who_was_confirmed_where_attendance_was_not_taken(client, officer):
    made, _by, _host, after = delivered()
    RegistrationFactory(event=made.delivery.event, country="UN", category="other")

    with time_machine.travel(after, tick=False):
        client.force_login(officer.user)
        page = client.get(f"{FIGURES}?year=2027")

    assert page.context["participants"] == 1
    assert [one.label for one in page.context["tables"][0][1]] == ["Portugal", "Elsewhere"]


def test_figures_of_a_year_without_anything_say_so(client, officer):
    assert "Nothing in this year." in client.get(f"{FIGURES}?year=2020").text


def test_figures_are_taken_away_with_all_years(client, officer):
    made, after = held_with_people()

    with time_machine.travel(after, tick=False):
        client.force_login(officer.user)
        book = client.get("/trainings/requests/figures.xlsx")

    assert sheet(book, "By Member State")[1:] == [
        [2027, "Portugal", 0, 1, 1],
        [2027, str(MemberState.objects.get(pk="LV")), 0, 0, 1],
        [2026, "Portugal", 1, 0, 0],
    ]
    assert [2026, "Police", 10, 0] in sheet(book, "By target group")
    assert sheet(book, "By course")[1:] == [
        [2027, made.course.title, 0, 1, 2], [2026, made.course.title, 1, 0, 0],
    ]  # fmt: skip
    (held,) = sheet(book, "Trainings held")[1:]
    assert held[1:] == [made.delivery.event.title, made.course.title, "English", "PT", 2]
