"""The papers of an item as those who prepare the meeting keep them."""

import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Visibility
from agendas import papers
from agendas.models.item import LABEL
from documents.models import Document
from events import documents as of_events
from events.enums import State
from tests.agendas.conftest import browser, chair, office, speaker, trusted
from tests.documents.files import PDF
from tests.factories.agendas import AgendaItemFactory
from tests.factories.documents import document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def url(name, item, *more):
    return reverse(f"agendas:{name}", args=[item.agenda.event.slug, *more])


def paper(item, title="Table", visibility="body"):
    return document(LABEL, str(item.key), title=title, visibility=visibility)


def file(name="table.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def close(item):
    event = item.agenda.event
    event.state = State.CLOSED
    event.save()


def test_papers_are_added_by_a_form(item):
    client = browser(chair())
    page = client.get(url("item_papers", item, item.key))
    assert "No papers yet" in page.text
    assert [value for value, _label in page.context["form"].fields["visibility"].choices] == [
        "body",
        "attendees",
        "restricted",
    ]

    answer = client.post(
        url("item_papers", item, item.key),
        {"once": uuid.uuid4(), "papers": [file()], "title": "", "visibility": "body"},
    )

    assert (answer.status_code, answer.url) == (302, url("item_papers", item, item.key))
    made = Document.objects.get(label=LABEL, owner_key=str(item.key))
    assert (made.title, made.visibility) == ("table", "body")
    assert "1 paper added." in client.get(answer.url).text


def test_who_may_not_read_restricted_papers_is_not_offered_to_add_them(item):
    page = browser(office()).get(url("item_papers", item, item.key))

    offered = [value for value, _label in page.context["form"].fields["visibility"].choices]
    assert offered == ["body", "attendees"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("table.pdf", b"MZ this is a program", "something else than its name says"),
        ("table.exe", b"MZ", "taken"),
    ],
    ids=["disguised", "of another kind"],
)
def test_what_is_no_paper_is_refused_and_nothing_is_lost(item, name, content, said):
    answer = browser(office()).post(
        url("item_papers", item, item.key),
        {
            "once": uuid.uuid4(),
            "papers": [file(name, content)],
            "title": "My title",
            "visibility": "body",
        },
    )

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="My title"' in answer.text
    assert Document.objects.count() == 0


def test_once_the_meeting_is_closed_nothing_is_added_changed_or_moved(item):
    made = paper(item)
    client = browser(office())
    close(item)

    sent = {"once": uuid.uuid4(), "papers": [file()], "title": "A", "visibility": "body"}
    added = client.post(url("item_papers", item, item.key), sent)
    changed = client.post(
        url("change_paper", item, made.key),
        {"version": made.version, "title": "A", "visibility": "body"},
    )
    renewed = client.post(url("renew_paper", item, made.key), {"file": file(), "note": ""})
    for name in ("move_paper", "remove_paper", "restore_paper"):
        assert (
            client.post(url(name, item, made.key), follow=True).text.count("no longer be done") == 1
        )

    for answer in (added, changed, renewed):
        assert (answer.status_code, "no longer be done" in answer.text) == (422, True)
    made.refresh_from_db()
    assert (Document.objects.count(), made.title, made.removed_at) == (1, "Table", None)


def test_title_and_readers_are_changed(item):
    made = paper(item)
    client = browser(office())
    assert 'value="Table"' in client.get(url("change_paper", item, made.key)).text

    answer = client.post(
        url("change_paper", item, made.key),
        {"version": made.version, "title": "Budget", "visibility": "attendees"},
    )

    made.refresh_from_db()
    assert answer.url == url("item_papers", item, item.key)
    assert (made.title, made.visibility) == ("Budget", "attendees")


def test_two_who_change_a_paper_at_once_are_shown_both_texts(item):
    made = paper(item)
    client = browser(office())
    sent = {"version": made.version, "title": "Mine", "visibility": "body"}
    client.post(url("change_paper", item, made.key), {**sent, "title": "Theirs"})

    answer = client.post(url("change_paper", item, made.key), sent)

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    made.refresh_from_db()
    assert made.title == "Theirs"


def test_a_newer_version_lies_on_top_and_the_older_can_be_had(item):
    made = paper(item)
    client = browser(office())
    assert client.get(url("renew_paper", item, made.key)).url == url("change_paper", item, made.key)

    answer = client.post(
        url("renew_paper", item, made.key), {"file": file(), "note": "Row 4 added"}
    )

    assert answer.url == url("change_paper", item, made.key)
    assert "Row 4 added" in client.get(answer.url).text
    assert client.get(url("paper_version", item, made.key, 1)).status_code == 200
    assert client.get(url("paper_version", item, made.key, 3)).status_code == 404


def test_without_a_file_there_is_no_newer_version(item):
    made = paper(item)

    answer = browser(office()).post(url("renew_paper", item, made.key), {"note": "x"})

    assert (answer.status_code, "Choose a file." in answer.text) == (422, True)


