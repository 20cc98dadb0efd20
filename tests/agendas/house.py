"""A meeting with items and papers of every class, and people of every role around it.

Each thing is called by a word of its own, what it is and then of which class: where the word
comes out, the thing is known.
"""

import datetime as dt
import io
import json
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

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
from agendas.models import AgendaItem
from agendas.models.item import LABEL
from documents.models import Document
from events.enums import Kind, State
from events.models import Event
from tests.agendas.conftest import AT, DAY, LONG_AGO
from tests.factories.accounts import MandateFactory, OrganisationFactory, SeatFactory, UserFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document
from tests.factories.events import RegistrationFactory, SessionFactory
from tests.factories.reference import load_reference
from tests.factories.trainings import TrainerFactory

ROLES = (
    "visitor",
    "participant",
    "trainer",
    "member",  # Estonia: sits on the Board
    "named",  # Latvia: sits there, and its seat is named as a reader
    "substitute",  # Latvia's
    "chair",  # Belgium's National Representative
    "team",  # Belgium's Presidency team
    "observer",  # an organisation that sits there without a vote
    "commission",
    "network",  # a contact point: of the Network, not of the Board
    "right",  # a contact point with the right to restricted papers
    "secretariat",
    "trusted",  # of the Secretariat, with the right
)
type Table = dict[str, frozenset[str]]

SIGNED_IN = frozenset(ROLES) - {"visitor"}
NETWORK = SIGNED_IN - {"participant", "trainer"}
READERS = frozenset({"named", "substitute"})
OFFICE = frozenset({"secretariat", "trusted"})
PREPARE = OFFICE | {"team"}
OF_BODY = READERS | {"member", "chair", "team", "observer", "commission"} | OFFICE
IN_THE_KNOW = frozenset({"chair", "team", "right", "trusted"})
NOBODY: frozenset[str] = frozenset()

KNOW: Table = {
    "public": frozenset(ROLES),
    "network": NETWORK,
    "body": OF_BODY,
    "attendees": PREPARE | {"participant"},
    "restricted": IN_THE_KNOW,
    "named": IN_THE_KNOW | READERS,
    "partopen": (IN_THE_KNOW | READERS) & OF_BODY,  # of the body's class, below "named"
    "partshut": IN_THE_KNOW,  # restricted, below "named"
    "partbelow": IN_THE_KNOW & OF_BODY,  # restricted, below "body"
    "written": OF_BODY,
    "struck": OF_BODY,
    "gone": NOBODY,  # taken off before anybody had it; who prepares can put it back
}
"""Who knows of which item of an agenda that was sent out."""

READ: Table = {
    **{level: KNOW[level] for level in ("public", "network", "body", "attendees", "restricted")},
    **{below: KNOW[below] for below in ("named", "partopen")},
}
"""Who reads which paper; the first five are those of the public item."""

SPEAKERS = {"EE": frozenset({"member"}), "LV": READERS, "BE": frozenset({"chair"})}


def called(thing: str, table: Table) -> Table:
    """The table with the words by which the things are called."""
    return {thing + name: roles for name, roles in table.items()}


ITEMS = called("item", KNOW)
PAPERS = called("paper", READ)
WISHES: Table = {"wishbody": PREPARE | {"member"}}
RECOMMENDED = called("track", {name: KNOW[name] & PREPARE for name in ("body", "restricted")})
INTERESTS = called(
    "interest",
    {
        name: KNOW[name] & (PREPARE | {"chair"} | SPEAKERS[state])
        for name, state in (("body", "EE"), ("named", "LV"), ("restricted", "BE"))
    },
)
BEFORE = ITEMS | PAPERS | WISHES | RECOMMENDED | INTERESTS
RESTRICTED = {
    "itemrestricted", "itemnamed", "itempartopen", "itempartshut", "itempartbelow",
    "paperrestricted", "papernamed", "paperpartopen",
    "trackrestricted", "interestrestricted", "interestnamed",
}  # fmt: skip


@dataclass
class House:
    """The meeting, its people by role, its items and papers by class."""

    event: Event
    people: dict[str, User | None]
    clients: dict[str, Client]
    items: dict[str, AgendaItem] = field(default_factory=dict)
    papers: dict[str, Document] = field(default_factory=dict)
    tracks: dict[str, str] = field(default_factory=dict)

    def by(self, role: str, at: dt.datetime = AT):
        """Whom that person speaks for at a moment."""
        return standing(self.people[role], at)

    def address(self, name: str, *more: object) -> str:
        """An address below the meeting."""
        return reverse(name, args=[self.event.slug, *more])

    def of_item(self, page: str, name: str) -> str:
        """The address of a page of one item."""
        return self.address(page, self.items[name].key)

    def asked(self, role: str, address: str) -> tuple[int, str]:
        """What that person is answered: the status, and all that can be read of it."""
        answer = self.clients[role].get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code != 200:
            return answer.status_code, ""
        return 200, said(answer.headers["Content-Type"], content)

    def status(self, role: str, address: str) -> int:
        """How that person is answered."""
        return self.clients[role].get(address).status_code

    def opened(self, role: str, address: str) -> str:
        """What that person reads there; nothing where there is no such page."""
        return self.asked(role, address)[1]


def said(kind: str, content: bytes) -> str:
    """All that can be read of a page or a file."""
    if kind == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            sheets = [packed.read(one).decode() for one in names if one.endswith(".xml")]
        return "\n".join([*names, *sheets])
    if kind == "application/json":
        return json.dumps(json.loads(content), ensure_ascii=False)
    return content.decode().replace("\r\n ", "")  # as lines of a calendar are folded


