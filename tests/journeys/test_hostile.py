"""Hostile input against every form that somebody can reach: never a 5xx, never unescaped."""

import io
import re
import uuid
from copy import deepcopy

import openpyxl
import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve

from events.models import Event
from journal.models import Origin
from mail.links import token
from mail.models import Letter
from mail.services import rendered
from tests.journeys.hostile import CANARY, FORMULA, STORED, WORDS
from tests.journeys.pages import PAGES
from tests.journeys.reading import Page as Html
from tests.journeys.reading import main_of
from tests.journeys.stored import changed, contents
from tests.journeys.world.registrations import register

pytestmark = pytest.mark.django_db

ASKED = ("visitor", "attendee", "nr", "secretariat")
TAKEN_WHOLE = {"csrfmiddlewaretoken"}
REFUSED = {404, 405, 409, 415, 422, 429}
SEEN_AS_ENTERED = re.compile(r"<script>canary|<img src=x", re.IGNORECASE)
EACH_WORD = [
    pytest.param(word, id=name, marks=() if name in STORED else pytest.mark.one_engine)
    for name, word in WORDS.items()
]
EXPECTED_MESSAGE = re.compile(r"error|problem|invalid", re.IGNORECASE)


@pytest.fixture(scope="module")
def forms(world, clients) -> dict[str, dict[str, tuple[str, dict[str, str]]]]:
    """Each form to post that a role finds on a page, once an address, with what stands in it."""
    found = {role: {} for role in ASKED}
    for role in ASKED:
        for page in PAGES:
            answer = clients[role].get(page.address(world))
            if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
                continue
            for form in Html(answer.content.decode()).forms:
                action = form.action or page.address(world)
                if form.method == "post" and action.startswith("/"):
                    found[role].setdefault(
                        resolve(action.partition("?")[0]).route, (action, form.fields)
                    )
    return found


class Undo:
    """Whatever is done inside is undone, in the database and in the browsers' cookies."""

    def __init__(self, *browsers: Client) -> None:
        """Take the browsers that will be used."""
        self.browsers = [(browser, deepcopy(browser.cookies)) for browser in browsers]

    def __enter__(self):
        cache.clear()
        self.block = transaction.atomic()
        self.block.__enter__()

    def __exit__(self, *_error):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        for browser, cookies in self.browsers:
            browser.cookies = cookies


def post(client: Client, action: str, fields) -> tuple[int, str, str]:
    """Post, look at where it leads, and undo it: status, page, where."""
    with Undo(client):
        answer = client.post(action, fields)
        where = answer.headers.get("Location", "")
        if where.startswith("/") and CANARY in map(str, fields.values()):
            follow = client.get(where)
            assert follow.status_code < 500, (action, where)
            return answer.status_code, text(answer) + text(follow), where
        return answer.status_code, text(answer), where


def text(answer) -> str:
    """What an answer says."""
    return answer.content.decode(errors="replace") if not answer.streaming else ""


def faults(role: str, forms, clients, fill) -> dict[str, object]:
    """What went wrong where every form of a role is filled in a way."""
    wrong = {}
    for name, (action, fields) in forms[role].items():
        status, page, _where = post(clients[role], action, fill(fields))
        if status >= 500 or SEEN_AS_ENTERED.search(page):
            wrong[name] = status
        if status == 422 and not EXPECTED_MESSAGE.search(main_of(page)):
            wrong[name] = "no message"
    return wrong


def alike(names) -> set[str]:
    """One of each kind of names: of ``state_AT`` and ``state_BE`` one."""
    return {re.sub(r"_[A-Z]{2}$|\d+", "#", name): name for name in sorted(names)}.values()


def test_there_are_forms_to_try(forms):
    assert {role: len(found) > 3 for role, found in forms.items()} == dict.fromkeys(ASKED, True)
    assert len(forms["secretariat"]) > 35


@pytest.mark.parametrize("role", ASKED)
@pytest.mark.parametrize("word", EACH_WORD)
def test_every_field_at_once(word, role, forms, clients):
    assert faults(role, forms, clients, lambda fields: dict.fromkeys(fields, word)) == {}


@pytest.mark.parametrize("role", ["visitor", "secretariat"])
@pytest.mark.parametrize("kind", ["nul", "script", "huge number"])
def test_one_field_among_sound_ones(kind, role, forms, clients):
    word = WORDS[kind]
    wrong = {}
    for name, (action, fields) in forms[role].items():
        for one in sorted(alike(fields.keys() - TAKEN_WHOLE)):
            status, page, _where = post(clients[role], action, fields | {one: word})
            if status >= 500 or SEEN_AS_ENTERED.search(page):
                wrong[f"{name}: {one}"] = status
    assert wrong == {}


