"""An agenda on paper, with what its reader may know."""

import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from agendas import services
from agendas.enums import AgendaState
from agendas.models import AgendaItem, Track
from tests.agendas.preparing import five_items, host, member, office, signed_in, the_agenda
from tests.factories.accounts import BodyFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    return five_items()


@pytest.mark.parametrize("path", ["agenda.pdf", "editions/2/agenda.pdf"])
def test_an_agenda_is_printed_with_what_its_reader_may_know(client, agenda, path):
    services.circulate(agenda, by=office(), at=timezone.now())

    answer = signed_in(client, member()).get(f"{agenda.get_absolute_url()}{path}")
    whole = signed_in(client, host()).get(f"{agenda.get_absolute_url()}{path}")

    assert answer["Content-Type"] == "application/pdf"
    text, every = words(answer.content), words(whole.content)
    for said in ("Opening", "In Latvia", "By letter", "Taken off: Not ready.", "European Union"):
        assert said in text
    assert "Secret" not in text
    assert "Secret" in every


def test_papers_and_what_another_body_recommends_are_named_on_paper(client, agenda):
    item = AgendaItem.objects.get(title="Projects")
    for title, visibility in (("Table", "body"), ("Shut", "restricted")):
        document(label="agendas.item", key=str(item.key), title=title, visibility=visibility)
    other = AgendaFactory(event=MeetingFactory(body=BodyFactory(code="EXCOM")))
    Track.objects.create(
        item=AgendaItemFactory(agenda=other), body=agenda.event.body, decides=item,
        recommendation="positive", text="By all.", opened_at=timezone.now(),
        recommended_at=timezone.now(),
    )  # fmt: skip
    Track.objects.create(
        item=AgendaItemFactory(agenda=other), body=agenda.event.body,
        decides=AgendaItem.objects.get(title="Opening"), opened_at=timezone.now(),
    )  # fmt: skip

    answer = signed_in(client, member()).get(f"{agenda.get_absolute_url()}agenda.pdf")
    whole = signed_in(client, host()).get(f"{agenda.get_absolute_url()}agenda.pdf")

    text = words(answer.content)
    assert "Doc. 2/1 · Table" in text
    assert f"Recommendation of the {other.event.body}: Positive. By all." in text
    assert text.count("Recommendation") == 1
    assert "Shut" not in text
    assert "Doc. 2/R1 · Shut" in words(whole.content)


def test_what_changed_says_so_on_paper_too(client, agenda):
    item = AgendaItem.objects.get(title="Opening")
    services.change_item(item, version=1, by=office(), at=timezone.now(), title="Welcome")

    answer = signed_in(client, member()).get(f"{agenda.get_absolute_url()}agenda.pdf")

    assert words(answer.content).count("Changed on") == 1


def words(content):
    """The text of a PDF, on one line."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_an_agenda_without_lines_or_place_is_printed(client):
    agenda = the_agenda(
        state=AgendaState.PREPARING, event__host=None, event__city="", event__venue=""
    )

    answer = signed_in(client, office()).get(f"{agenda.get_absolute_url()}agenda.pdf")

    assert "Items" not in words(answer.content)