def words_in(text: str, table: Table) -> set[str]:
    """Which of the words come out in a text."""
    return set(re.findall(r"[a-z]+", text)) & table.keys()


def expected(role: str, table: Table) -> set[str]:
    """The words that may come out for a role."""
    return {word for word, roles in table.items() if role in roles}


def _browser(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def _people() -> dict[str, User | None]:
    def speaks(code, role=Role.NR):
        state = MemberState.objects.get(pk=code)
        return MandateFactory(role=role, member_state=state, starts=LONG_AGO).user

    def observes(organisation):
        return MandateFactory(role=Role.OBSERVER, organisation=organisation, starts=LONG_AGO).user

    def right(user):
        user.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))
        return user

    observer = OrganisationFactory(name="European Forum for Urban Security")
    board = Body.objects.get(pk="BOARD")
    SeatFactory(body=board, member_state=None, organisation=observer, votes=False, starts=LONG_AGO)
    trainer = UserFactory(email="trainer@example.eu")
    TrainerFactory(email=trainer.email)
    return {
        "visitor": None,
        "participant": UserFactory(email="taking.part@example.eu"),
        "trainer": trainer,
        "member": speaks("EE"),
        "named": speaks("LV"),
        "substitute": speaks("LV", Role.SUBSTITUTE),
        "chair": speaks("BE"),
        "team": speaks("BE", Role.PRESIDENCY),
        "observer": observes(observer),
        "commission": observes(Organisation.objects.get(name__startswith="European Commission")),
        "network": speaks("SE", Role.CONTACT_POINT),
        "right": right(speaks("FI", Role.CONTACT_POINT)),
        "secretariat": MandateFactory(role=Role.SECRETARIAT, starts=LONG_AGO).user,
        "trusted": right(MandateFactory(role=Role.SECRETARIAT, starts=LONG_AGO).user),
    }


@contextmanager
def once(blocker: Any, lay: Callable[[], House], *, at: dt.datetime = AT) -> Iterator[House]:
    """Something laid out once at a moment, in a transaction that is rolled back after the block."""
    cache.clear()
    with blocker.unblock(), time_machine.travel(at, tick=False), transaction.atomic():
        yield lay()
        transaction.set_rollback(True)
    cache.clear()


def build() -> House:
    """The Board on 29 May 2024: an agenda with everything on it, sent out by the Secretariat."""
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
    SessionFactory(event=event, title="Morning", date=DAY)
    people = _people()
    house = House(event, people, {role: _browser(user) for role, user in people.items()})
    RegistrationFactory(event=event, email="taking.part@example.eu")
    _agenda(house)
    _send_out(house)
    _beside(house)
    return house


def _agenda(house: House) -> None:
    agenda = AgendaFactory(event=house.event, state="preparing")

    def item(name, visibility, **more):
        house.items[name] = AgendaItemFactory(
            agenda=agenda, title=f"item{name}", text="Text.", visibility=visibility, **more
        )

    def paper(name, owner, visibility):
        house.papers[name] = document(
            LABEL,
            str(house.items[owner].key),
            title=f"paper{name}",
            name=f"paper{name}.pdf",
            visibility=visibility,
        )

    levels = ("public", "network", "body", "attendees", "restricted")
    for level in levels:
        item(level, level)
    item("named", "restricted")
    named = house.items["named"]
    named.readers.set(Seat.objects.filter(body="BOARD", member_state="LV"))
    item("partopen", "body", parent=named)
    item("partshut", "restricted", parent=named)
    item("partbelow", "restricted", parent=house.items["body"])
    item(
        "written",
        "body",
        state=ItemState.IN_WRITING,
        written_label="procedures.procedure",
        written_key="PROC-2024-001",
        written_url="/procedures/PROC-2024-001/",
    )
    item("gone", "body")
    item("struck", "body")
    for level in levels:
        paper(level, "public", level)
    paper("named", "named", "restricted")
    paper("partopen", "partopen", "restricted")


def _send_out(house: House) -> None:
    trusted, agenda = house.by("trusted"), house.items["public"].agenda
    earlier, later = AT - dt.timedelta(hours=1), AT + dt.timedelta(minutes=1)
    services.strike_item(house.items["gone"], reason="Gone.", by=trusted, at=earlier)
    agenda.refresh_from_db()
    services.circulate(agenda, by=trusted, at=AT)
    services.strike_item(house.items["struck"], reason="Struck.", by=trusted, at=later)


def _beside(house: House) -> None:
    """A wish, interests that three seats declared, and what the ExCom is to decide."""
    services.wish(
        house.items["body"],
        member_state=MemberState.objects.get(pk="EE"),
        text="wishbody",
        by=house.by("member"),
        at=AT,
    )
    for name, role in (("body", "member"), ("named", "named"), ("restricted", "chair")):
        by = house.by(role)
        (place,) = services.declaring_places(by, house.event)
        services.declare_interest(
            house.items[name], once=uuid.uuid4(), place=place, text=f"interest{name}", by=by, at=AT
        )
    for name in ("body", "restricted"):
        by = house.by("trusted")
        excom = Body.objects.get(pk="EXCOM")
        track = services.begin_track(house.items[name], body=excom, by=by, at=AT)
        services.recommend(
            track,
            version=track.version,
            recommendation="positive",
            text=f"track{name}",
            by=by,
            at=house.event.starts_at,
        )
        house.tracks[name] = reverse("agendas:track", args=[track.key])
