"""Documents on their way out: one, the newest, all as one file, by a link."""

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Visibility
from documents import services as files
from events import search
from events.documents import (
    OF_EVENT,
    OF_SESSION,
    TOGETHER_AT_MOST,
    shown,
)
from events.enums import RegistrationState, State
from mail.links import token
from tests.documents.files import PDF, checked, png
from tests.events.organisers import signed_in
from tests.events.papers import SLUG, board, papers_of
from tests.factories.accounts import (
    UserFactory,
)
from tests.factories.documents import document
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return board()


@pytest.fixture
def papers(event):
    return papers_of(event)


@pytest.mark.parametrize(
    ("visibility", "state", "published", "status"),
    [
        ("network", RegistrationState.WAITING, True, 200),
        ("network", RegistrationState.WITHDRAWN, True, 404),
        ("restricted", RegistrationState.CONFIRMED, True, 404),
        ("public", RegistrationState.CONFIRMED, False, 404),
    ],
    ids=["knows of it", "no longer", "restricted", "draft"],
)
def test_a_link_gives_documents_of_what_its_holder_may_know(
    visibility, state, published, status, client
):
    event = EventFactory(visibility=visibility)
    if not published:
        event.state, event.published_at = State.DRAFT, None
        event.save()
    row = document(OF_EVENT, str(event.uid), title="Directions")
    document(OF_EVENT, str(event.uid))
    registration = RegistrationFactory(event=event, state=state)
    link = token("events:own_registration", registration.key, 1)

    answers = [
        client.get(f"/registrations/{link}/documents/{row.key}/").status_code,
        client.get(f"/registrations/{link}/documents.zip").status_code,
        200 if "Directions" in client.get(f"/registrations/{link}/").text else 404,
    ]

    assert answers == [status] * 3


@pytest.mark.parametrize("too_much", [False, True])
def test_what_is_too_much_for_one_file_is_given_one_by_one(too_much, event, papers, client):
    if too_much:
        papers["public"].versions.update(size=TOGETHER_AT_MOST)
    registration = RegistrationFactory(event=event, state=RegistrationState.WAITING)
    own = f"/registrations/{token('events:own_registration', registration.key, 1)}/"
    pages = {f"/events/{SLUG}/": f"/events/{SLUG}/documents.zip", own: f"{own}documents.zip"}

    texts = [client.get(page).text for page in pages]
    answers = [client.get(address) for address in pages.values()]

    offered = [address in text for text, address in zip(texts, pages.values(), strict=True)]
    said = ["too much for one file" in text for text in texts]
    led = [answer.get("Location") for answer in answers]
    if too_much:
        assert (offered, said) == ([False] * 2, [True] * 2)
        assert led == [f"{page}#documents" for page in pages]
    else:
        assert (offered, said, led) == ([True] * 2, [False] * 2, [None] * 2)


def test_nothing_is_packed_for_who_asks_for_the_head_alone(event, papers, client):
    address = f"/events/{SLUG}/documents.zip"

    head, whole = client.head(address), client.get(address)

    told = ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Cache-Control")
    assert (b"".join(head), "Content-Length" in head) == (b"", False)
    assert [head[name] for name in told] == [whole[name] for name in told]


def test_a_link_that_is_none_gives_nothing(client, event, papers):
    for rest in (f"documents/{papers['public'].key}/", "documents.zip"):
        answer = client.get(f"/registrations/x/{rest}")

        assert answer.status_code == 404
        assert answer["Cache-Control"] == "private, no-store"


def test_documents_of_an_event_that_is_hidden_are_hidden_whatever_their_circle(client):
    event = EventFactory(visibility=Visibility.NETWORK, slug="2027-01-01-hidden")
    row = document(OF_EVENT, str(event.uid), title="Hidden paper", visibility=Visibility.PUBLIC)
    stranger = signed_in(UserFactory())

    answers = [
        stranger.get(f"/events/{event.slug}/documents/{row.key}/").status_code,
        stranger.get(f"/events/{event.slug}/documents.zip").status_code,
        client.get(f"/events/{event.slug}/documents/{row.key}/")["Location"].split("?")[0],
        search.find("hidden", standing(None, timezone.now()), 9),
    ]

    assert answers == [404, 404, "/accounts/login/", []]


def test_a_document_is_not_given_out_under_another_event(event, papers, client):
    other = EventFactory(slug="2027-01-01-other")
    session = SessionFactory(event=other)
    row = document(OF_SESSION, str(session.uid))
    answer_file = document("events.answer", "x")

    for slug, key in [
        (other.slug, papers["public"].key),
        (SLUG, row.key),
        (SLUG, answer_file.key),
    ]:
        assert client.get(f"/events/{slug}/documents/{key}/").status_code == 302
    assert client.get(f"/events/{other.slug}/documents/{row.key}/").status_code == 200


def test_a_removed_document_is_gone_by_every_way(event, client):
    row = document(OF_EVENT, str(event.uid), title="Old paper")
    at = timezone.now()

    files.remove(row, by=standing(None, at), at=at)

    assert client.get(f"/events/{SLUG}/documents/{row.key}/").status_code == 302
    assert client.get(f"/events/{SLUG}/documents.zip").status_code == 302
    assert shown(event, standing(None, at)) == {
        "shelves": [],
        "documents_zip": "",
        "too_much": False,
    }
    assert search.find("old", standing(None, at), 9) == []


def test_the_newest_version_is_given_out_as_a_download(event, client):
    row = document(OF_EVENT, str(event.uid), content=PDF)
    at = timezone.now()
    files.add_version(row, upload=checked("b.png", png()), by=standing(None, at), at=at)

    answer = client.get(f"/events/{SLUG}/documents/{row.key}/")

    assert b"".join(answer) == png()
    assert answer["Content-Disposition"] == 'attachment; filename="b.png"'
    assert "sandbox" in answer["Content-Security-Policy"]
    held = client.get(
        f"/events/{SLUG}/documents/{row.key}/", headers={"if-none-match": answer["ETag"]}
    )
    assert (held.status_code, held.content) == (304, b"")
