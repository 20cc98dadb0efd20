"""The roll of an event: filtered, sorted, page by page, and taken out as a file."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from events.enums import Approver
from journal.models import Entry
from tests.events.organisers import (
    presidency,
    queries,
    representative,
    secretariat,
    states,
)
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
ROLL = f"/events/{SLUG}/registrations/"


@pytest.fixture
def event():
    """An Irish seminar for which nobody has registered yet."""
    _france, ireland, _latvia = states()
    return EventFactory(slug=SLUG, host=ireland, title="Seminar", zone="Europe/Dublin")


def names(response):
    return [row.name for row, *_words in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=waiting", ["Mārīte Kalniņa"]),
        ("?country=FR", ["Łukasz"]),
        ("?category=police", ["Łukasz"]),
        ("?text=marite", ["Mārīte Kalniņa"]),
        ("?text=marite&country=FR", []),
        ("?state=nonsense&sort=nonsense", ["Mārīte Kalniņa", "Łukasz"]),
        ("?missing=on", ["Łukasz"]),
        ("?group=speaker", []),
        ("?sort=name", ["Łukasz", "Mārīte Kalniņa"]),
        ("?sort=-name", ["Mārīte Kalniņa", "Łukasz"]),
    ],
)
def test_registrations_filtered_and_sorted(event, query, shown):
    RegistrationFactory(event=event, name="Łukasz", country="FR", category="police", unanswered=1)
    RegistrationFactory(
        event=event,
        name="Mārīte Kalniņa",
        state="waiting",
        registered_at=dt.datetime(2024, 2, 2, tzinfo=dt.UTC),
    )

    response = secretariat().get(ROLL + query)

    assert names(response) == shown


def test_empty_roll_says_who_will_stand_here(event):
    texts = [secretariat().get(ROLL + query).text for query in ("", "?state=waiting")]

    assert "Nobody has registered yet" in texts[0]
    assert "Nobody is like that" in texts[1]


def test_lists_go_out_without_formulas_and_are_written_down(event):
    RegistrationFactory(event=event, name="=HYPERLINK(1)", organisation="+1", email="a@example.eu")
    RegistrationFactory(event=event, name="Other", country="FR")
    client = secretariat()

    lines = client.get(f"/events/{SLUG}/registrations.csv?country=LV")
    book = client.get(f"/events/{SLUG}/registrations.xlsx?country=LV")
    client.head(f"/events/{SLUG}/registrations.csv")

    csv = lines.content.decode("utf-8-sig").splitlines()
    assert csv == [
        (
            "Name,E-mail address,Organisation,Country or body,Code,Category,Takes part,State,"
            "Registered,Decided,Reason"
        ),
        (
            "'=HYPERLINK(1),a@example.eu,'+1,Latvia,LV,Front-line practitioner,In person,Confirmed,"
            "2024-01-02 09:00,,"
        ),
    ]
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert [(cell.value, cell.data_type) for cell in sheet[2][:3]] == [
        ("=HYPERLINK(1)", "s"),
        ("a@example.eu", "s"),
        ("+1", "s"),
    ]
    assert (lines["Content-Disposition"], book["Content-Disposition"]) == (
        f'attachment; filename="{SLUG}-registrations.csv"',
        f'attachment; filename="{SLUG}-registrations.xlsx"',
    )
    entries = Entry.objects.on("events.event", str(event.uid)).order_by("id")
    assert [(entry.deed, entry.facts) for entry in entries] == [
        ("events.list_taken", {"event": SLUG, "form": "csv", "rows": 1}),
        ("events.list_taken", {"event": SLUG, "form": "xlsx", "rows": 1}),
    ]


@pytest.mark.parametrize("page", ["registrations/", "registrations.csv", "registrations.xlsx"])
def test_roll_does_not_exist_for_others(event, page):
    people = [representative(), presidency("FR")]

    codes = [client.get(f"/events/{SLUG}/{page}").status_code for client in people]

    assert (codes, Entry.objects.filter(deed="events.list_taken").count()) == ([404, 404], 0)


def test_pending_ones_stand_under_approvals_for_who_decides(event):
    here = {
        name: [
            str(tab.label)
            for tab in client.get(f"{ROLL}?state=pending").context["tabs"]
            if tab.here
        ]
        for name, client in {"secretariat": secretariat(), "host": presidency("IE")}.items()
    }

    assert here == {"secretariat": ["Approvals"], "host": ["Registrations"]}


def test_queries_do_not_grow_with_rows(event):
    client = secretariat()
    pages = [ROLL, f"/events/{SLUG}/registrations.csv"]
    RegistrationFactory(event=event, state="waiting")
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    RegistrationFactory.create_batch(5, event=event)

    after = [queries(lambda page=page: client.get(page)) for page in pages]

    assert after == before
    assert max(before) <= 12


@pytest.fixture
def approved_by_states(event):
    """Latvia approves its one pending person; a practitioner of no Member State has no state."""
    event.needs_approval, event.approver = True, Approver.STATE
    event.save()
    RegistrationFactory(event=event, country="LV", name="Mārīte", state="pending")
    RegistrationFactory(event=event, country="LV", name="Jānis", state="confirmed")
    RegistrationFactory(event=event, country="UA", name="Олена", state="pending")
    return event


def approvals(client):
    """The tab of approvals: how many it counts, and its address."""
    tabs = client.get(ROLL).context["tabs"]
    return next((tab.count, tab.url) for tab in tabs if str(tab.label) == "Approvals")


def test_the_tab_of_approvals_leads_to_the_offices_own_and_the_others_stand_apart(
    approved_by_states,
):
    office = secretariat()

    number, own = approvals(office)
    page = office.get(own)

    assert (number, own) == (1, f"{ROLL}?state=pending&approver=secretariat")
    assert names(page) == ["Олена"]
    assert [str(tab.label) for tab in page.context["tabs"] if tab.here] == ["Approvals"]
    others = f"{ROLL}?state=pending&approver=state"
    assert page.context["of_states"] == others
    shown = " ".join(page.content.decode().split())
    assert f'<a href="{others.replace("&", "&amp;")}"> 1 registration awaits its National' in shown
    assert names(office.get(others)) == ["Mārīte"]
    assert sorted(names(office.get(f"{ROLL}?state=pending"))) == ["Mārīte", "Олена"]


def test_who_awaits_the_host_stands_apart_too(event):
    event.needs_approval, event.approver = True, Approver.HOST
    event.save()
    RegistrationFactory(event=event, country="UA", name="Олена", state="pending")
    office = secretariat()

    page = office.get(f"{ROLL}?state=pending&approver=secretariat")

    assert (names(page), page.context["with_states"]) == ([], 1)
    assert page.context["of_states"] == f"{ROLL}?state=pending&approver=host"
    assert [value for value, _words in page.context["filter"].fields["approver"].choices] == [
        "",
        "secretariat",
        "host",
    ]
    assert names(office.get(page.context["of_states"])) == ["Олена"]


def test_where_the_office_approves_all_no_approver_is_asked_for(event):
    event.needs_approval = True
    event.save()
    RegistrationFactory(event=event, country="LV", name="Mārīte", state="pending")
    office = secretariat()

    number, own = approvals(office)
    page = office.get(own)

    assert (number, own) == (1, f"{ROLL}?state=pending")
    assert (names(page), page.context["with_states"]) == (["Mārīte"], 0)
    assert "approver" not in page.context["filter"].fields
    assert names(office.get(f"{ROLL}?approver=state")) == ["Mārīte"]


def test_who_hosts_is_led_to_no_approvals_of_others(approved_by_states):
    page = presidency("IE").get(f"{ROLL}?state=pending")

    assert page.context["with_states"] == 0
    assert "await" not in page.content.decode()
