"""Week, year and half-year, and what all pages of the calendar have in common."""

import datetime as dt
import doctest

import pytest
import time_machine

from calendars import pages, plans
from events.models import Event
from tests.factories.accounts import BodyFactory, MandateFactory, MemberStateFactory, UserFactory
from tests.factories.events import EventFactory
from tests.factories.procedures import board, holder, running
from tests.factories.reference import load_reference
from tests.factories.trainings import NOW, accepted, secretariat, speaks_for
from tests.queries import counted
from trainings.models import HostTask, TrainingRequest

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


@pytest.mark.parametrize("module", [pages, plans], ids=lambda module: module.__name__)
def test_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


def test_a_week_is_a_list_day_by_day_with_hours_and_places(client):
    made(title="Seminar", last_date=DAY + dt.timedelta(days=1), city="Gent", venue="")
    made(slug="later", title="Later", first_date=DAY + dt.timedelta(days=7))

    page = client.get("/calendar/2026/week/50/")

    days = page.context["days"]
    assert [day.isoformat() for day in days] == [f"2026-12-{n:02}" for n in range(7, 14)]
    assert {day.day: [shown.text for _item, shown in days[day]] for day in days if days[day]} == {
        10: ["09:30 Seminar"],
        11: ["Seminar"],
    }
    assert page.text.count("Gent") == 2
    assert page.text.count("Nothing on this day") == 5
    assert (page.context["title"], page.context["when"]) == (
        "Week 50 of 2026",
        "Monday 7 – Sunday 13 December 2026",
    )


def test_this_week_says_which_day_is_today(client):
    page = client.get("/calendar/2026/week/48/")

    assert page.text.count('aria-current="date"') == 1
    assert "Nothing here. Events stand here once" in page.text
    assert '<ul class="legend">' not in page.text


def test_the_filter_is_open_where_it_filters(client):
    assert '<details class="screen">' in client.get("/calendar/2026/").text.replace(" >", ">")
    assert '<details class="screen" open>' in client.get("/calendar/2026/?kind=webinar").text


def test_where_a_filter_leaves_nothing_it_is_the_filter_that_is_named(client):
    made(title="Seminar")

    page = client.get("/calendar/2026/12/?kind=webinar")

    assert "Nothing here fits the filter." in page.text
    assert "Nothing here. Events" not in page.text


def test_a_year_shows_each_month_and_what_goes_on_stands_where_it_begins(client):
    made(title="Seminar")
    made(slug="x", title="Night", first_date=dt.date(2025, 12, 31), last_date=dt.date(2026, 1, 1))
    made(slug="y", title="Over", first_date=dt.date(2026, 3, 31), last_date=dt.date(2026, 4, 1))

    page = client.get("/calendar/2026/")

    found = {
        step.label: [item.text for item in items] for step, items in page.context["months"] if items
    }
    assert found == {
        "January 2026": ["Night"],
        "March 2026": ["Over"],
        "December 2026": ["Seminar"],
    }
    assert page.text.count("Nothing in this month") == 9
    assert page.context["months"][11][0].url == "/calendar/2026/12/"


def test_half_a_year_is_a_picture_and_a_list(client):
    event = made(title="Seminar", last_date=DAY + dt.timedelta(days=2))

    page = client.get("/calendar/half-year/")

    plan = page.context["plan"]
    assert [words for _x, words in plan.heads] == [
        "July", "August", "September", "October", "November", "December",
    ]  # fmt: skip
    assert len(plan.squares) == 184
    [bar] = plan.bars
    assert (bar.url, bar.lines, bar.height) == (
        event.get_absolute_url(), ("Seminar",), 3 * plans.ROW - 2,
    )  # fmt: skip
    assert bar.whole == "Thursday 10 – Saturday 12 December 2026, Seminar: Seminar"
    assert page.text.count(bar.whole) == 2
    assert plan.days in page.text
    assert "The same as a list" in page.text
    assert page.context["title"] == "Second half of 2026"
    assert client.get("/calendar/2026/half/2/").context["plan"] == plan


def test_half_a_year_is_that_of_its_presidency(client):
    load_reference()

    page = client.get("/calendar/2024/half/1/")

    assert page.context["title"] == "First half of 2024: Presidency of Belgium"
    assert "The same as a list" not in page.text
    off = [square.words for square in page.context["plan"].squares if square.is_off]
    assert "1 Mo" in off  # New Year, a Monday


@pytest.mark.parametrize(
    "address",
    [
        "2026/week/54", "2025/week/53", "2026/week/0", "1999/week/5", "2101/week/1", f"{10**30}/week/1",
        "1999", "2101", f"{10**30}", "2026/half/0", "2026/half/3", "1999/half/2", "2101/half/1",
    ],
)  # fmt: skip
def test_no_other_times(client, address):
    client.force_login(UserFactory())

    assert client.get(f"/calendar/{address}/").status_code == 404


@pytest.mark.parametrize(
    ("address", "previous", "following"),
    [
        ("2000/week/1", None, "Week 2 of 2000"),
        ("2000", None, "2001"),
        ("2000/half/1", None, "Second half of 2000"),
        ("2000/half/2", "First half of 2000", "First half of 2001"),
        ("2100", "2099", None),
        ("2100/half/2", "First half of 2100", None),
        ("2100/week/52", "Week 51 of 2100", None),
    ],
)
def test_the_ends_of_time_have_no_neighbour(client, address, previous, following):
    context = client.get(f"/calendar/{address}/").context

    assert [step and step.label for step in (context["previous"], context["next"])] == [
        previous,
        following,
    ]