def test_papers_have_the_numbers_by_which_the_agenda_names_them(item):
    AgendaItemFactory(agenda=item.agenda, title="Opening", order=0)
    for title, visibility in (("One", "body"), ("Shut", "restricted"), ("Two", "body")):
        paper(item, title, visibility)

    page = browser(trusted()).get(url("item_papers", item, item.key))

    assert [(row["number"], str(row["document"])) for row in page.context["rows"]] == [
        ("2/1", "One"), ("2/R1", "Shut"), ("2/2", "Two"),
    ]  # fmt: skip
    assert "2/R1 ·" in page.text


def test_papers_are_moved_removed_and_brought_back(item):
    first, second = paper(item, "First"), paper(item, "Second")
    client = browser(office())

    client.post(url("move_paper", item, second.key), {"to": "up"})
    assert [row.title for row in Document.objects.of(LABEL, str(item.key))] == ["Second", "First"]
    client.post(url("move_paper", item, second.key), {"to": "down"})
    assert [row.title for row in Document.objects.of(LABEL, str(item.key))] == ["First", "Second"]

    page = client.post(url("remove_paper", item, first.key), follow=True)
    assert "Removed: First." in page.text
    assert "Bring back" in page.text
    assert client.get(url("change_paper", item, first.key)).status_code == 404
    client.post(url("restore_paper", item, first.key))
    first.refresh_from_db()
    assert first.removed_at is None


def test_papers_of_elsewhere_are_not_found_here(item):
    other = AgendaItemFactory()
    client = browser(office())

    for one in (paper(other), document(of_events.OF_EVENT, str(item.agenda.event.uid))):
        assert client.get(url("change_paper", item, one.key)).status_code == 404
        assert client.get(url("paper", item, one.key)).status_code == 404
    assert client.get(url("paper", item, uuid.uuid4())).status_code == 404


def test_a_restricted_paper_of_an_open_item_is_not_there_for_who_may_not_read_it(item):
    made = paper(item, "Salaries", "restricted")

    page = browser(office()).get(url("item_papers", item, item.key))
    assert "Salaries" not in page.text
    assert browser(office()).get(url("change_paper", item, made.key)).status_code == 404
    assert browser(trusted()).get(url("change_paper", item, made.key)).status_code == 200


def test_nobody_else_has_these_pages(item):
    made = paper(item)
    client = browser(speaker("LV"))

    assert client.get(url("item_papers", item, item.key)).status_code == 404
    assert client.get(url("change_paper", item, made.key)).status_code == 404
    assert client.get(url("paper", item, made.key)).status_code == 200


def test_all_papers_come_in_folders_by_the_number_of_their_item(item):
    AgendaItemFactory(agenda=item.agenda, title="Budget")
    part = AgendaItemFactory(agenda=item.agenda, parent=item, title="Article 5")
    paper(item, "One")
    paper(part, "Two")

    answer = browser(speaker("LV")).get(url("papers_zip", item))

    names = zipfile.ZipFile(io.BytesIO(b"".join(answer))).namelist()
    assert names == [
        "1 Rules of Procedure/1-1 agenda.pdf",
        "1.1 Article 5/1.1-1 agenda.pdf",
    ]
    assert answer.headers["Content-Disposition"].endswith('-papers.zip"')


def test_a_folder_keeps_number_and_title_at_a_slash(item):
    item.title = "Report 2024/25"
    item.save()
    paper(item)
    paper(AgendaItemFactory(agenda=item.agenda, title="Report 2024/25"))

    answer = browser(speaker("LV")).get(url("papers_zip", item))

    names = zipfile.ZipFile(io.BytesIO(b"".join(answer))).namelist()
    assert names == ["1 Report 2024-25/1-1 agenda.pdf", "2 Report 2024-25/2-1 agenda.pdf"]


def test_without_a_paper_there_is_no_file_of_all(item):
    assert browser(speaker("LV")).get(url("papers_zip", item)).status_code == 404


def test_head_packs_nothing(item):
    paper(item)

    answer = browser(speaker("LV")).head(url("papers_zip", item))

    assert (answer.status_code, answer.has_header("Content-Length")) == (200, False)


def test_what_is_too_much_for_one_file_leads_to_the_agenda(item, monkeypatch):
    paper(item, "One")
    paper(item, "Two")
    monkeypatch.setattr(papers, "TOGETHER_AT_MOST", 10)
    client = browser(speaker("LV"))

    assert client.get(url("papers_zip", item)).url == url("agenda", item)
    page = client.get(url("agenda", item))
    assert "too much for one file" in page.text
    assert url("papers_zip", item) not in page.text


def test_what_is_new_since_one_last_looked_says_so(item, clock):
    client = browser(speaker("LV"))
    client.get(url("agenda", item))
    clock.shift(7200)
    document(LABEL, str(item.key), title="Fresh", visibility=Visibility.BODY, at=timezone.now())
    clock.shift(60)

    page = client.get(url("agenda", item))

    (found,) = page.context["sides"].by_item[item.pk].papers
    assert (found.title, found.number, found.is_new) == ("Fresh", "1/1", True)
