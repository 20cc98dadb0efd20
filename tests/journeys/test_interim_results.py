"""Canaries: before a procedure ends nobody learns by any way out what a seat has said.

Each seat that spoke said a word of its own. All pages, files and feeds that a role is given are
read, with the links on them; then letters, the journal and what is kept about other people. The
numbers are looked for otherwise: the stored choices are turned round, and no page may change.
"""

import datetime as dt
import html
import io
import re
import uuid
from urllib.parse import urljoin, urlsplit

import openpyxl
import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from accounts import access
from accounts.enums import Role
from accounts.models import Body, MemberState
from journal.models import Entry
from mail.messages import parts
from mail.models import Letter
from procedures import services
from procedures.models import Ballot, Procedure, VotingRule
from procedures.models.procedure import LABEL
from procedures.presets import DEFAULT
from tests.documents.files import checked
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.documents import document
from tests.journeys.pages import PAGES
from tests.journeys.reading import Page as Html
from tests.journeys.roles import ROLES

pytestmark = pytest.mark.django_db

TITLE = "Whether birds sing"
FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
OWN = "KANARIETIS"
OTHERS = {
    "FR": (FOR, "SERINUS"),
    "IT": (FOR, "CANARINO"),
    "PL": (AGAINST, "KANAREK"),
    "HU": (ABSTAIN, "KANÁRIMADÁR"),
}
BY_MAIL, TYPED, OBJECTION, AMENDMENT = "KANARIENVOGEL", "KANAARI", "KANARINEC", "CANARIO"
# What ends the procedure, and what would change its words, the Secretariat has to know at once.
KNOWN = {
    "nr": {OWN},
    "substitute": {OWN},
    "secretariat": {OBJECTION, AMENDMENT},
}
ALL = {OWN, BY_MAIL, TYPED, OBJECTION, AMENDMENT} | {word for _choice, word in OTHERS.values()}
OTHERWISE = {FOR: AGAINST, AGAINST: ABSTAIN, ABSTAIN: FOR}
EACH_TIME_ANEW = re.compile(
    r'name="(csrfmiddlewaretoken|once)" value="[^"]*"|"X-CSRFToken": "\w+"|nonce="[^"]*"'
)
READERS = ("nr", "substitute", "presidency", "commission", "secretariat")


@pytest.fixture(scope="module")
def made(world) -> Procedure:
    """A procedure that runs, in which seats have replied, objected, proposed, and typed."""
    now = timezone.now()
    launched, said = now - dt.timedelta(days=40), now - dt.timedelta(days=1)
    office = access.standing(world.people["secretariat"], launched)
    drafted = services.draft(
        once=uuid.uuid4(),
        by=office,
        at=launched,
        title=TITLE,
        question="Do they?",
        body=Body.objects.get(pk="BOARD"),
        rule=VotingRule.objects.get(preset=DEFAULT),
        wanted_deadline_at=(now + dt.timedelta(days=2)).replace(microsecond=0),
    )
    document(LABEL, str(drafted.key), title="On birds", by=office)
    found = services.launch(drafted, version=drafted.version, by=office, at=launched)
    own = found.ballots.get(member_state=world.words["state"])
    by = access.standing(world.people["nr"], said)
    services.cast(own, choice=AGAINST, statement=OWN, is_reservation=True, by=by, at=said)
    for code, (choice, word) in OTHERS.items():
        ballot = found.ballots.get(member_state=code)
        services.cast(ballot, choice=choice, statement=word, by=_speaker(code, said), at=said)
    silent = found.ballots.get(member_state="MT")
    services.enter_mailed_reply(
        silent,
        upload=checked("reply.txt", BY_MAIL.encode()),
        choice=FOR,
        statement=BY_MAIL,
        is_reservation=False,
        reason="It came by mail.",
        voter=None,
        by=access.standing(world.people["secretariat"], said),
        at=said,
    )
    typing = found.ballots.get(member_state="FI")
    services.save_draft(
        typing, choice=FOR, statement=TYPED, is_reservation=False, casting="",
        by=_speaker("FI", said), at=said,
    )  # fmt: skip
    spain, croatia = (found.ballots.get(member_state=code) for code in ("ES", "HR"))
    services.object_to_procedure(croatia, reason=OBJECTION, by=_speaker("HR", said), at=said)
    services.propose_amendment(spain, text=AMENDMENT, by=_speaker("ES", said), at=said)
    world.words["procedure running"] = found.reference
    return found


def _speaker(code, at):
    user = UserFactory(name=f"Speaker of {code}", email=f"{code}@board.example.eu")
    MandateFactory(user=user, role=Role.NR, member_state=MemberState.objects.get(pk=code))
    return access.standing(user, at)


def read(answer) -> str:
    """The words of an answer, whatever kind of file it is."""
    content = b"".join(answer) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if "pdf" in kind and b"startxref" in content:  # else it is one of the tests' own, and no paper
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if "spreadsheet" in kind:
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = (cell for sheet in book for row in sheet.values for cell in row)
        return "\n".join(str(cell) for cell in cells if cell is not None)
    text = content.decode("utf-8", "replace")
    return re.sub(r"\r\n[ \t]", "", text) if "calendar" in kind else html.unescape(text)


