"""Every address under every role: what is answered, what stands there, and that reading changes nothing."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import URLPattern, URLResolver, get_resolver

from events.enums import Deed as EventsDeed
from journal.models import Entry
from tests.journeys.pages import PAGES
from tests.journeys.pages.page import Page
from tests.journeys.reading import Page as Html
from tests.journeys.reading import main_of
from tests.journeys.roles import ROLES, SIGN_IN
from tests.journeys.stored import changed, contents

pytestmark = pytest.mark.django_db

MOST_BYTES = 120 * 1024
READ_BY_PROGRAMS = ("calendar/<path:token>.ics", "^calendar/")
MOST_REQUESTS = 6
EACH_TIME_ANEW = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|hx-headers:inherited="[^"]*"|<time.*?</time>'
    r'| aria-current="page"'  # where the address stands in the menu, whatever it leads to
)
WHOLE = {
    "h1": 1,
    "title": True,
    "lang": "en-gb",
    "no way to": [],
    "inline": [],
    "main": True,
}
WAYS_OUT = {"/", "/events/"}
# What reading may write: who took a list or read something restricted, and when one looked.
NOTED_WHEN_READ = {"journal_entry", "journal_origin", "accounts_readmark"}
LISTS_TAKEN = {
    "accounts.list_taken",
    "certificates.file_taken",
    "certificates.taken_out",
    "desk.journal_taken",
    "events.list_taken",
    "meetings.actions_taken",
    "meetings.delegations_taken",
    "suggestions.call_taken",
}


@dataclass
class Answer:
    """What came back once."""

    status: int
    location: str = ""
    kind: str = ""
    body: str = ""
    length: int = 0
    policy: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is one of our own pages, rather than a file or a letter."""
        return self.status in {200, 404} and self.body != "" and "sandbox" not in self.policy

    def told(self) -> int | str:
        """Return the answer as the table says it."""
        return self.location if self.status == 302 else self.status


@dataclass
class Seen:
    """All answers of one round, asked once each."""

    clients: dict
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def get(self, role: str, address: str) -> Answer:
        """Ask, or say what was answered before."""
        key = (role, address)
        if key not in self.answers:
            response = self.clients[role].get(address)
            content = b"".join(response) if response.streaming else response.content
            kind = response.headers.get("Content-Type", "")
            self.answers[key] = Answer(
                response.status_code,
                response.headers.get("Location", ""),
                kind,
                content.decode() if kind.startswith("text/html") else "",
                len(content),
                response.headers.get("Content-Security-Policy", ""),
            )
        return self.answers[key]


@pytest.fixture(scope="module")
def seen(world, clients) -> Seen:
    """The whole matrix, and the links of its pages, asked by GET; and each page by HEAD once."""
    seen = Seen(clients)
    seen.before = contents()
    seen.newest = max(Entry.objects.values_list("pk", flat=True))
    seen.heads = {}
    for page in PAGES:
        for role in ROLES:
            seen.get(role, page.address(world))
        role = next((one for one, told in page.answers.items() if told == 200), "secretariat")
        seen.heads[page.name] = role, clients[role].head(page.address(world)).status_code
    for role in ROLES:
        for page in PAGES:
            answer = seen.get(role, page.address(world))
            for link in links(answer, page.address(world)):
                seen.get(role, link)
    seen.after = contents()
    return seen


def links(answer: Answer, address: str) -> set[str]:
    """The addresses of this house that a page links to, without what stands after #."""
    if not answer.is_page:
        return set()
    found = set()
    for link in Html(answer.body).links:
        if link.startswith("#"):
            continue
        parts = urlsplit(urljoin(settings.SITE_URL + address, link))
        if f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL:
            found.add(f"{parts.path}{'?' + parts.query if parts.query else ''}")
    return found


def routes(resolver: URLResolver, before: str = "", space: str = "") -> dict[str, set[str]]:
    """Every address of the house as it is written, with its names."""
    found: dict[str, set[str]] = {}
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            found.setdefault(route, set()).add(space + (one.name or "?"))
        else:
            inner = space + (f"{one.namespace}:" if one.namespace else "")
            for deeper, names in routes(one, route, inner).items():
                found.setdefault(deeper, set()).update(names)
    return found


def test_every_address_is_classified_and_no_other():
    there = routes(get_resolver())
    entered = {page.route for page in PAGES}

    assert {route: names for route, names in there.items() if route not in entered} == {}
    assert entered - there.keys() == set()


def test_the_table_names_each_page_once():
    names = [page.name for page in PAGES]

    assert sorted(names) == sorted(set(names))


