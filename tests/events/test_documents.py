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
from events.enums import RegistrationState
from events.models import Event
from journal.models import Entry
from mail.links import token
from tests.documents.files import PDF, checked, png
from tests.events.organisers import signed_in
from tests.events.papers import LEVELS, SLUG, board, papers_of
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.documents import document
from tests.factories.events import RegistrationFactory, SessionFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

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
    return board()


@pytest.fixture
def papers(event):
    return papers_of(event)


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
