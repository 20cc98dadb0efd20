"""The page on which an agenda is worked on: begun, listed, timed, and its items moved."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.enums import Visibility
from agendas.enums import AgendaState, ItemState
from agendas.models import Agenda
from agendas.models.item import LABEL
from events.enums import State
from tests.agendas.preparing import host, member, office, the_agenda, three, titles
from tests.factories.accounts import MemberStateFactory
from tests.factories.agendas import AgendaItemFactory, MeetingFactory, StandingItemFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def test_an_agenda_is_begun_from_its_own_page(visit):
    MemberStateFactory(code="IE")
    meeting = MeetingFactory(host_id="IE")
    StandingItemFactory(title="Progress of the strategy")
    base = f"/events/{meeting.slug}/agenda/"

    there = visit(host()).get(f"{base}edit/")
    answer = visit(host()).post(f"{base}begin/")

    assert (there.url, answer.url) == (base, f"{base}edit/")
    assert titles() == ["Progress of the strategy"]
    assert "Progress of the strategy" in visit(host()).get(f"{base}edit/").text


def test_of_a_closed_meeting_no_agenda_is_begun(visit):
    meeting = MeetingFactory(state=State.CLOSED)

    answer = visit(office()).post(f"/events/{meeting.slug}/agenda/begin/", follow=True)

    assert "This can no longer be done" in answer.text
    assert not Agenda.objects.exists()


def test_the_list_shows_everything_to_work_on(visit, agenda, base):
    three(agenda)
    AgendaItemFactory(agenda=agenda, title="Off", state=ItemState.STRUCK, order=5)

    page = visit(host()).get(f"{base}edit/")

    rows = page.context["rows"]
    assert [(row.line.number, row.up, row.down) for row in rows] == [
        ("1", False, True), ("2", True, True), ("3", True, False),
    ]  # fmt: skip
    assert [(row.line.number, row.up, row.down) for row in rows[1].below] == [("2.1", False, False)]
    assert [item.title for item in page.context["off"]] == ["Off"]
    assert "order.js" in page.text


@pytest.mark.parametrize(
    ("ends", "last", "said"),
    [
        (dt.time(10, 30), None, "The plan ends at 10:35, the meeting at 10:30."),
        (dt.time(10, 35), None, ""),
        (dt.time(10, 30), dt.timedelta(days=1), ""),
    ],
    ids=["past the end", "just in time", "on the next day"],
)
def test_a_plan_that_runs_past_the_end_of_the_meeting_says_so(
    visit, agenda, base, ends, last, said
):
    event = agenda.event
    event.starts_time, event.ends_time = dt.time(9, 30), ends
    event.last_date = event.first_date + (last or dt.timedelta())
    event.save()
    whole = AgendaItemFactory(agenda=agenda, minutes=None, order=1)
    for state, minutes in ((ItemState.OPEN, 45), (ItemState.STRUCK, 90)):
        AgendaItemFactory(agenda=agenda, parent=whole, minutes=minutes, state=state, order=2)
    AgendaItemFactory(agenda=agenda, minutes=20, order=3)

    page = " ".join(visit(host()).get(f"{base}edit/").text.split())

    assert "Planned in all: 65 min." in page
    assert ("The plan ends" in page, said in page) == (bool(said), True)


def test_the_list_counts_the_papers_that_one_may_read(visit, agenda, base):
    first, second, part, _last = three(agenda)
    for item, visibility in ((second, "body"), (part, "body"), (part, "restricted")):
        document(LABEL, str(item.key), visibility=visibility)

    by_right, without = (
        [row.papers for row in (*rows, *rows[1].below)]
        for rows in (
            visit(who).get(f"{base}edit/").context["rows"]
            for who in (office(), office(right=False))
        )
    )

    assert by_right == [0, 1, 0, 2]
    assert without == [0, 1, 0, 1]
    assert f'href="../items/{first.key}/papers/"' in visit(host()).get(f"{base}edit/").text


def test_of_a_closed_meeting_the_list_is_only_read(visit):
    agenda = the_agenda(event__state=State.CLOSED)
    AgendaItemFactory(agenda=agenda)

    page = visit(office()).get(f"{agenda.get_absolute_url()}edit/")

    assert "order.js" not in page.text
    assert "/agenda/items/add/" not in page.text


@pytest.mark.parametrize(
    "path", ["edit/", "items/add/", "items/{key}/", "items/{key}/strike/", "adopt/"]
)
def test_for_who_does_not_prepare_it_these_pages_do_not_exist(visit, agenda, base, path):
    item = AgendaItemFactory(agenda=agenda)
    Agenda.objects.update(state=AgendaState.CIRCULATED, edition=1, circulated_at=timezone.now())

    address = f"{base}{path.format(key=item.key)}"
    assert visit(member()).get(address).status_code == 404
    assert visit(host()).get(address).status_code == 200


def test_what_is_no_meeting_has_no_agenda_to_work_on(visit):
    seminar = EventFactory()

    assert visit(office()).get(f"/events/{seminar.slug}/agenda/edit/").status_code == 404


def test_without_an_agenda_there_is_nothing_to_add_to(visit):
    meeting = MeetingFactory()

    assert visit(office()).get(f"/events/{meeting.slug}/agenda/items/add/").status_code == 404


@pytest.mark.parametrize(
    ("which", "typed", "expected"),
    [
        (0, {"places": "1"}, ["B", "B.B1", "A", "C"]),
        (0, {"places": "2"}, ["B", "B.B1", "C", "A"]),
        (0, {"places": "50"}, ["B", "B.B1", "C", "A"]),
        (3, {"places": "-1"}, ["A", "C", "B", "B.B1"]),
        (3, {"places": "-50"}, ["C", "A", "B", "B.B1"]),
        (0, {"places": "-1"}, ["A", "B", "B.B1", "C"]),
        (2, {"parent": ""}, ["A", "B", "C", "B1"]),
        (2, {"places": "1"}, ["A", "B", "B.B1", "C"]),
        (0, {"places": "many"}, ["A", "B", "B.B1", "C"]),
        (0, {"parent": "00000000-0000-4000-8000-000000000000"}, ["A", "B", "B.B1", "C"]),
    ],
    ids=["down", "two down", "far down", "up", "far up", "first up", "out", "alone", "?", "??"],
)
def test_an_item_is_moved_by_buttons_and_by_hand(visit, agenda, base, which, typed, expected):
    item = three(agenda)[which]

    answer = visit(host()).post(f"{base}items/{item.key}/move/", typed)

    assert (answer.url, titles()) == (f"{base}edit/#item-{item.key}", expected)


def test_an_item_becomes_a_part_of_another(visit, agenda, base):
    first, second, _part, _last = three(agenda)

    visit(host()).post(f"{base}items/{first.key}/move/", {"parent": str(second.key)})

    assert titles() == ["B", "B.B1", "C", "B.A"]


@pytest.mark.parametrize(
    ("which", "below", "said"),
    [
        (1, 1, "An item cannot become a part of itself."),
        (1, 2, "An item cannot become a part of itself."),
        (1, 0, "A part has no parts of its own"),
        (0, 2, "A part has no parts of its own"),
    ],
    ids=["itself", "its part", "with parts", "below a part"],
)
def test_what_cannot_be_moved_there_stays_and_says_why(visit, agenda, base, which, below, said):
    rows = three(agenda)

    answer = visit(host()).post(
        f"{base}items/{rows[which].key}/move/", {"parent": str(rows[below].key)}, follow=True
    )

    assert said in answer.text
    assert titles() == ["A", "B", "B.B1", "C"]


@pytest.mark.parametrize(
    "typed", [{"places": "far"}, {"parent": "nothing"}, {"parent": uuid.uuid4()}]
)
def test_a_move_that_cannot_be_read_is_said(visit, agenda, base, typed):
    first, *_rest = three(agenda)

    answer = visit(host()).post(f"{base}items/{first.key}/move/", typed, follow=True)

    assert "the item stands where it stood" in answer.text
    assert titles() == ["A", "B", "B.B1", "C"]


@pytest.mark.parametrize("state", [State.PUBLISHED, State.CLOSED])
def test_work_on_the_agenda_is_offered_until_the_meeting_is_closed(visit, state):
    agenda = the_agenda(event__state=state)

    page = visit(office()).get(agenda.get_absolute_url())

    assert ("Edit the agenda" in page.text) is (state == State.PUBLISHED)


def test_of_a_closed_meeting_nothing_is_moved(visit, agenda, base):
    first, *_others = three(agenda)
    agenda.event.state = State.CLOSED
    agenda.event.save()

    answer = visit(office()).post(f"{base}items/{first.key}/move/", {"places": 1}, follow=True)

    assert "This can no longer be done" in answer.text


def test_who_does_not_know_of_a_restricted_item_moves_others_past_it(visit, agenda, base):
    AgendaItemFactory(agenda=agenda, title="A", order=1)
    AgendaItemFactory(agenda=agenda, title="S", order=2, visibility=Visibility.RESTRICTED)
    last = AgendaItemFactory(agenda=agenda, title="B", order=3)

    visit(office(right=False)).post(f"{base}items/{last.key}/move/", {"places": "-1"})

    assert titles() == ["B", "A", "S"]


def test_clock_times_are_switched_on_and_off(visit, agenda, base):
    for said, expected in (({"with": "on"}, True), ({}, False)):
        visit(host()).post(f"{base}hours/", said)
        agenda.refresh_from_db()
        assert agenda.has_hours is expected
        assert visit(host()).get(f"{base}edit/").status_code == 200
    agenda.event.state = State.CLOSED
    agenda.event.save()
    answer = visit(office()).post(f"{base}hours/", {"with": "on"}, follow=True)
    assert "This can no longer be done" in answer.text


STOPS = "Clock times end here: no minutes are planned."


def test_where_clock_times_end_is_said_on_the_way_to_the_item(visit, agenda, base):
    Agenda.objects.update(has_hours=True)
    first, second, *_rest = three(agenda)
    first.minutes = 10
    first.save()

    page = visit(host()).get(f"{base}edit/")

    rows = page.context["rows"]
    assert [row.stops_clock for row in (*rows, *rows[1].below)] == [False, False, False, True]
    part = second.parts.get()
    assert page.text.count(STOPS) == 1
    assert f'<a class="small" href="../items/{part.key}/">{STOPS}</a>' in page.text


def test_where_no_clock_times_are_shown_none_end(visit, agenda, base):
    three(agenda)

    assert STOPS not in visit(host()).get(f"{base}edit/").text


def test_where_clock_times_end_is_said_only_to_who_can_plan_minutes(visit):
    agenda = the_agenda(has_hours=True)
    three(agenda)
    base = agenda.get_absolute_url()

    read = [visit(who).get(base).text for who in (member(), host())]
    worked_on = visit(office()).get(f"{base}edit/").text
    agenda.event.state = State.CLOSED
    agenda.event.save()
    closed = visit(office()).get(f"{base}edit/").text

    assert [STOPS in page for page in (*read, worked_on, closed)] == [False, False, True, False]


@pytest.mark.parametrize("is_there", [True, False], ids=["with it", "without it"])
def test_no_end_of_clock_times_tells_of_an_item_that_one_may_not_know(visit, is_there):
    agenda = the_agenda(has_hours=True)
    base = agenda.get_absolute_url()
    first = AgendaItemFactory(agenda=agenda, minutes=10, order=1)
    last = AgendaItemFactory(agenda=agenda, order=4)
    if is_there:
        secret = {"agenda": agenda, "visibility": Visibility.RESTRICTED}
        whole = AgendaItemFactory(**secret, order=2)
        for part_of, order in ((whole, 3), (first, 3), (last, 5), (None, 6)):
            AgendaItemFactory(**secret, parent=part_of, order=order)

    page = visit(office(right=False)).get(f"{base}edit/").text

    assert STOPS not in page
    assert (STOPS in visit(office()).get(f"{base}edit/").text) is is_there