@pytest.mark.parametrize("role", ASKED)
@pytest.mark.parametrize(
    "fill",
    [
        lambda _fields: {},
        lambda fields: {name: [value, CANARY, "1"] for name, value in fields.items()},
        lambda fields: {f"{name}[]": value for name, value in fields.items()},
        lambda fields: {name: io.BytesIO(b"\x89PNG\r\n") for name in fields},
    ],
    ids=["nothing", "lists", "brackets", "files"],
)
def test_another_shape(fill, role, forms, clients):
    assert faults(role, forms, clients, fill) == {}


@pytest.mark.one_engine
@pytest.mark.parametrize("role", ASKED)
@pytest.mark.parametrize(
    ("kind", "body", "statuses"),
    [
        ("application/x-www-form-urlencoded; charset=utf-7", b"name=+ADw-script+AD4-", {415}),
        ("application/x-www-form-urlencoded; charset=nonsense", b"name=x", {415}),
        ("application/json", b'{"name": ["x"]}', REFUSED | {200, 302, 400}),
        ("multipart/form-data", b"no boundary", {302, 400, 405, 409}),
        ("multipart/form-data; boundary=x", b"--y\r\n", REFUSED | {200, 302, 400}),
        (
            "application/x-www-form-urlencoded",
            b"%ff%fe=%c3%28&name=%ed%a0%80",
            REFUSED | {200, 302},
        ),
    ],
    ids=["utf-7", "nonsense", "json", "no boundary", "broken parts", "broken utf-8"],
)
def test_another_encoding(kind, body, statuses, role, forms, clients):
    wrong = {}
    for name, (action, _fields) in forms[role].items():
        with Undo(clients[role]):
            status = clients[role].generic("POST", action, body, kind).status_code
        if status not in statuses:
            wrong[name] = status
    assert wrong == {}


@pytest.mark.one_engine
@pytest.mark.parametrize("role", ASKED)
def test_too_many_fields_are_refused(role, forms, clients):
    body = "&".join(f"more_{number}=1" for number in range(2_100)).encode()
    told = set()
    for action, _fields in forms[role].values():
        with Undo(clients[role]):
            kind = "application/x-www-form-urlencoded"
            told.add(clients[role].generic("POST", action, body, kind).status_code)
    assert 413 in told
    assert told <= REFUSED | {200, 302, 413}


@pytest.mark.parametrize("role", ASKED)
def test_a_form_without_its_mark_is_refused(role, world, forms):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if world.people[role]:
        strict.force_login(world.people[role])
    before = contents()

    told = {
        name: strict.post(action, fields | {"csrfmiddlewaretoken": "x"}).status_code
        for name, (action, fields) in forms[role].items()
    }

    assert {name: status for name, status in told.items() if status != 403} == {}
    assert changed(before, contents()) == set()


# Links that are not one's own


@pytest.mark.parametrize(
    "rest", ["", "change/", "withdraw/", "restore/", "accept/", "pass-on/", "take-back/"]
)
@pytest.mark.parametrize("role", ASKED)
def test_a_link_that_is_no_longer_good_opens_nothing(role, rest, world, clients):
    key = uuid.UUID(world.words["registration confirmed"])
    links = [
        token("events:own_registration", key, 2),
        token("events:own_registration", uuid.uuid4(), 1),
        token("another:purpose", key, 1),
        world.words["link confirmed"][:-1],
        world.words["link confirmed"] + "A",
        str(key),
        "%00",
        "x" * 5_000,
    ]
    for link in links:
        address = f"/registrations/{link}/{rest}"
        told = {clients[role].get(address).status_code, clients[role].post(address).status_code}

        assert told <= {404, 405}, address


@pytest.mark.parametrize("rest", ["", "undo/"])
@pytest.mark.parametrize("role", ASKED)
def test_a_door_opens_to_its_own_link_alone(role, rest, world, clients):
    uid = Event.objects.get(slug=world.words["event public"]).uid
    links = [
        token("events:door", uid, 3),
        token("events:door", uuid.uuid4(), 1),
        token("events:own_registration", uid, 1),
        world.words["door link"][:-1],
        world.words["door link"] + "A",
        world.words["door link over"],
        str(uid),
        "%00",
        "x" * 5_000,
    ]
    before = contents()
    for link in links:
        address = f"/door/{link}/{rest}"
        typed = {"key": world.words["registration confirmed"]}
        told = {
            clients[role].get(address).status_code,
            clients[role].post(address, typed).status_code,
        }

        assert told <= {404, 405}, address
    assert changed(before, contents()) == set()