@pytest.mark.parametrize(
    ("address", "shorts"),
    [
        ("2026/12", ["November", "January"]),
        ("2026/week/50", ["Week 49", "Week 51"]),
        ("2026", ["2025", "2027"]),
        ("2026/half/2", ["First half of 2026", "First half of 2027"]),
    ],
)
def test_the_neighbours_are_shown_in_short_and_said_in_full(client, address, shorts):
    page = client.get(f"/calendar/{address}/")

    before, after = page.context["previous"], page.context["next"]
    assert [before.short, after.short] == shorts
    assert all(f'aria-label="{step.label}"' in page.text for step in (before, after))


def test_every_page_leads_to_subscribing(client):
    addresses = ["", "2026/week/50/", "2026/", "half-year/"]

    assert all(
        'href="/calendar/#subscribe"' in client.get(f"/calendar/{address}").text
        for address in addresses
    )
    client.force_login(UserFactory())
    assert all(
        'href="/calendar/feeds/"' in client.get(f"/calendar/{address}").text
        for address in addresses[1:]
    )


def test_the_pages_lead_to_each_other_with_the_filters_kept(client):
    page = client.get("/calendar/2026/?kind=seminar")

    assert [(tab.label, tab.url, tab.here) for tab in page.context["tabs"]] == [
        ("Month", "/calendar/2026/11/?kind=seminar", False),
        ("Week", "/calendar/2026/week/48/?kind=seminar", False),
        ("Year", "/calendar/2026/?kind=seminar", True),
        ("Half-year", "/calendar/2026/half/2/?kind=seminar", False),
    ]
    assert client.get("/calendar/2027/").context["tabs"][1].url == "/calendar/2026/week/53/"


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", ["Seminar", "Board"]),
        ("host=IE", ["Board"]),
        ("host=IE&kind=seminar", []),
        ("host=XX", ["Seminar", "Board"]),
    ],
)
def test_a_calendar_of_what_one_state_hosts(client, query, texts):
    made(title="Seminar", host=None)
    made(slug="board", title="Board", kind="focus_day", host=MemberStateFactory(code="IE"))

    page = client.get(f"/calendar/2026/half/2/?{query}")

    assert [item.text for item in page.context["items"]] == texts


def test_what_one_may_not_see_is_on_no_page(client):
    made(title="CANARY", visibility="network")
    made(slug="draft", title="CANARY", state="draft", published_at=None)
    addresses = ["2026/12", "2026/week/50", "2026", "2026/half/2"]

    assert all("CANARY" not in client.get(f"/calendar/{page}/").text for page in addresses)
    client.force_login(MandateFactory().user)
    assert all("CANARY" in client.get(f"/calendar/{page}/").text for page in addresses)


def test_deadlines_of_procedures_stand_on_every_page_and_have_no_host(client):
    board()
    running(AT - dt.timedelta(hours=1), title="Toolbox")
    client.force_login(holder("PT", AT).user)

    assert "23:59 Reply due: Toolbox" in client.get("/calendar/2026/week/50/").text
    assert "Reply due: Toolbox" in client.get("/calendar/2026/").text
    assert "Reply due: Toolbox" in client.get("/calendar/2026/half/2/").text
    assert "Toolbox" not in client.get("/calendar/2026/?host=PT").text


@pytest.mark.parametrize("address", ["2026/week/50", "2026", "2026/half/2"])
def test_statements_do_not_grow(client, address):
    made()
    one = counted(lambda: client.get(f"/calendar/{address}/"))
    EventFactory.create_batch(3, first_date=DAY)

    assert counted(lambda: client.get(f"/calendar/{address}/")) == one
    assert Event.objects.count() == 4


def test_what_hosts_of_trainings_owe_stands_there_for_both_sides_alone(client):
    host = speaks_for("PT", NOW)
    officer = secretariat(NOW)
    request = accepted(by=officer, host=host)
    TrainingRequest.objects.filter(pk=request.pk).update(dates_close_on=dt.date(2026, 12, 8))
    request.tasks.all().delete()
    BodyFactory(code="BOARD")
    task = {"request": request, "owner": "host", "due_date": DAY}
    HostTask.objects.create(title="Find a room", **task)
    HostTask.objects.create(title="Done", done_at=NOW, **task)

    def seen_by(user, query=""):
        client.force_login(user)
        page = client.get(f"/calendar/2026/half/2/{query}")
        return [item.text for item in page.context["items"] if item.group == "deadline"]

    owed = [
        f"Answers to the dates due: {request.reference}",
        f"To be done: Find a room ({request.reference})",
    ]
    assert seen_by(host.user) == owed == seen_by(officer.user)
    assert seen_by(officer.user, "?kind=training&host=PT") == owed
    assert seen_by(officer.user, "?host=IE") == []
    assert seen_by(officer.user, "?kind=seminar") == []
    assert seen_by(officer.user, "?body=BOARD") == []
    assert seen_by(speaks_for("IE", NOW).user) == []
