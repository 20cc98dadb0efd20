"""Every class of items and papers, under every role, on every way out.

Each thing is called by a word of its own; where the word comes out, the thing is known.
"""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass, field

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.models import Body, MemberState, Organisation, Seat, User
from agendas import services
from agendas.enums import ItemState
from agendas.models.item import LABEL
from documents.enums import Deed as DocumentDeed
from events.enums import Kind, State
from journal.models import Entry
from mail.models import Letter
from tests.agendas.conftest import AT, DAY, LONG_AGO
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document
from tests.factories.events import RegistrationFactory
from tests.factories.reference import load_reference

pytestmark = pytest.mark.django_db

ROLES = (
    "visitor",
    "participant",
    "member",  # Estonia: sits on the Board
    "named",  # Latvia: sits there, and its seat is named as a reader
    "chair",  # Belgium's National Representative
    "team",  # Belgium's Presidency team
    "observer",  # the Commission
    "network",  # a contact point: of the Network, not of the Board
    "right",  # a contact point with the right to restricted papers
    "secretariat",
    "trusted",  # of the Secretariat, with the right
)
BODY = frozenset({"member", "named", "chair", "team", "observer"})
OFFICE = frozenset({"secretariat", "trusted"})
PREPARE = OFFICE | {"team"}
NETWORK = frozenset(ROLES) - {"visitor", "participant"}
IN_THE_KNOW = frozenset({"chair", "team", "right", "trusted"})

ITEMS = {
    "itempublic": frozenset(ROLES),
    "itemnetwork": NETWORK,
    "itembody": BODY | OFFICE,
    "itemattendees": PREPARE | {"participant"},
    "itemrestricted": IN_THE_KNOW,
    "itemnamed": IN_THE_KNOW | {"named"},
    "partbody": (IN_THE_KNOW | {"named"}) & (BODY | OFFICE),
    "partrestricted": IN_THE_KNOW,
    "itemwritten": BODY | OFFICE,
    "itemstruck": BODY | OFFICE,
    "itemgone": frozenset(),
}
"""Who knows of which item of an agenda that was sent out."""

PAPERS = {
    "paperpublic": frozenset(ROLES),
    "papernetwork": NETWORK,
    "paperbody": BODY | OFFICE,
    "paperattendees": PREPARE | {"participant"},
    "paperrestricted": IN_THE_KNOW,
    "paperofnamed": ITEMS["itemnamed"],
    "paperofpart": ITEMS["partbody"],
}
"""Who reads which paper; the first five are those of the public item."""

SIGNED_IN = frozenset(ROLES) - {"visitor"}


@dataclass
class House:
    """The meeting, its people by role, and the addresses of its papers."""

    event: object
    people: dict[str, User | None] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    items: dict[str, object] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """A browser in which that person is signed in."""
        client = Client()
        if user := self.people[role]:
            client.force_login(user)
        return client

    def address(self, name: str, *more: object) -> str:
        """An address below the meeting."""
        return reverse(f"agendas:{name}", args=[self.event.slug, *more])


def people():
    def speaks(code, role=Role.NR):
        state = MemberState.objects.get(pk=code)
        return MandateFactory(role=role, member_state=state, starts=LONG_AGO).user

    def right(user):
        user.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))
        return user

    commission = Organisation.objects.get(name__startswith="European Commission")
    return {
        "visitor": None,
        "participant": UserFactory(email="taking.part@example.eu"),
        "member": speaks("EE"),
        "named": speaks("LV"),
        "chair": speaks("BE"),
        "team": speaks("BE", Role.PRESIDENCY),
        "observer": MandateFactory(
            role=Role.OBSERVER, organisation=commission, starts=LONG_AGO
        ).user,
        "network": speaks("SE", Role.CONTACT_POINT),
        "right": right(speaks("FI", Role.CONTACT_POINT)),
        "secretariat": MandateFactory(role=Role.SECRETARIAT, starts=LONG_AGO).user,
        "trusted": right(MandateFactory(role=Role.SECRETARIAT, starts=LONG_AGO).user),
    }


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """It all, laid out once, in a transaction that is rolled back when the module is done."""
    cache.clear()
    with (
        django_db_blocker.unblock(),
        time_machine.travel(AT, tick=False),
        transaction.atomic(),
    ):
        yield _house()
        transaction.set_rollback(True)
    cache.clear()


