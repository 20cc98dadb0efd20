"""What a search finds on agendas; who finds what is proved in test_who_sees."""

import datetime as dt

import pytest

from accounts.access import standing
from agendas import search, services
from agendas.models.item import LABEL
from tests.agendas.conftest import AT, office, speaker, trusted
from tests.factories.agendas import AgendaItemFactory
from tests.factories.documents import document
from tests.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def found(text, who, limit=10):
    return [(one.kind, one.title, one.note) for one in search.find(text, who, limit)]


def paper(item, title, at=AT):
    return document(LABEL, str(item.key), title=title, visibility="body", at=at)


def test_items_and_papers_are_found_however_they_are_typed(item):
    AgendaItemFactory(agenda=item.agenda, title="Ζητήματα", text="Προϋπολογισμός")
    paper(item, "Kārtība")

    assert found("rules", speaker("LV")) == [
        ("Item of an agenda", "Rules of Procedure", "Board meeting of May")
    ]
    assert found("zitimata", speaker("LV"))[0][1] == "Ζητήματα"
    assert found("kartiba", speaker("LV")) == [
        ("Paper", "Kārtība", "Rules of Procedure · Board meeting of May")
    ]


def test_it_leads_to_the_place_on_the_agenda(item):
    (one,) = search.find("rules", speaker("LV"), 5)

    assert one.url == f"{item.agenda.get_absolute_url()}#item-{item.key}"


def test_what_was_taken_off_is_not_found_nor_its_papers(item):
    paper(item, "Table")
    services.strike_item(item, reason="x", by=office(), at=AT + dt.timedelta(minutes=1))

    assert found("rules", office()) == []
    assert found("table", office()) == []


def test_nothing_is_found_by_a_visitor_or_for_nothing(item):
    item.visibility = "public"
    item.save()

    assert found("rules", standing(None, AT)) == []
    assert found("  ", speaker("LV")) == []


def test_no_more_than_wanted_the_newest_paper_first(item):
    for number in range(4):
        paper(item, f"Table {number}", at=AT + dt.timedelta(minutes=number))

    assert [row[1] for row in found("table", speaker("LV"), limit=2)] == ["Table 3", "Table 2"]


def test_the_number_of_queries_does_not_grow(item):
    who = trusted()
    paper(item, "Table 0")
    search.find("table", who, 50)  # what is read once of the person
    few = counted(lambda: search.find("table", who, 50))
    for number in range(5):
        paper(item, f"Table of {number}")

    assert counted(lambda: search.find("table", who, 50)) == few
