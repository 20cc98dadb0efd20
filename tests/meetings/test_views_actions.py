"""The pages of action points: listed, given, changed, done, taken out."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from accounts.access import standing
from accounts.enums import Role, Visibility
from journal.models import Entry
from meetings import search, todos
from meetings.models import ActionPoint
from tests.factories.accounts import UserFactory
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, DURING, adopted_agenda, meeting, somebody
from tests.queries import counted

pytestmark = pytest.mark.django_db

LIST = "/actions/"


@pytest.fixture(autouse=True)
def _after_the_meeting():
    with time_machine.travel(AFTER, tick=False):
        yield


def visiting(client, role=Role.SECRETARIAT, code=None):
    by = somebody(role, code=code, at=AFTER)
    client.force_login(by.user)
    return by


def action(event, text="Print it", code="LV", due=dt.date(2024, 6, 14), **fields):
    return ActionPoint.objects.create(
        event=event, text=text, member_state_id=code, due_date=due, created_at=DURING, **fields
    )


def shown(client, **query):
    page = client.get(LIST, query)
    return [row.text for row in page.context["listing"].rows]


def test_the_list_is_filtered_by_body_state_words_and_owner(client):
    event = meeting()
    action(event, "Print it")
    action(event, "Call them", code=None, due=dt.date(2024, 6, 1))
    action(event, "Count it", code="SE", done_at=AFTER)
    visiting(client)

    action(event, "Ask them", code="SE", due=dt.date(2024, 5, 30), done_at=AFTER)

    assert shown(client) == ["Call them", "Print it", "Ask them", "Count it"]
    assert shown(client, state="open") == ["Call them", "Print it"]
    assert shown(client, state="late") == ["Call them"]
    assert shown(client, state="done") == ["Ask them", "Count it"]
    assert shown(client, mine="on") == ["Call them"]
    assert shown(client, text="print") == ["Print it"]
    assert shown(client, body="EXCOM") == []
    assert shown(client, body="nonsense", state="nonsense") == [
        "Call them",
        "Print it",
        "Ask them",
        "Count it",
    ]
    page = client.get(LIST, {"text": "nothing"}).content.decode()
    assert "None is like that" in page
    visiting(client, Role.NR, "LV")
    assert shown(client, mine="on") == ["Print it"]


def test_the_list_of_events_leads_members_to_it(client):
    meeting()
    link = f'href="{LIST}"'

    assert link not in client.get("/events/").content.decode()
    visiting(client, Role.NR, "LV")
    assert link in client.get("/events/").content.decode()


def test_an_empty_list_says_what_will_be_here(client):
    visiting(client)

    assert "Nothing is to be done" in client.get(LIST).content.decode()


def test_the_list_asks_as_often_for_three_as_for_one(client):
    event = meeting()
    action(event)
    visiting(client)
    one = counted(lambda: client.get(LIST))
    action(event, code="SE")
    action(event, code="PT")

    assert counted(lambda: client.get(LIST)) == one


def test_the_workbook_is_noted_unless_only_its_head_is_asked(client):
    action(meeting())
    visiting(client)

    client.head("/actions/actions.xlsx")
    assert not Entry.objects.filter(deed="meetings.actions_taken").exists()
    answer = client.get("/actions/actions.xlsx?state=open")

    assert answer["Content-Disposition"] == 'attachment; filename="action-points.xlsx"'
    assert Entry.objects.get(deed="meetings.actions_taken").facts == {"rows": 1}


def test_who_prepares_gives_an_action_point_from_an_item_or_the_meeting(client):
    event = meeting()
    item = AgendaItemFactory(agenda=adopted_agenda(event))
    visiting(client)
    address = reverse("meetings:add_action", args=[event.slug])
    once = uuid4()
    sent = {
        "once": once,
        "text": "Print it",
        "owner": "LV",
        "due_date_day": "14",
        "due_date_month": "6",
        "due_date_year": "2024",
    }

    asked = client.get(f"{address}?item={item.key}")
    first = client.post(f"{address}?item={item.key}", sent)
    client.post(f"{address}?item={item.key}", sent)
    second = client.post(address, sent | {"once": uuid4(), "owner": "secretariat"})
    wrong = client.post(address, sent | {"once": uuid4(), "text": ""})
    early = client.post(address, sent | {"once": uuid4(), "due_date_month": "5"})

    assert "Give something to do" in asked.content.decode()
    assert first.url == reverse("meetings:day_item", args=[event.slug, item.key])
    assert second.url == reverse("meetings:day", args=[event.slug])
    assert (wrong.status_code, early.status_code) == (422, 422)
    assert "That day is before the meeting." in early.content.decode()
    assert [(one.item, one.owner) for one in ActionPoint.objects.order_by("pk")] == [
        (item, "Latvia"),
        (None, "Secretariat"),
    ]
    for named in (uuid4(), "nonsense"):
        assert client.get(f"{address}?item={named}").status_code == 404
    visiting(client, Role.NR, "LV")
    assert client.get(address).status_code == 404


def test_the_owner_says_it_is_done_and_takes_it_up_again(client):
    made = action(meeting())
    visiting(client, Role.NR, "LV")

    asked = client.get(made.get_absolute_url()).content.decode()
    wrong = client.post(made.get_absolute_url(), {"note": "Sent."})
    stale = client.post(made.get_absolute_url(), {"version": 7, "note": "Mine."})
    done = client.post(made.get_absolute_url(), {"version": 1, "note": "Sent."}, follow=True)
    again = client.post(made.get_absolute_url(), {"version": 2, "note": "Twice."})

    assert "It is done" in asked
    assert (wrong.status_code, stale.status_code) == (422, 409)
    assert "Mine." in stale.content.decode()
    assert "Nobody is reminded" in done.content.decode()
    assert "Sent." in done.content.decode()
    assert (again.status_code, "It is done already" in again.text) == (422, True)
    assert "Twice." in again.text
    reopen = reverse("meetings:reopen_action", args=[made.key])
    assert "It is open again." in client.post(reopen, follow=True).content.decode()
    assert "not yours to take up again" in client.post(reopen, follow=True).content.decode()


def test_others_of_the_body_read_and_strangers_do_not(client):
    made = action(meeting())

    visiting(client, Role.NR, "SE")
    page = client.get(made.get_absolute_url()).content.decode()
    assert "It is not done yet." in page
    change = reverse("meetings:change_action", args=[made.key])
    assert client.get(change).status_code == 404
    visiting(client, Role.PRESIDENCY, "HU")
    assert client.get(change).url == made.get_absolute_url()
    visiting(client, Role.ADMINISTRATOR)
    assert client.get(made.get_absolute_url()).status_code == 404


def test_who_prepares_changes_it_unless_somebody_was_quicker_or_it_is_done(client):
    made = action(meeting())
    visiting(client)
    change = reverse("meetings:change_action", args=[made.key])
    sent = {
        "version": 1,
        "text": "Print two",
        "owner": "SE",
        "due_date_day": "20",
        "due_date_month": "6",
        "due_date_year": "2024",
    }

    assert "Print it" in client.get(change).content.decode()
    assert client.post(change, sent).url == made.get_absolute_url()
    stale = client.post(change, sent | {"text": "Print three"})
    made.refresh_from_db()
    assert (made.text, made.owner, made.due_date) == ("Print two", "Sweden", dt.date(2024, 6, 20))
    assert stale.status_code == 409
    assert "Print three" in stale.content.decode()
    ActionPoint.objects.update(done_at=AFTER)
    late = client.post(change, sent | {"version": 2, "text": "Print four"})
    assert late.status_code == 422
    assert "reopen it first" in late.text
    assert "Print four" in late.text


def test_what_one_has_to_do_is_told_and_beyond_a_few_counted():
    event = meeting()
    own = somebody(Role.NR, code="LV", at=AFTER)
    for number in range(5):
        action(event, f"Task {number}", due=dt.date(2024, 6, 1 + number))

    told = todos.for_user(own)
    action(event, "Task 5")
    more = todos.for_user(own)

    assert [(one.what, one.urgent, one.seat) for one in told] == [
        ("Task 0", True, "LV"),
        ("Task 1", True, "LV"),
        ("Task 2", False, "LV"),
        ("Task 3", False, "LV"),
        ("Task 4", False, "LV"),
    ]
    assert [one.what for one in more][-1] == "2 more action points"
    assert len(more) == 5
    assert todos.actions.for_user(somebody(Role.NR, code="SE", at=AFTER)) == []
    assert todos.actions.for_user(standing(UserFactory(), AFTER)) == []


def test_a_search_finds_what_the_reader_may_know():
    event = meeting()
    hidden = AgendaItemFactory(agenda=adopted_agenda(event), visibility=Visibility.RESTRICTED)
    action(event, "Print the leaflet")
    action(event, "Print the secret", item=hidden)

    found = search.find("print", somebody(at=AFTER), 10)

    assert [(one.kind, one.title) for one in found] == [("Action point", "Print the leaflet")]
    assert search.find(" ", somebody(at=AFTER), 10) == []