def _house():
    """An agenda with everything on it, sent out by the Secretariat."""
    load_reference()
    Seat.objects.update(starts=LONG_AGO)
    event = MeetingFactory(
        kind=Kind.MEETING,
        title="Spring meeting",
        body=Body.objects.get(pk="BOARD"),
        host=MemberState.objects.get(pk="BE"),
        first_date=DAY,
        last_date=DAY,
        state=State.PUBLISHED,
        visibility=Visibility.PUBLIC,
    )
    found = House(event, people())
    RegistrationFactory(event=event, email="taking.part@example.eu")
    agenda = AgendaFactory(event=event, state="preparing")

    def item(title, visibility, **more):
        made = AgendaItemFactory(
            agenda=agenda, title=title, text=f"text{title}", visibility=visibility, **more
        )
        found.items[title] = made
        return made

    def paper(title, owner, visibility):
        made = document(
            LABEL, str(owner.key), title=title, name=f"{title}.pdf", visibility=visibility
        )
        found.papers[title] = found.address("paper", made.key)

    whole = item("itempublic", "public")
    for level in ("network", "body", "attendees", "restricted"):
        item(f"item{level}", level)
    named = item("itemnamed", "restricted")
    named.readers.set(Seat.objects.filter(body="BOARD", member_state="LV"))
    part = item("partbody", "body", parent=named)
    item("partrestricted", "restricted", parent=named)
    written = {
        "written_label": "procedures.procedure", "written_key": "PROC-2024-001",
        "written_url": "/procedures/PROC-2024-001/",
    }  # fmt: skip
    item("itemwritten", "body", state=ItemState.IN_WRITING, **written)
    gone = item("itemgone", "body")
    struck = item("itemstruck", "body")
    for level in ("public", "network", "body", "attendees", "restricted"):
        paper(f"paper{level}", whole, level)
    paper("paperofnamed", named, "restricted")
    paper("paperofpart", part, "restricted")
    trusted = standing(found.people["trusted"], AT)
    services.strike_item(gone, reason="reasongone", by=trusted, at=AT - dt.timedelta(hours=1))
    agenda.refresh_from_db()
    services.circulate(agenda, by=trusted, at=AT)
    services.strike_item(struck, reason="reasonstruck", by=trusted, at=AT + dt.timedelta(minutes=1))
    return found


def words_in(text, known):
    """Which of the words come out in a text."""
    return {word for word in known if word in text}


def expected(role, table):
    """The words that may come out for a role."""
    return {word for word, roles in table.items() if role in roles}


def page_of(house, role, address):
    answer = house.client(role).get(address)
    assert answer.status_code in {200, 302}
    return answer.content.decode()


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("role", ROLES)
def test_on_the_page_of_the_agenda(house, role):
    text = page_of(house, role, house.address("agenda"))

    assert words_in(text, ITEMS) == expected(role, ITEMS)
    assert words_in(text, PAPERS) == expected(role, PAPERS)


@pytest.mark.parametrize("role", ROLES)
def test_no_number_has_a_gap_where_something_is_restricted(house, role):
    text = page_of(house, role, house.address("agenda"))

    known = "itemrestricted" in text
    assert ("R1" in text) == known or role == "named"
    assert ("/R1" in text) == known


@pytest.mark.parametrize("role", ROLES)
def test_as_it_was_sent_out(house, role):
    text = page_of(house, role, house.address("edition", 1))

    assert words_in(text, ITEMS) == expected(role, ITEMS)
    assert words_in(text, PAPERS) <= expected(role, PAPERS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("name", "more"), [("pdf", ()), ("edition_pdf", (1,))], ids=["now", "then"]
)
def test_on_paper(house, role, name, more):
    answer = house.client(role).get(house.address(name, *more))
    text = text_of(b"".join(answer) if answer.streaming else answer.content)

    assert words_in(text, ITEMS) == expected(role, ITEMS)
    assert words_in(text, PAPERS) <= expected(role, PAPERS)


@pytest.mark.parametrize("role", ROLES)
def test_each_paper_by_itself(house, role):
    client = house.client(role)

    answers = {title: client.get(url).status_code for title, url in house.papers.items()}

    assert answers == {
        title: 200 if role in roles else 404 if role in SIGNED_IN else answers[title]
        for title, roles in PAPERS.items()
    }
    assert {title for title, code in answers.items() if code == 200} == expected(role, PAPERS)