def test_an_address_nobody_entered_would_be_named():
    there = routes(get_resolver())
    entered = {page.route for page in PAGES if page.route != "events/"}

    assert {route: names for route, names in there.items() if route not in entered} == {
        "events/": {"events:list"}
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_role_is_answered_as_the_table_says(page: Page, world, seen):
    address = page.address(world)
    answers = {role: seen.get(role, address) for role in ROLES}

    told = {
        role: expected
        if isinstance(expected, str) and str(answers[role].told()).startswith(expected)
        else answers[role].told()
        for role, expected in page.answers.items()
    }
    assert told == dict(page.answers)
    role, head = seen.heads[page.name]
    assert page.answers[role] == 405 or head == answers[role].status


@pytest.mark.parametrize("role", ROLES)
def test_each_page_is_whole_and_has_a_way_out(role, world, seen):
    faults = {}
    for page in PAGES:
        answer = seen.get(role, page.address(world))
        if not answer.is_page:
            continue
        html = Html(answer.body)
        found = {
            "h1": html.h1,
            "title": bool(html.title.removesuffix("– EUCPN").strip()),
            "lang": html.lang,
            "no way to": sorted(WAYS_OUT - set(html.links)),
            "inline": html.inline,
            "main": html.ids >= {"main"},
        }
        if found != WHOLE:
            faults[page.name] = found
    assert faults == {}


@pytest.mark.parametrize("role", ROLES)
def test_no_link_is_dead(role, world, seen):
    dead = {}
    for page in PAGES:
        address = page.address(world)
        answer = seen.get(role, address)
        for link in links(answer, address):
            status = seen.get(role, link).status
            if status not in {200, 302}:
                dead[f"{page.name} → {link}"] = status
    assert dead == {}


@pytest.mark.parametrize("role", ROLES)
def test_what_a_link_leads_to_within_a_page_is_there(role, world, seen):
    missing = {}
    for page in PAGES:
        answer = seen.get(role, page.address(world))
        if answer.is_page:
            html = Html(answer.body)
            asked = {link[1:] for link in html.links if link.startswith("#") and len(link) > 1}
            if asked - html.ids:
                missing[page.name] = asked - html.ids
    assert missing == {}


@pytest.mark.parametrize("role", ROLES)
def test_each_page_is_light(role, world, seen):
    heavy = {}
    for page in PAGES:
        answer = seen.get(role, page.address(world))
        if not answer.is_page:
            continue
        assets = Html(answer.body).assets
        weight = answer.length + sum(bytes_of(address, seen) for address in assets)
        if weight > MOST_BYTES or len(assets) + 1 > MOST_REQUESTS:
            heavy[page.name] = (weight, sorted(assets))
    assert heavy == {}


def bytes_of(address: str, seen: Seen) -> int:
    """How many bytes an asset of a page has."""
    if address.startswith(settings.STATIC_URL):
        return Path(finders.find(address.removeprefix(settings.STATIC_URL))).stat().st_size
    return seen.get("visitor", address).length


@pytest.mark.parametrize("role", [role for role in ROLES if role != "visitor"])
def test_what_one_may_not_see_looks_like_what_is_not_there(role, world, seen):
    plain = EACH_TIME_ANEW.sub("", seen.get(role, "/no/such/thing/").body)
    answers = {page.name: seen.get(role, page.address(world)) for page in PAGES}

    different = {
        name
        for name, answer in answers.items()
        if answer.status == 404 and EACH_TIME_ANEW.sub("", answer.body) != plain
    }

    for_programs = {
        name
        for name, answer in answers.items()
        if answer.status == 404 and name.startswith(READ_BY_PROGRAMS)
    }
    assert different == for_programs
    assert {answers[name].length for name in for_programs} == {len("Not found.\n")}


def test_the_page_for_what_is_not_there_says_the_same_to_everybody(seen):
    said = {main_of(seen.get(role, "/no/such/thing/").body) for role in ROLES if role != "visitor"}

    assert len(said) == 1


def test_a_visitor_is_led_to_sign_in_whether_or_not_a_thing_exists(seen):
    for address in ("/no/such/thing/", "/events/2024-01-01-no-such-event/", "/journal/"):
        answer = seen.get("visitor", address)

        assert (answer.status, answer.location) == (302, f"{SIGN_IN}{address}")


def test_reading_changes_nothing(seen):
    assert changed(seen.before, seen.after) <= NOTED_WHEN_READ
    deeds = set(Entry.objects.filter(pk__gt=seen.newest).values_list("deed", flat=True))
    assert EventsDeed.LIST_TAKEN in deeds
    assert "documents.read" in deeds
    assert deeds <= LISTS_TAKEN | {"documents.read"}
