"""The page of an event's documents, and of one of them."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.services.rights import set_rights
from documents import services as files
from documents.models import Document
from events.documents import OF_EVENT, OF_SESSION
from events.enums import State
from journal.models import Entry
from tests.documents.files import PDF, checked, png, sent
from tests.events.organisers import presidency, queries, representative, secretariat, signed_in
from tests.factories.accounts import BodyFactory, MandateFactory, MemberStateFactory, UserFactory
from tests.factories.documents import document
from tests.factories.events import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
PAGE = f"/events/{SLUG}/documents/"
ONCE = "00000000-0000-0000-0000-000000000001"


@pytest.fixture
def event():
    return EventFactory(slug=SLUG, title="Seminar")


@pytest.fixture
def paper(event):
    return document(OF_EVENT, str(event.uid), title="Draft agenda", content=PDF)


def typed(*papers, **more):
    return {
        "once": ONCE,
        "papers": list(papers),
        "title": "",
        "visibility": "public",
        "session": "event",
        **more,
    }


def of(row, rest=""):
    return f"{PAGE}{row.key}/{rest}"


def test_the_empty_page_says_what_will_be_here(event):
    text = secretariat().get(PAGE).text

    assert "No documents yet" in text
    assert 'enctype="multipart/form-data"' in text


def test_several_files_are_added_once(event):
    client = secretariat()

    answers = [
        client.post(PAGE, typed(sent("Πρόγραμμα.pdf"), sent("map.png", png()))) for _twice in "12"
    ]

    assert [answer["Location"] for answer in answers] == [PAGE] * 2
    assert [row.title for row in Document.objects.of(OF_EVENT, str(event.uid))] == [
        "Πρόγραμμα",
        "map",
    ]
    assert "2 documents added." in client.get(PAGE).text


def test_a_file_is_added_to_a_session_for_those_who_take_part(event):
    session = SessionFactory(event=event, title="Opening")

    secretariat().post(
        PAGE, typed(sent(), title="Slides", visibility="attendees", session=str(session.uid))
    )

    row = Document.objects.get()
    assert (row.title, row.visibility, row.label, row.owner_key) == (
        "Slides",
        "attendees",
        OF_SESSION,
        str(session.uid),
    )
    text = secretariat().get(PAGE).text
    assert text.index(">Opening</h2>") < text.index("Slides") < text.index("confirmed place")


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        ([], "Choose a file."),
        ([sent("page.html", b"<html>")], "page.html: Files of this kind are not taken."),
        ([sent("a.pdf", png())], "a.pdf: Inside, this file is something else than its name says."),
        ([sent(), sent("b.svg", b"<svg/>")], "b.svg: Files of this kind are not taken."),
    ],
    ids=["none", "page", "disguised", "one of two"],
)
def test_what_is_refused_is_told_beside_the_field_and_nothing_is_lost(papers, words, event):
    answer = secretariat().post(PAGE, typed(*papers, title="My title"))

    assert (answer.status_code, Document.objects.count()) == (422, 0)
    assert words in answer.text.partition('id="id_papers_error"')[2]
    assert 'value="My title"' in answer.text
    assert ONCE in answer.text


def test_a_file_over_the_limit_is_told_so(event, settings):
    settings.UPLOAD_LIMIT = 1 << 20

    answer = secretariat().post(PAGE, typed(sent("large.pdf", PDF + b" " * (1 << 20))))

    assert answer.status_code == 422
    assert "large.pdf: This file is too large. Up to 1 MB." in answer.text


def test_circles_that_there_are_not_cannot_be_chosen(event):
    client = secretariat()

    offered = client.get(PAGE).context["form"].fields["visibility"].choices
    answers = [
        client.post(PAGE, typed(sent(), visibility=level)).status_code
        for level in ("body", "restricted", "nobody")
    ]

    assert [level for level, _label in offered] == ["public", "network", "attendees"]
    assert answers == [422] * 3


def test_who_has_the_right_restricts_papers_and_others_do_not_see_them(event):
    event.body = BodyFactory()
    event.save()
    user = MandateFactory(role=Role.SECRETARIAT, user=UserFactory()).user
    administrator = standing(MandateFactory(role=Role.ADMINISTRATOR).user, timezone.now())
    set_rights(user, rights=["read_restricted_papers"], by=administrator, at=timezone.now())

    answer = signed_in(user).post(PAGE, typed(sent(), title="Secret", visibility="restricted"))

    row = Document.objects.get()
    assert answer["Location"] == PAGE
    assert "Secret" in signed_in(user).get(PAGE).text
    others = secretariat()
    assert "Secret" not in others.get(PAGE).text
    for rest in ("change/", "versions/1/"):
        assert others.get(of(row, rest)).status_code == 404
    for rest in ("renew/", "move/", "remove/", "restore/"):
        assert others.post(of(row, rest)).status_code == 404


def test_title_and_readers_are_changed(event, paper):
    client = secretariat()
    said = {"version": paper.version, "title": "Agenda", "visibility": "network"}

    answer = client.post(of(paper, "change/"), said)

    paper.refresh_from_db()
    assert (answer["Location"], paper.title, paper.visibility) == (PAGE, "Agenda", "network")
    assert "Saved: Agenda." in client.get(PAGE).text


def test_bad_title_is_refused(event, paper):
    answer = secretariat().post(
        of(paper, "change/"), {"version": paper.version, "title": "", "visibility": "network"}
    )

    assert answer.status_code == 422
    assert "Fill this in." in answer.text


def test_a_stale_change_is_answered_with_both_texts(event, paper):
    client = secretariat()
    said = {"version": paper.version, "visibility": "public"}
    client.post(of(paper, "change/"), said | {"title": "The first"})

    answer = client.post(of(paper, "change/"), said | {"title": "The second"})

    assert answer.status_code == 409
    assert answer.context["differences"] == [("Title", "The first", "The second")]


def test_a_newer_version_stands_on_top_with_the_history_below(event, paper):
    client = secretariat("Eilís")
    page = of(paper, "change/")

    answer = client.post(of(paper, "renew/"), {"file": sent("v2.png", png()), "note": "Item 4"})

    text = client.get(page).text
    versions = list(paper.versions.all())
    assert answer["Location"] == page
    order = ["v2.png", "Eilís", "Item 4", versions[0].sha256, "agenda.pdf", versions[1].sha256]
    places = [text.partition('id="history"')[2].index(words) for words in order]
    assert places == sorted(places)
    old = client.get(of(paper, "versions/1/"))
    assert (b"".join(old), old["Content-Disposition"]) == (PDF, 'attachment; filename="agenda.pdf"')
    assert client.get(of(paper, "versions/9/")).status_code == 404


def test_a_bad_newer_version_is_refused_on_the_page_of_the_document(event, paper):
    answer = secretariat().post(of(paper, "renew/"), {"file": sent("a.exe"), "note": "Item 4"})

    assert answer.status_code == 422
    assert "Files of this kind are not taken." in answer.text
    assert 'value="Item 4"' in answer.text
    assert paper.versions.count() == 1


def test_asked_for_by_itself_the_address_of_a_new_version_leads_to_the_document(event, paper):
    assert secretariat().get(of(paper, "renew/"))["Location"] == of(paper, "change/")


def test_documents_move_up_and_down(event, paper):
    other = document(OF_EVENT, str(event.uid), title="Directions")
    client = secretariat()

    client.post(of(other, "move/"), {"to": "up"})
    up = [row.title for row in Document.objects.of(OF_EVENT, str(event.uid))]
    client.post(of(other, "move/"), {"to": "down"})

    assert up == ["Directions", "Draft agenda"]
    assert list(Document.objects.of(OF_EVENT, str(event.uid))) == [paper, other]


def test_removed_and_brought_back(event, paper):
    client = secretariat()

    for _twice in "12":
        removed = client.post(of(paper, "remove/"), follow=True)
    back = client.post(of(paper, "restore/"), follow=True)

    assert "Removed: Draft agenda." in removed.text
    assert "For 7 days they can be brought back" in removed.text
    assert "Brought back: Draft agenda." in back.text
    assert client.get(of(paper)).status_code == 200
    assert Entry.objects.filter(deed="documents.removed").count() == 1


def test_what_was_removed_a_while_ago_or_erased_is_not_offered(event, paper):
    long_ago = timezone.now() - dt.timedelta(days=8)
    files.remove(paper, by=standing(None, long_ago), at=long_ago)
    erased = document(OF_EVENT, str(event.uid))
    files.erase(erased, by=None, at=timezone.now())
    client = secretariat()

    assert "Draft agenda" not in client.get(PAGE).text
    assert "This can no longer be done" in client.post(of(paper, "restore/"), follow=True).text
    assert client.post(of(erased, "restore/")).status_code == 404
    assert client.get(of(paper, "change/")).status_code == 404


def test_on_a_closed_event_documents_are_read_and_nothing_more(event, paper):
    event.state = State.CLOSED
    event.save()
    client = secretariat()

    page, one = client.get(PAGE).text, client.get(of(paper, "change/")).text
    added = client.post(PAGE, typed(sent()))
    changed = client.post(
        of(paper, "change/"), {"version": paper.version, "title": "x", "visibility": "public"}
    )
    renewed = client.post(of(paper, "renew/"), {"file": sent("b.png", png())})
    moved = client.post(of(paper, "move/"), follow=True)
    removed = client.post(of(paper, "remove/"), follow=True)
    back = client.post(of(paper, "restore/"), follow=True)

    assert "Draft agenda" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert paper.versions.get().sha256 in one
    assert [answer.status_code for answer in (added, changed, renewed)] == [422] * 3
    for answer in (moved, removed, back):
        assert "This can no longer be done" in answer.text
    assert list(Document.objects.standing()) == [paper]


def test_the_presidency_keeps_the_documents_of_what_it_hosts(event):
    event.host = MemberStateFactory(code="IE")
    event.save()

    answer = presidency("IE").post(PAGE, typed(sent()))

    assert (answer.status_code, Document.objects.count()) == (302, 1)


def test_the_page_does_not_exist_for_others_nor_under_another_event(event, paper):
    other = EventFactory(slug="2027-01-01-other")
    pages = [PAGE, of(paper, "change/"), of(paper, "renew/"), of(paper, "versions/1/")]

    codes = [
        [client.get(page).status_code for page in pages]
        for client in (representative(), presidency("FR"))
    ]

    assert codes == [[404] * 4] * 2
    foreign = f"/events/{other.slug}/documents/{paper.key}/change/"
    assert secretariat().get(foreign).status_code == 404
    for rest in ("move/", "remove/", "restore/", "renew/"):
        assert representative().post(of(paper, rest)).status_code == 404


def test_queries_do_not_grow_with_documents(event, paper):
    client = secretariat()
    one = queries(lambda: client.get(PAGE))
    for _number in range(3):
        row = document(OF_EVENT, str(event.uid), visibility=Visibility.NETWORK)
        files.add_version(
            row,
            upload=checked("b.png", png()),
            by=standing(None, timezone.now()),
            at=timezone.now(),
        )
        SessionFactory(event=event)

    assert queries(lambda: client.get(PAGE)) == one
