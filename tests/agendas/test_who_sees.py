"""Every class of items and papers, under every role, on every way out before the meeting."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

import calendars.services
from accounts.models import Body
from agendas.models import Agenda
from calendars.enums import Scope
from calendars.links import PURPOSE
from documents.enums import Deed as DocumentDeed
from journal.models import Entry
from mail.links import token
from mail.models import Letter
from meetings import services as meetings
from meetings.convening import Readers
from tests.agendas.conftest import AT, DAY
from tests.agendas.house import (
    BEFORE,
    INTERESTS,
    ITEMS,
    KNOW,
    OF_BODY,
    OFFICE,
    PAPERS,
    PREPARE,
    READ,
    READERS,
    RECOMMENDED,
    RESTRICTED,
    ROLES,
    SIGNED_IN,
    WISHES,
    build,
    expected,
    once,
    words_in,
)
from tests.factories.agendas import AgendaFactory, MeetingFactory

pytestmark = pytest.mark.django_db

STANDS = {word: roles for word, roles in ITEMS.items() if word not in {"itemstruck", "itemgone"}}
"""What still stands on the agenda."""

ELSEWHERE = (
    "/",
    "/events/",
    "/events/board/",
    "/calendar/",
    "/calendar/2024/",
    "/calendar/2024/5/",
    "/calendar/2024/week/22/",
    "/calendar/2024/half/1/",
    "/calendar/public.ics",
    "/bodies/BOARD/",
    "/presidency/2024-01-01/",
    "/programme/",
    "/procedures/",
    "/procedures/register/",
    "/procedures/register/decisions.csv",
    "/suggestions/",
    "/actions/",
    "/invitations/",
    "/registrations/",
    "/letters/",
    "/my/letters/",
    "/my/journal/",
)
OF_MEETING = (
    "events:event",
    "events:control",
    "events:registrations",
    "events:documents",
    "events:invitations",
    "calendars:event_ics",
    "meetings:convening",
    "meetings:delegations",
    "meetings:delegations_xlsx",
    "meetings:day",
    "meetings:minutes",
    "agendas:add_item",
    "agendas:adopt",
)


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    with once(django_db_blocker, build) as found:
        yield found


@pytest.mark.parametrize("role", ROLES)
def test_on_the_page_of_the_agenda(house, role):
    text = house.opened(role, house.address("agendas:agenda"))

    assert words_in(text, ITEMS | PAPERS) == expected(role, ITEMS | PAPERS)
    assert words_in(text, BEFORE) <= expected(role, BEFORE)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["agendas:agenda", "agendas:pdf"])
def test_no_number_has_a_gap(house, role, page):
    text = house.opened(role, house.address(page))

    seen = [name for name, roles in KNOW.items() if role in roles]
    whole = [name for name in seen if not name.startswith("part")]
    apart = [name for name in whole if name in {"restricted", "named"}]
    open_ = [name for name in whole if name not in apart]
    below = [name for name in seen if name in {"partopen", "partshut"}]
    in_body = {f"{open_.index('body') + 1}.R1"} if "partbelow" in seen else set()
    assert numbers_in(text) == (
        {str(number + 1) for number in range(len(open_))}
        | {f"R{number + 1}" for number in range(len(apart))}
        | {f"R{len(apart)}.{'R' if name == 'partshut' else ''}1" for name in below}
        | in_body
    )


def numbers_in(text):
    """The numbers that stand before the titles of items."""
    plain = re.sub(r"<[^>]*>", " ", text)
    return set(re.findall(r"(?:^|\s)((?:R?\d+\.)?R?\d+)\s+item[a-z]+", plain))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("page", "more"),
    [("agendas:edition", (1,)), ("agendas:pdf", ()), ("agendas:edition_pdf", (1,))],
    ids=["as sent out", "on paper", "as sent out, on paper"],
)
def test_as_it_was_sent_out_and_on_paper(house, role, page, more):
    text = house.opened(role, house.address(page, *more))

    assert words_in(text, ITEMS) == expected(role, ITEMS)
    assert words_in(text, BEFORE) <= expected(role, BEFORE)
    if page == "agendas:pdf":
        assert words_in(text, PAPERS) == expected(role, PAPERS)


@pytest.mark.parametrize("role", ROLES)
def test_each_paper_by_itself(house, role):
    opened = {
        name
        for name, paper in house.papers.items()
        if house.status(role, house.address("agendas:paper", paper.key)) == 200
    }

    assert opened == expected(role, READ)


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_the_pages_on_which_papers_are_kept(house, role):
    for page, more in (("change_paper", ()), ("paper_version", (1,))):
        opened = {
            name
            for name, paper in house.papers.items()
            if house.status(role, house.address(f"agendas:{page}", paper.key, *more)) == 200
        }

        assert opened == (expected(role, READ) if role in PREPARE else set())


@pytest.mark.parametrize("role", ROLES)
def test_all_papers_as_one_file(house, role):
    text = house.opened(role, house.address("agendas:papers_zip"))

    assert words_in(text, PAPERS) == expected(role, PAPERS)
    assert words_in(text, BEFORE) <= expected(role, BEFORE)
    assert len(text.splitlines()) == len(expected(role, PAPERS))


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_in_a_search(house, role):
    for word, roles in {**STANDS, **PAPERS}.items():
        page = house.opened(role, f"/search/?q={word}").partition("<main")[2]

        found = re.search(r'/agenda/#item-[^"]*"[^>]*>\s*(?:<[^>]*>\s*)*' + word, page)
        assert bool(found) == (role in roles), word
    for word in ("itemstruck", "itemgone", "wishbody", "trackrestricted", "interestnamed"):
        assert "/agenda/#item-" not in house.opened(role, f"/search/?q={word}")


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
@pytest.mark.parametrize(
    "page", ["change_item", "item_papers", "strike_item", "begin_track"], ids=str
)
def test_the_pages_of_one_item(house, role, page):
    opened = set()
    for name in KNOW:
        status, text = house.asked(role, house.of_item(f"agendas:{page}", name))
        assert words_in(text, BEFORE) <= expected(role, BEFORE) | {"itemgone"}
        if status in {200, 302}:
            opened.add(name)

    known = expected(role, KNOW) | {"gone"} if role in PREPARE else set()
    assert opened == known


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_interests_are_read_and_declared_only_in_what_one_knows(house, role):
    found = set()
    for name, roles in KNOW.items():
        status, text = house.asked(role, house.of_item("agendas:interests", name))
        found |= words_in(text, INTERESTS)
        knows = role in roles or (name == "gone" and role in PREPARE)
        sits = role not in {"participant", "trainer", "network", "right"}
        assert (status == 200) == (knows and sits), name

    assert found == expected(role, INTERESTS)


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_wishes_are_made_only_for_what_one_knows(house, role):
    for name, roles in KNOW.items():
        speaks = role in READERS | {"member", "chair"}
        status, _text = house.asked(role, house.of_item("agendas:wish", name))
        assert (status == 200) == (speaks and role in roles and name != "struck"), name

    text = house.opened(role, house.address("agendas:wishes"))
    assert words_in(text, WISHES) == (set(WISHES) if role in PREPARE else set())
    assert words_in(text, BEFORE) <= expected(role, BEFORE)


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_what_one_body_prepares_for_another(house, role):
    text = house.opened(role, "/tracks/")
    opened = "".join(house.opened(role, address) for address in house.tracks.values())

    known = {word.replace("track", "item") for word in expected(role, RECOMMENDED)}
    assert words_in(text, ITEMS) == known
    assert words_in(opened, RECOMMENDED) == expected(role, RECOMMENDED)
    assert words_in(text + opened, BEFORE) <= expected(role, BEFORE)


@pytest.mark.parametrize("role", sorted(PREPARE))
def test_where_the_agenda_is_worked_on(house, role):
    text = house.opened(role, house.address("agendas:edit"))

    assert words_in(text, ITEMS) == expected(role, ITEMS) | {"itemgone"}
    assert words_in(text, BEFORE) <= expected(role, BEFORE) | {"itemgone"}


@pytest.mark.parametrize("role", ROLES)
def test_nowhere_else_does_more_come_out(house, role):
    addresses = [*ELSEWHERE, *(house.address(page) for page in OF_MEETING)]

    said = {address: house.opened(role, address) for address in addresses}

    assert "Spring meeting" in said["/events/"]
    more = {
        address: words_in(text, BEFORE) - expected(role, BEFORE) - {"itemgone"}
        for address, text in said.items()
    }
    assert {address: words for address, words in more.items() if words} == {}


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
@pytest.mark.parametrize("scope", [Scope.MINE, Scope.BODY])
def test_no_feed_says_what_is_on_an_agenda(house, role, scope):
    feed = calendars.services.make_feed(
        house.people[role],
        once=uuid.uuid4(),
        scope=scope,
        body=Body.objects.get(pk="BOARD") if scope == Scope.BODY else None,
        label="Mine",
        leaves_out_invited=False,
        leaves_out_cancelled=False,
        has_alarm=True,
        by=house.by(role),
        at=AT,
    )

    status, text = house.asked(role, f"/calendar/{token(PURPOSE, feed.key, 1)}.ics")

    assert status == 200
    if scope == Scope.BODY:
        assert ("Spring meeting" in text) == (role in OF_BODY)
    assert words_in(text, BEFORE) == set()


@pytest.mark.parametrize("role", sorted(SIGNED_IN))
def test_what_one_takes_out_of_oneself_holds_what_one_declared_oneself(house, role):
    own = {"member": {"interestbody", "itembody", "wishbody"}}
    own |= {"named": {"interestnamed", "itemnamed"}, "chair": {"interestrestricted"}}
    own["chair"] |= {"itemrestricted"}

    text = house.opened(role, "/my/data.json")

    assert words_in(text, BEFORE) == own.get(role, set())


@pytest.mark.parametrize("role", sorted(OFFICE))
@pytest.mark.parametrize(
    ("whose", "words"),
    [
        ("member", {"interestbody", "itembody", "wishbody"}),
        ("named", {"interestnamed", "itemnamed"}),
        ("chair", {"interestrestricted", "itemrestricted"}),
    ],
)
def test_what_is_taken_out_of_somebody_else_is_what_the_taker_may_know(house, role, whose, words):
    answer = house.clients[role].post(
        reverse("desk:person_data"), {"address": house.people[whose].email}
    )

    text = answer.content.decode()
    assert words_in(text, BEFORE) == words & expected(role, BEFORE)


@pytest.mark.parametrize("role", sorted(OFFICE))
@pytest.mark.parametrize("address", ["/journal/", "/journal/entries.xlsx", "/journal/entries.csv"])
def test_the_journal_names_nothing_restricted(house, role, address):
    text = house.opened(role, address)

    assert "itemstruck" in text
    assert words_in(text, BEFORE) & RESTRICTED == set()


def test_each_reading_of_something_restricted_is_noted_and_head_reads_nothing(house):
    client = house.clients["trusted"]
    address = {
        name: house.address("agendas:paper", paper.key) for name, paper in house.papers.items()
    }
    client.head(address["restricted"])
    client.head(house.address("agendas:papers_zip"))
    assert Entry.objects.filter(deed=DocumentDeed.READ).count() == 0

    client.get(address["restricted"])
    client.get(address["body"])
    assert Entry.objects.filter(deed=DocumentDeed.READ).count() == 1

    client.get(house.address("agendas:papers_zip"))
    assert Entry.objects.filter(deed=DocumentDeed.READ).count() == 4


def test_no_letter_of_a_convening_says_what_is_on_the_agenda(house):
    by, later = house.by("trusted"), AT + dt.timedelta(minutes=10)
    meetings.convene(
        house.event,
        once=uuid.uuid4(),
        reason="Late.",
        words="",
        institutions=[],
        answer_by=AT + dt.timedelta(days=5),
        seen=Readers(house.event, institutions=[], at=AT).mark,
        by=by,
        at=AT,
    )
    meetings.run_convenings(at=later)

    letters = [f"{one.subject} {one.body} {one.calendar_text}" for one in Letter.objects.all()]
    assert len(letters) > len(OFFICE)
    assert words_in(" ".join(letters), BEFORE) == set()


@pytest.mark.parametrize("role", ROLES)
def test_before_it_is_sent_out_only_those_who_prepare_it_see_anything(house, role):
    Agenda.objects.update(state="preparing", edition=0, circulated_at=None)
    pages = ("agendas:agenda", "agendas:pdf", "agendas:papers_zip")
    paper = house.address("agendas:paper", house.papers["public"].key)

    opened = [house.status(role, house.address(page)) for page in pages]

    opened.append(house.status(role, paper))
    assert set(opened) == {200} if role in PREPARE else set(opened) <= {302, 404}
    found = house.opened(role, "/search/?q=itempublic")
    assert ("/agenda/#item-" in found) == (role in PREPARE)


@pytest.mark.parametrize("role", sorted(PREPARE))
def test_what_is_copied_onto_the_next_agenda_is_what_one_knows(house, role):
    day = DAY + dt.timedelta(days=14)
    following = MeetingFactory(
        body=house.event.body, host=house.event.host, first_date=day, last_date=day
    )
    AgendaFactory(event=following, state="preparing")

    text = house.opened(role, reverse("agendas:copy", args=[following.slug]))

    assert words_in(text, BEFORE) == expected(role, ITEMS) - {"itemstruck", "itemgone"}