@pytest.mark.parametrize("role", ROLES)
def test_all_papers_as_one_file(house, role):
    answer = house.client(role).get(house.address("papers_zip"))

    names = zipfile.ZipFile(io.BytesIO(b"".join(answer))).namelist()
    assert words_in(" ".join(names), PAPERS) == expected(role, PAPERS)
    assert words_in(" ".join(names), ITEMS) <= expected(role, ITEMS)
    assert len(names) == len(expected(role, PAPERS))


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_in_a_search(house, role):
    listed = {
        word: roles for word, roles in ITEMS.items() if word not in {"itemstruck", "itemgone"}
    }

    for word, roles in {**listed, **PAPERS}.items():
        main = page_of(house, role, f"/search/?q={word}").partition("<main")[2]
        answer = main.replace(f'value="{word}"', "").replace(f"“{word}”", "")
        found = f"#item-{house.items[word].key}" in answer if word in house.items else None
        if found is None:
            found = "/agenda/#item-" in answer
        assert found == (role in roles), word


@pytest.mark.parametrize("role", ROLES)
def test_nowhere_else_does_more_come_out(house, role):
    client = house.client(role)
    known = expected(role, {**ITEMS, **PAPERS})

    for address in ("/", house.event.get_absolute_url(), "/events/", "/calendar/", "/tracks/"):
        text = client.get(address, follow=True).content.decode()
        assert words_in(text, {**ITEMS, **PAPERS}) <= known, address


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_interests_are_declared_only_in_what_one_knows(house, role):
    client = house.client(role)

    for word, roles in ITEMS.items():
        answer = client.get(house.address("interests", house.items[word].key))
        knows = role in roles or (word == "itemgone" and role in PREPARE)
        assert answer.status_code in ({200, 404} if knows else {404}), word


@pytest.mark.parametrize("role", ["team", "secretariat", "trusted"])
def test_on_the_pages_of_those_who_prepare(house, role):
    client = house.client(role)
    known = expected(role, {**ITEMS, **PAPERS}) | {"itemgone"}

    for address in (house.address("edit"), house.address("wishes")):
        text = client.get(address).content.decode()
        assert words_in(text, {**ITEMS, **PAPERS}) <= known, address
    for word, roles in ITEMS.items():
        answer = client.get(house.address("item_papers", house.items[word].key))
        assert answer.status_code == (200 if role in roles or word == "itemgone" else 404), word
        assert words_in(answer.content.decode(), {**ITEMS, **PAPERS}) <= known


def test_the_journal_names_nothing_restricted(house):
    text = page_of(house, "secretariat", "/journal/")

    assert words_in(text, ITEMS) & {"itemrestricted", "itemnamed", "partbody"} == set()
    assert words_in(text, PAPERS) & {"paperrestricted", "paperofnamed", "paperofpart"} == set()


def test_each_reading_of_something_restricted_is_noted_and_head_reads_nothing(house):
    client = house.client("trusted")
    client.head(house.papers["paperrestricted"])
    client.head(house.address("papers_zip"))
    assert Entry.objects.filter(deed=DocumentDeed.READ).count() == 0

    client.get(house.papers["paperrestricted"])
    client.get(house.papers["paperbody"])
    assert Entry.objects.filter(deed=DocumentDeed.READ).count() == 1

    client.get(house.address("papers_zip"))
    assert Entry.objects.filter(deed=DocumentDeed.READ).count() == 4


def test_no_letter_names_what_only_some_may_know(house):
    told = " ".join(Letter.objects.values_list("subject", flat=True))

    assert words_in(told, ITEMS) == set()


@pytest.mark.parametrize("role", ROLES)
def test_before_it_is_sent_out_only_those_who_prepare_it_see_anything(house, role):
    agenda = house.items["itempublic"].agenda
    agenda.refresh_from_db()
    agenda.state, agenda.edition, agenda.circulated_at = "preparing", 0, None
    agenda.save()
    client = house.client(role)

    codes = {
        client.get(house.address(name)).status_code for name in ("agenda", "papers_zip", "pdf")
    }

    paper = client.get(house.papers["paperpublic"]).status_code
    assert {*codes, paper} == {200} if role in PREPARE else codes <= {302, 404}
    if role in SIGNED_IN - {"secretariat", "trusted", "team"}:
        found = client.get("/search/?q=itempublic").content.decode()
        assert "/agenda/#item-" not in found