@pytest.fixture(scope="module")
def walks(world, clients, made):
    """What each role is given, walked once."""
    walked: dict[str, dict[str, str]] = {}

    def of(role):
        if role not in walked:
            walked[role] = walk(world, clients[role], role)
        return walked[role]

    return of


def walk(world, client, role) -> dict[str, str]:
    """All that a role is given: each address of the house, and what pages about it lead to."""
    found: dict[str, str] = {}
    for page in PAGES:
        if page.answers[role] == 200 and (address := page.address(world)) not in found:
            answer = client.get(address)
            found[address] = read(answer)
            if TITLE in found[address] and "<main" in found[address]:
                for link in links(answer.content.decode(), address):
                    found.setdefault(link, read(client.get(link)))
    return found


def links(page: str, address: str) -> list[str]:
    """The addresses of this house that a page leads to."""
    whole = (urlsplit(urljoin(settings.SITE_URL + address, link)) for link in Html(page).links)
    return [
        f"{one.path}{'?' + one.query if one.query else ''}"
        for one in whole
        if f"{one.scheme}://{one.netloc}" == settings.SITE_URL
    ]


def told(pages: dict[str, str]) -> dict[str, set[str]]:
    """Which of the words stand where."""
    folded = {address: text.casefold() for address, text in pages.items()}
    found = {
        address: {word for word in ALL if word.casefold() in text}
        for address, text in folded.items()
    }
    return {address: words for address, words in found.items() if words}


def turn_round(procedure, code):
    """Let every other seat have said something else; the ledger, which cannot lie, is left."""
    others = procedure.ballots.exclude(choice="").exclude(member_state=code)
    for ballot in others:
        Ballot.objects.filter(pk=ballot.pk).update(choice=OTHERWISE[ballot.choice])


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_given_what_a_seat_of_others_has_said(role, walks, made):
    pages = walks(role)

    found = told(pages)
    known = KNOWN.get(role, set())
    assert {address: words - known for address, words in found.items() if words - known} == {}
    assert set().union(*found.values()) == known
    assert (made.get_absolute_url() in pages) == (role in READERS)


@pytest.mark.parametrize("role", READERS)
def test_no_page_changes_when_seats_have_said_something_else(role, world, clients, walks, made):
    # The journal grows with every reading; what it holds is looked at by itself.
    about = [
        address
        for address, text in walks(role).items()
        if TITLE in text and "/journal/" not in address
    ]

    with time_machine.travel(timezone.now(), tick=False):
        before = {address: plain(clients[role].get(address)) for address in about}
        turn_round(made, world.words["state"])
        after = {address: plain(clients[role].get(address)) for address in about}

    assert [address for address in about if before[address] != after[address]] == []
    assert made.get_absolute_url() in about


def plain(answer) -> str:
    """The words of an answer without what is made anew each time."""
    return EACH_TIME_ANEW.sub("", read(answer))


def test_no_search_finds_by_what_was_said(clients, made):
    asked = {"/search/": "q", "/procedures/": "text", "/journal/": "text", "/letters/": "text"}
    found = {
        (role, address, word)
        for role in READERS
        for address, field in asked.items()
        for word in (*ALL, "birds sing")
        if made.reference in read(clients[role].get(address, {field: word}))
    }

    by_title = {one for one in found if one[2] == "birds sing"}
    assert found - by_title == set()
    assert {(role, address) for role, address, _ in by_title} >= {
        (role, address) for role in READERS for address in ("/search/", "/procedures/")
    }


def test_no_letter_and_no_line_of_the_journal_holds_what_was_said(made):
    letters = [parts(one) for one in Letter.objects.about(LABEL, made.reference)]
    lines = Entry.objects.filter(label=LABEL, key=made.reference)

    written = "".join(
        f"{one.subject}{one.text}{one.html}{one.calendar}" for one in letters
    ) + "".join(repr(one) for one in lines.values())

    assert told({"": written}) == {}
    assert len(letters) > len(OTHERS)
    assert lines.filter(deed="procedures.replied").count() == 1 + len(OTHERS)


def test_a_copy_of_a_persons_data_tells_it_to_that_person_alone(world, clients, made):
    nr = {"address": world.people["nr"].email}

    by_office = read(clients["secretariat"].post("/privacy/person/data/", nr))
    own = read(clients["nr"].get("/my/data.json"))

    assert told({"": by_office}) == {}
    assert told({"": own}) == {"": {OWN}}
    assert made.reference in own


def test_once_it_has_ended_pages_change_with_what_seats_have_said(world, clients, made):
    assert services.close(made, at=made.deadline_at + dt.timedelta(seconds=6))
    page = made.get_absolute_url()

    with time_machine.travel(timezone.now(), tick=False):
        before = plain(clients["nr"].get(page))
        turn_round(made, world.words["state"])
        after = plain(clients["nr"].get(page))

    assert before != after


@pytest.mark.parametrize("role", READERS)
def test_once_it_has_ended_all_of_it_is_found(role, clients, made):
    assert services.close(made, at=made.deadline_at + dt.timedelta(seconds=6))
    address = made.get_absolute_url()

    found = told({
        name: read(clients[role].get(f"{address}{name}"))
        for name in ("", "record.json", "note.pdf")
    })  # fmt: skip

    assert found == dict.fromkeys(("", "record.json", "note.pdf"), ALL - {TYPED})
