"""What is restricted says so on paper, to who may know of it."""

import io

import pytest
from pypdf import PdfReader

from accounts.enums import Visibility
from agendas import services
from tests.agendas.preparing import host, member, office, the_agenda
from tests.factories.agendas import AgendaItemFactory
from tests.factories.documents import document

pytestmark = pytest.mark.django_db


def words(answer):
    """The text of a PDF, on one line."""
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("path", ["agenda.pdf", "editions/2/agenda.pdf"])
def test_restricted_items_and_their_parts_say_so(client, path):
    agenda = the_agenda()
    AgendaItemFactory(agenda=agenda, title="Opening")
    secret = AgendaItemFactory(agenda=agenda, title="Secret", visibility=Visibility.RESTRICTED)
    AgendaItemFactory(agenda=agenda, title="Part of it", parent=secret)
    by = office()
    services.circulate(agenda, by=by, at=by.at)

    client.force_login(host().user)
    whole = words(client.get(f"{agenda.get_absolute_url()}{path}"))
    client.force_login(member().user)
    known = words(client.get(f"{agenda.get_absolute_url()}{path}"))

    assert "Secret Restricted" in whole
    assert "Part of it Restricted" in whole
    assert "Opening Restricted" not in whole
    assert "With restricted items · Agenda" in whole
    assert "Opening" in known
    assert "estricted" not in known


def test_an_item_in_writing_stands_above_its_part_that_is_discussed(client):
    agenda = the_agenda()
    item = AgendaItemFactory(agenda=agenda, title="Budget")
    AgendaItemFactory(agenda=agenda, title="Staff", visibility=Visibility.RESTRICTED, parent=item)
    by = office(right=False)
    services.mark_in_writing(item, written=("x", "x", "/x/"), by=by, at=by.at)

    def told(who):
        client.force_login(who.user)
        page = client.get(agenda.get_absolute_url()).text
        assert page.count(f'id="item-{item.key}"') == 1
        return words(client.get(f"{agenda.get_absolute_url()}agenda.pdf")), page

    whole, page = told(host())
    assert "Budget Decided in writing" in whole
    assert whole.index("Budget") < whole.index("Staff")
    assert 'id="in-writing"' not in page
    known, page = told(member())
    assert "Decided in writing" in known
    assert "Budget Decided" not in known
    assert ("Staff" in known, 'id="in-writing"' in page) == (False, True)


def test_a_restricted_paper_of_an_open_item_says_so(client):
    agenda = the_agenda()
    key = str(AgendaItemFactory(agenda=agenda).key)
    document(label="agendas.item", key=key, title="Table", visibility=Visibility.BODY)
    document(label="agendas.item", key=key, title="Shut", visibility=Visibility.RESTRICTED)

    client.force_login(host().user)
    whole = words(client.get(f"{agenda.get_absolute_url()}agenda.pdf"))
    client.force_login(member().user)
    known = words(client.get(f"{agenda.get_absolute_url()}agenda.pdf"))

    assert "Doc. 1/R1 · Shut (Restricted)" in whole
    assert "Table (" not in whole
    assert "With restricted items · Agenda" in whole
    assert "Table" in known
    assert "estricted" not in known