def test_the_link_of_a_door_opens_no_other_door(world, clients):
    stranger = world.words["registration waiting"]
    assert not Event.objects.get(slug=world.words["event public"]).registrations.filter(
        key=stranger
    )
    link = f"/door/{world.words['door link']}/"
    before = contents()

    told = [
        clients["visitor"].post(link, {"key": stranger}).status_code,
        clients["visitor"].post(f"{link}undo/", {"key": stranger}).status_code,
        clients["visitor"].get(f"{link}?text={FORMULA}").status_code,
    ]

    assert told == [422, 404, 200]
    assert changed(before, contents()) <= {"django_session"}


def test_the_keys_of_others_open_nothing(world, clients):
    own = f"/my/letters/{world.words['own letter']}/"
    assert clients["attendee"].get(own).status_code == 200
    for role in ("nr", "trainer", "administrator", "secretariat"):
        assert clients[role].get(own).status_code == 404
    for deed in ("approve", "decline", "cancel", "withdraw", "restore", "change"):
        address = (
            f"/events/{world.words['event public']}/registrations/"
            f"{world.words['registration confirmed']}/{deed}/"
        )
        for role in ("attendee", "nr", "presidency", "commission", "administrator"):
            with Undo(clients[role]):
                assert clients[role].post(address, {"reason": "x"}).status_code in {404, 405}
    before = contents()
    for role in ("attendee", "nr", "trainer"):
        for page in PAGES:
            if page.answers[role] == 404:
                clients[role].post(page.address(world), {"name": "x", "reason": "x"})
    assert changed(before, contents()) == set()


# Where one is led


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https:evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "http://localhost:8000@evil.example/",
        "/%0d%0aSet-Cookie:x=1",
        "https://evil.example\\@testserver/",
    ],
)
@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("attendee", "/accounts/login/"),
        ("visitor", "/accounts/login/"),
        ("visitor", "/accounts/login/code/"),
        ("attendee", "/accounts/again/"),
        ("attendee", "/accounts/reauthenticate/"),
        ("attendee", "/accounts/logout/"),
    ],
)
def test_nobody_is_led_out_of_the_house(role, address, elsewhere, clients):
    with Undo(clients[role]):
        answers = [
            clients[role].get(address, {"next": elsewhere}),
            clients[role].post(address, {"next": elsewhere, "login": "x@example.eu", "by": "code"}),
        ]
    for answer in answers:
        led = answer.headers.get("Location", "/")
        assert answer.status_code < 500
        assert re.match(r"/(?![/\\])", led), led
        assert not led.startswith(elsewhere) or elsewhere.startswith("/%0d")


def test_another_host_is_refused_and_never_written_into_a_letter(world, clients):
    evil = {"headers": {"host": "evil.example"}}

    assert Client().get("/", **evil).status_code == 400
    assert (
        Client(headers={"x-forwarded-host": "evil.example"})
        .get("/events/")
        .content.decode()
        .count("evil")
        == 0
    )
    with Undo():
        made = register(world, "public", "Hanna Host")
        letter = Letter.objects.filter(key=str(made.key)).latest("pk")
        assert "evil.example" not in rendered(letter).body
        assert "http://localhost:8000/registrations/" in rendered(letter).body


def test_a_forwarded_address_is_believed_from_trusted_proxies_alone(world):
    before = set(Origin.objects.values_list("pk", flat=True))
    with Undo():
        client = Client(
            REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"}
        )
        client.post(f"/registrations/{world.words['link confirmed']}/withdraw/")
        noted = set(Origin.objects.exclude(pk__in=before).values_list("address", flat=True))
    assert noted == {"192.0.2.7"}


def test_made_up_addresses_do_not_beat_the_limit(world):
    typed = {"login": "nr@example.eu", "password": "wrong", "by": "password"}
    with Undo():
        said = [
            "Too many"
            in text(Client(headers={"x-forwarded-for": made_up}).post("/accounts/login/", typed))
            for made_up in (f"198.51.100.{number}" for number in range(7))
        ]
    assert said == [False] * 5 + [True] * 2


# What is taken out


@pytest.mark.parametrize("word", [FORMULA, "+1+1", "-1+1", "@SUM(A1)", "\t=1", "=1\r"])
def test_a_formula_is_text_in_every_export(word, world, clients):
    with Undo():
        slug = world.words["event public"]
        registration = register(world, "public", "x")
        registration.name = registration.organisation = word
        registration.save()
        Event.objects.filter(slug=slug).update(title=word)
        secretariat = clients["secretariat"]
        for name in (f"/events/{slug}/registrations", "/people/people", "/journal/entries"):
            book = openpyxl.load_workbook(io.BytesIO(secretariat.get(f"{name}.xlsx").content))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d", "b"}, name
            lines = secretariat.get(f"{name}.csv").content.decode("utf-8-sig")
            starts = re.findall(r'(?:^|[,;\t]|\n)"?([=+@\t\r-])[^,;\n]*', lines)
            assert [start for start in starts if start in "=+@"] == [], name
