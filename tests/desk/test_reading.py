"""The journal as it is read, and its pages."""

import csv
import datetime as dt
import doctest
import io

import openpyxl
import pytest

from accounts.access import Standing, standing
from accounts.enums import Role
from desk import reading
from desk.reading import Line, chosen, lines, own
from desk.things import Thing
from journal.models import Entry
from tests.events.organisers import queries, secretariat, signed_in
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory
from tests.factories.journal import EntryFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def test_an_entry_in_words():
    user, event = UserFactory(name="Eilís Ní Bhriain"), EventFactory(title="Seminar")
    entry = EntryFactory(
        at=AT,
        actor=str(user.key),
        acting_for="Secretariat",
        deed="events.cancelled",
        label="events.event",
        key=str(event.uid),
        facts={"event": event.slug, "reason": "Storm"},
    )

    assert lines([entry]) == [
        Line(
            at=AT,
            who="Eilís Ní Bhriain",
            acting_for="Secretariat",
            deed="cancelled an event",
            kind="Event",
            thing=Thing("Seminar", event.get_absolute_url()),
            facts="reason: Storm",
        )
    ]


def test_entries_outlive_people_and_things():
    entries = [
        EntryFactory(deed="of.old", label="old.thing", key="7", facts={"event": "e"}),
        EntryFactory(actor="", key=""),
    ]

    assert [
        (line.who, line.deed, line.kind, line.thing, line.facts) for line in lines(entries)
    ] == [
        ("somebody whose account is gone", "of.old", "old.thing", Thing("7"), "event: e"),
        ("system or visitor", "event.published", "Event", None, ""),
    ]


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("events.promoted", "the waiting list"),
        ("events.link_sent", "a visitor"),
        ("events.registered", "the person, without signing in"),
        ("events.registered_again", "the person, without signing in"),
        ("events.withdrawn", "the person, by the mailed link"),
        ("events.restored", "the person, by the mailed link"),
        ("events.registration_changed", "the person, by the mailed link"),
    ],
)
def test_who_did_what_nobody_signed_in_did(deed, who):
    entry = EntryFactory(actor="", label="events.registration", deed=deed)

    assert [line.who for line in lines([entry])] == [who]


def test_facts_on_one_line():
    assert doctest.testmod(reading).failed == 0
    assert reading._facts({"by_state": {"LV": 2, "EE": 1}, "total": 0}) == (
        "by state: LV 2, EE 1 · total: 0"
    )


def test_entries_by_deed_thing_person_and_period():
    user = UserFactory(name="Мария Иванова")
    by_user = EntryFactory(actor=str(user.key), at=AT)
    early = EntryFactory(at=dt.datetime(2026, 2, 27, 22, 59, tzinfo=dt.UTC))
    late = EntryFactory(at=dt.datetime(2026, 3, 3, 23, 0, tzinfo=dt.UTC), deed="events.held")
    by = standing(UserFactory(), AT)

    assert {
        "deed": set(chosen({"deed": "events.held"}, by)),
        "thing": set(chosen({"label": "events.event", "key": by_user.key}, by)),
        "person": set(chosen({"person": "ivanova"}, by)),
        "nobody": set(chosen({"person": "zzz"}, by)),
        "since": set(chosen({"since": dt.date(2026, 2, 28)}, by)),
        "until": set(chosen({"until": dt.date(2026, 3, 3)}, by)),
    } == {
        "deed": {late},
        "thing": {by_user},
        "person": {by_user},
        "nobody": set(),
        "since": {by_user, late},
        "until": {by_user, early},
    }


def test_own_entries():
    user = UserFactory()
    did = EntryFactory(actor=str(user.key))
    done_to = EntryFactory(label="accounts.user", key=str(user.key))
    EntryFactory()

    assert set(own(standing(user, AT))) == {did, done_to}
    assert set(own(Standing(user=None, at=AT))) == set()


def test_the_journal_is_the_secretariats():
    client = signed_in(MandateFactory(role=Role.ADMINISTRATOR).user)

    assert [
        client.get(path).status_code
        for path in ("/journal/", "/journal/entries.xlsx", "/journal/entries.csv")
    ] == [404] * 3


def test_the_journal_shows_the_newest_first():
    old, new = EntryFactory(at=AT), EntryFactory(at=AT + dt.timedelta(days=1))

    response = secretariat().get("/journal/")

    assert response.context["listing"].rows == [new, old]


def test_the_journal_asks_as_much_for_many_as_for_one():
    client = secretariat()

    def made(number):
        for _ in range(number):
            event = EventFactory()
            EntryFactory(key=str(event.uid), actor=str(UserFactory().key))
        return queries(lambda: client.get("/journal/"))

    assert made(1) == made(3)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("since_day=31&since_month=2&since_year=2026", "There is no such day"),
        ("deed=nonsense", "Select a valid choice"),
        (
            "since_day=3&since_month=3&since_year=2026&until_day=2&until_month=3&until_year=2026",
            "The period ends before it begins",
        ),
    ],
)
def test_a_filter_that_makes_no_sense_is_said(query, problem):
    EntryFactory()

    assert problem in secretariat().get(f"/journal/?{query}").content.decode()


def test_an_empty_journal_says_so():
    assert "No entry fits" in secretariat().get("/journal/?key=nothing").content.decode()


def test_the_journal_as_a_sheet_is_harmless_and_noted():
    EntryFactory(facts={"reason": "=1+1"}, acting_for="@LV")
    client = secretariat()

    content = client.get("/journal/entries.csv").content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/journal/entries.xlsx").content)).active

    assert next(csv.reader(io.StringIO(content))) == reading.columns()
    assert "'@LV" in content
    assert (sheet["C3"].value, sheet["C3"].data_type) == ("@LV", "s")
    assert [entry.key for entry in Entry.objects.filter(deed="desk.journal_taken")] == [
        "xlsx",
        "csv",
    ]


def test_a_head_request_notes_nothing():
    secretariat().head("/journal/entries.csv")

    assert Entry.objects.count() == 0


def test_each_person_reads_the_own_entries():
    user = UserFactory()
    client = signed_in(user)
    empty = client.get("/my/journal/").content.decode()
    EntryFactory(actor=str(user.key), deed="events.registered")
    EntryFactory(deed="events.held")

    page = client.get("/my/journal/").content.decode()

    assert ("No entry yet" in empty, "registered" in page, "marked an event" in page) == (
        True,
        True,
        False,
    )
