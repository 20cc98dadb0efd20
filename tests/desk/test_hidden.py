"""The journal counts nothing of which who reads it may not know."""

import pytest
from django.utils import timezone

from accounts.enums import Visibility
from agendas import services as agendas
from agendas.models import AgendaItem
from desk.reading import chosen
from journal.models import Entry
from meetings import services as meetings
from meetings.models import ActionPoint, ItemRecord
from tests.agendas.preparing import office, the_agenda
from tests.events.organisers import signed_in
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document
from tests.factories.journal import EntryFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

NAMES = ("Restricted item", "Restricted action point", "Restricted document")


@pytest.fixture
def agenda():
    """An agenda that was sent out."""
    return the_agenda()


def told_of(item):
    """Entries about an item, what a meeting made of it, what is to be done, and its papers."""
    now = timezone.now()
    record = ItemRecord.objects.create(item=item, changed_at=now)
    action = ActionPoint.objects.create(
        event=item.agenda.event, item=item, text="Write", due_date=now.date(), created_at=now
    )
    paper = document("agendas.item", str(item.key), visibility=item.readers_class)
    things = {
        "agendas.item": item.key,
        "meetings.record": record.key,
        "meetings.action": action.key,
        "documents.document": paper.key,
    }
    for label, key in things.items():
        EntryFactory(label=label, key=str(key))
    return set(Entry.objects.filter(key__in=[str(key) for key in things.values()]))


@pytest.mark.parametrize("is_part", [False, True], ids=["an item", "a part of one"])
def test_what_is_restricted_is_in_the_journal_of_who_holds_the_right_alone(agenda, is_part):
    item = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    if is_part:
        item = AgendaItemFactory(agenda=agenda, parent=item)
    entries = told_of(item)
    other = EntryFactory()

    assert set(chosen({}, office())) == {other, *entries}
    assert set(chosen({}, office(right=False))) == {other}
    named = {"label": "agendas.item", "key": str(item.key)}
    assert not chosen(named, office(right=False)).exists()


def test_what_is_open_is_in_the_journal_of_every_officer(agenda):
    entries = told_of(AgendaItemFactory(agenda=agenda))

    assert set(chosen({}, office(right=False))) == entries


def test_a_restricted_paper_of_an_open_item_is_left_out_alone(agenda):
    item = AgendaItemFactory(agenda=agenda)
    entries = told_of(item)
    paper = document("agendas.item", str(item.key), visibility=Visibility.RESTRICTED)
    EntryFactory(label="documents.document", key=str(paper.key))

    assert set(chosen({"label": "documents.document"}, office(right=False))) == {
        entry for entry in entries if entry.label == "documents.document"
    }


def test_the_page_and_its_sheets_leave_it_out(agenda):
    item = AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED)
    told_of(item)

    for by, is_told in ((office(), True), (office(right=False), False)):
        client = signed_in(by.user)
        rows = client.get("/journal/?label=agendas.item").context["listing"].rows
        assert len(rows) == int(is_told)
        for path in ("/journal/", "/journal/entries.csv"):
            said = client.get(path).content.decode()
            assert {name: name in said for name in NAMES} == dict.fromkeys(NAMES, is_told)


def test_it_costs_four_queries_more_however_much_there_is(agenda):
    by = office(right=False)

    def made():
        told_of(AgendaItemFactory(agenda=agenda, visibility=Visibility.RESTRICTED))
        return counted(lambda: list(chosen({}, by)))

    assert not list(chosen({}, by))  # the rights are known from here
    assert (made(), made()) == (5, 5)


def test_what_was_laid_out_taken_over_and_taken_in_says_no_number(agenda):
    by = office()
    last = AgendaFactory(event=MeetingFactory(body=agenda.event.body))
    for visibility in (Visibility.BODY, Visibility.RESTRICTED):
        AgendaItemFactory(agenda=last, visibility=visibility)
    agendas.copy_items(
        agenda, items=list(AgendaItem.objects.filter(agenda=last)), once=last.key, by=by, at=by.at
    )
    for title in ("One", "Two"):
        agendas.offer_item(
            body=agenda.event.body, kind="B", title=title,
            source=("suggestions.suggestion", title, "/x/"), at=by.at,
        )  # fmt: skip
    agendas.take_in_offers(agenda, by=by, at=by.at)
    meetings.draft_minutes(agenda.event, by=by, at=agenda.event.starts_at)

    deeds = ["agendas.copied", "agendas.taken_in", "meetings.minutes_drafted"]
    found = Entry.objects.filter(deed__in=deeds).order_by("pk")
    assert [(entry.deed, entry.facts) for entry in found] == [(deed, {}) for deed in deeds]
