"""Who may see which document of an event, by every way out."""

import datetime as dt
import io
import zipfile

import pytest
from django.utils import timezone

from accounts.access import Standing, standing
from accounts.enums import Role, Visibility
from accounts.models import User
from accounts.services.rights import set_rights
from documents import services as files
from documents.models import Document, Version
from events import search
from events.documents import (
    OF_EVENT,
    OF_SESSION,
    TO_VISITORS_AT_MOST,
    TOGETHER_AT_MOST,
    Reader,
    facts,
    shown,
)
from events.enums import Kind, RegistrationState, State
from events.models import Event
from journal.models import Entry
from mail.links import token
from tests.documents.files import PDF, checked, png
from tests.events.organisers import signed_in
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.documents import document
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

LEVELS = ["public", "network", "body", "attendees", "restricted"]
SLUG = "2027-05-28-board"
ROLES = {
    # who: what each may see of a public meeting of the Board
    "visitor": {"public"},
    "stranger": {"public"},
    "waiting": {"public"},
    "attendee": {"public", "attendees"},
    "network": {"public", "network"},
    "body": {"public", "network", "body"},
    "administrator": {"public", "network"},
    "secretariat": {"public", "network", "body", "attendees"},
    "secretariat with the right": {"public", "network", "body", "attendees", "restricted"},
    "chair": {"public", "network", "body", "attendees", "restricted"},
    "named seat": {"public", "network", "body", "restricted"},
    "stranger with the right": {"public"},
}
LINKS = {
    # what the holder of a link may see, by the state of the registration
    RegistrationState.CONFIRMED: {"public", "attendees"},
    RegistrationState.WAITING: {"public"},
    RegistrationState.WITHDRAWN: {"public"},
}


@pytest.fixture
def event():
    host = MemberStateFactory(code="IE")
    return EventFactory(
        slug=SLUG, kind=Kind.MEETING, body=BodyFactory(code="BOARD"), host=host, title="The Board"
    )


@pytest.fixture
def papers(event):
    """One document of each circle of readers: with the event, and with a session."""
    session = SessionFactory(event=event, title="Opening")
    made = {}
    for level in LEVELS:
        made[level] = document(
            OF_EVENT,
            str(event.uid),
            title=f"Paper {level}",
            name=f"{level}.pdf",
            visibility=level,
        )
        document(
            OF_SESSION,
            str(session.uid),
            title=f"Slides {level}",
            name=f"slides-{level}.pdf",
            visibility=level,
        )
    return made


def person(role, event):
    """Somebody of that role, or nobody."""
    if role == "visitor":
        return None
    user = UserFactory(email="somebody@example.eu")
    states = {"waiting": RegistrationState.WAITING, "attendee": RegistrationState.CONFIRMED}
    if role in states:
        offered = {"state": states[role], "email": user.email}
        RegistrationFactory(event=event, **offered)
    if role == "network":
        MandateFactory(user=user, member_state=MemberStateFactory(code="LV"))
    if role in {"body", "named seat"}:
        state = MemberStateFactory(code="FR")
        SeatFactory(body=event.body, member_state=state)
        MandateFactory(user=user, member_state=state)
    if role == "administrator":
        MandateFactory(user=user, role=Role.ADMINISTRATOR)
    if role.startswith("secretariat"):
        MandateFactory(user=user, role=Role.SECRETARIAT)
    if role == "chair":
        MandateFactory(user=user, role=Role.PRESIDENCY, member_state=event.host)
    if "right" in role or role == "named seat":
        administrator = standing(MandateFactory(role=Role.ADMINISTRATOR).user, timezone.now())
        set_rights(user, rights=["read_restricted_papers"], by=administrator, at=timezone.now())
    return user


def browser(client, user):
    return signed_in(user) if user else client


@pytest.mark.parametrize(("role", "levels"), ROLES.items(), ids=ROLES.keys())
def test_each_sees_the_same_by_every_way_out(role, levels, event, papers, client):
    user = person(role, event)
    own = browser(client, user)
    here = standing(user, timezone.now())

    told = {
        "page": {level for level in LEVELS if f"Paper {level}" in own.get(f"/events/{SLUG}/").text},
        "list": listed(shown(event, here)),
        "slides": listed(shown(event, here), "Slides"),
        "download": {
            level
            for level in LEVELS
            if own.get(f"/events/{SLUG}/documents/{papers[level].key}/").status_code == 200
        },
        "zip": zipped(own.get(f"/events/{SLUG}/documents.zip")),
        "search": {
            level
            for level in LEVELS
            for one in search.find("paper", here, 50)
            if one.title == f"Paper {level}"
        },
        "search page": {
            level
            for level in LEVELS
            if user and f"Paper {level}" in own.get("/search/", {"q": "paper"}).text
        }
        or levels,
    }

    assert told == dict.fromkeys(told, levels)


def listed(context, kind="Paper"):
    return {
        line.title.removeprefix(f"{kind} ")
        for shelf in context["shelves"]
        for line in shelf.lines
        if line.title.startswith(kind)
    }


def zipped(answer):
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer))).namelist()
    assert {name for name in names if "/" in name} == {
        f"Opening/slides-{name}" for name in names if "/" not in name
    }
    return {name.removesuffix(".pdf") for name in names if "/" not in name}


@pytest.mark.parametrize(("state", "levels"), LINKS.items(), ids=[state.value for state in LINKS])
def test_who_holds_a_link_sees_what_goes_to_those_who_take_part(
    state, levels, event, papers, client
):
    registration = RegistrationFactory(event=event, state=state)
    link = token("events:own_registration", registration.key, 1)

    told = {
        "page": {
            level
            for level in LEVELS
            if f"Paper {level}" in client.get(f"/registrations/{link}/").text
        },
        "download": {
            level
            for level in LEVELS
            if client.get(f"/registrations/{link}/documents/{papers[level].key}/").status_code
            == 200
        },
        "zip": zipped(client.get(f"/registrations/{link}/documents.zip")),
    }

    assert told == dict.fromkeys(told, levels)


def test_a_link_gives_no_more_to_who_is_signed_in(event, papers):
    registration = RegistrationFactory(event=event)
    link = token("events:own_registration", registration.key, 1)
    own = signed_in(person("secretariat with the right", event))

    answer = own.get(f"/registrations/{link}/documents/{papers['restricted'].key}/")

    assert answer.status_code == 404


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


@pytest.mark.parametrize(
    ("who", "at_most"),
    [
        ("visitor", TO_VISITORS_AT_MOST),
        ("stranger", TOGETHER_AT_MOST),
        ("link", TOGETHER_AT_MOST),
    ],
)
@pytest.mark.parametrize(
    ("more", "fits"), [([], True), ([0], True), ([0, -1, 1], True), ([0, 1], False)]
)
def test_how_much_fits_into_one_file(who, at_most, more, fits):
    user = UserFactory.build() if who == "stranger" else None
    reader = Reader(Standing(user=user, at=timezone.now()), Event(), by_link=who == "link")
    sizes = [at_most + more[0], *more[1:]] if more else []

    assert reader.may_take_together(Version(size=size) for size in sizes) is fits


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


def test_reading_a_restricted_document_is_noted_each_time_but_for_head(event, papers):
    user = person("secretariat with the right", event)
    own = signed_in(user)
    address = f"/events/{SLUG}/documents/{papers['restricted'].key}/"
    before = Entry.objects.count()

    own.head(address)
    own.head(f"/events/{SLUG}/documents.zip")
    for _twice in range(2):
        b"".join(own.get(address))
    b"".join(own.get(f"/events/{SLUG}/documents/{papers['network'].key}/"))
    b"".join(own.get(f"/events/{SLUG}/documents.zip"))

    noted = Entry.objects.order_by("pk")[before:]
    assert {one.deed for one in noted} == {"documents.read"}
    assert {one.actor for one in noted} == {str(user.key)}
    assert [one.key == str(papers["restricted"].key) for one in noted].count(True) == 3
    assert len(noted) == 4


def test_new_is_what_came_since_one_looked(event):
    user = person("network", event)
    first, later = timezone.now(), timezone.now() + dt.timedelta(hours=5)
    document(OF_EVENT, str(event.uid), title="Old", at=first - dt.timedelta(days=9))

    def new(at, **how):
        context = shown(event, standing(user, at), **how)
        return [line.title for shelf in context["shelves"] for line in shelf.lines if line.is_new]

    at_first = new(first, looks_at=first)
    document(OF_EVENT, str(event.uid), title="Came since", at=first + dt.timedelta(hours=1))
    again = new(later, looks_at=later)
    at_once = new(later, looks_at=later + dt.timedelta(minutes=5))
    next_day = new(later, looks_at=later + dt.timedelta(days=1))
    in_passing = new(later)

    assert (at_first, again, at_once, next_day, in_passing) == (
        [],
        ["Came since"],
        ["Came since"],
        [],
        [],
    )


def test_a_registration_for_another_event_counts_for_nothing(event):
    user = UserFactory()
    elsewhere = RegistrationFactory(email=user.email)
    reader = Reader(standing(user, timezone.now()), event, elsewhere)

    assert not reader.attends()


def test_what_a_file_is_in_a_few_words():
    row = document(content=PDF, at=dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC))
    first = facts(row.versions.get())
    files.add_version(
        row,
        upload=checked("b.png", png()),
        by=standing(None, timezone.now()),
        at=dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC),
    )

    assert first == f"PDF, {len(PDF)}\xa0bytes, Mon 2 Mar 2026"
    assert facts(row.versions.first()).startswith("version 2, PNG, ")


@pytest.mark.parametrize("role", ["visitor", "attendee", "network", "secretariat with the right"])
def test_the_list_takes_the_same_few_statements_however_long_it_is(role, event, papers):
    user = person(role, event)

    def cost():
        here = standing(User.objects.filter(pk=user.pk).first() if user else None, timezone.now())
        return counted(lambda: shown(event, here))

    few = cost()
    for _number in range(4):
        session = SessionFactory(event=event)
        document(OF_SESSION, str(session.uid))

    assert cost() == few
    assert few <= {"visitor": 2, "attendee": 3, "network": 6}.get(role, 8)


def test_with_public_documents_alone_the_list_is_two_statements(event):
    user = person("body", event)
    document(OF_EVENT, str(event.uid))
    here = standing(user, timezone.now())

    assert counted(lambda: shown(event, here)) == 2


def test_search_goes_on_past_what_one_may_not_see(event, monkeypatch):
    monkeypatch.setattr(search, "AT_ONCE", 2)
    for number in range(5):
        document(
            OF_EVENT, str(event.uid), title=f"Paper {number}", visibility=Visibility.RESTRICTED
        )
    document("events.answer", "x", title="Paper of an answer")
    document(
        OF_EVENT, str(event.uid), title="Paper for all", at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )

    found = search.find("paper", standing(None, timezone.now()), 1)

    assert [(one.kind, one.title, one.note, one.url) for one in found] == [
        ("Document", "Paper for all", "The Board", f"/events/{SLUG}/#documents")
    ]
    assert Document.objects.count() == 7


def test_search_stops_at_its_limit(event):
    for number in range(5):
        document(OF_EVENT, str(event.uid), title=f"Paper {number}")

    assert len(search.find("paper", standing(None, timezone.now()), 3)) == 3
