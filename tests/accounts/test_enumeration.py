"""Nobody learns from the sign-in pages whom we know: not by the answer, not by the work done."""

import difflib
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.services.sign_in import person_at
from journal.models import Entry
from mail.models import Letter
from tests.accounts.signing import CONFIRM
from tests.accounts.test_sign_in import AT, KNOWN
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"
KNOWN_ADDRESS, CODE_ONLY, CLOSED, UNKNOWN = (
    "known@example.eu", "codes@example.eu", "close@example.eu", "wrong@example.eu",
)  # fmt: skip
EVERYBODY = [KNOWN_ADDRESS, CODE_ONLY, CLOSED, UNKNOWN]


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed."""

    hashed = 0

    def encode(self, password, salt):
        type(self).hashed += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _people():
    UserFactory(email=KNOWN_ADDRESS, password="Correct horse battery")
    UserFactory(email=CODE_ONLY)
    UserFactory(email=CLOSED, password="Correct horse battery", is_active=False, closed_at=AT)


def deeds(queries: CaptureQueriesContext) -> list[str]:
    """Return the statements without their values."""
    values = re.compile(r"'[^']*'|\b\d+\b|\"s\d+_x\d+\"")
    return [values.sub("?", query["sql"])[:80] for query in queries.captured_queries]


def unified(first: list[str], second: list[str]) -> Iterator[str]:
    return difflib.unified_diff(first, second, n=1, lineterm="")


def told(response) -> tuple[int, str, str]:
    """Return what a stranger sees of an answer, whatever address it was asked for."""
    page = re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())
    for address in EVERYBODY:
        page = page.replace(address, "ADDRESS")
    page = re.sub(r"<time.*?</time>", "", page)
    return response.status_code, response.get("Location", ""), page


def walk(*steps: tuple[str, dict[str, str]], address: str) -> tuple[list, list[str]]:
    """Go through the pages as a visitor; return the answers and the statements."""
    client, answers = Client(), []
    with CaptureQueriesContext(connection) as queries:
        for path, fields in steps:
            typed = {key: value.replace("ADDRESS", address) for key, value in fields.items()}
            answers.append(told(client.post(path, typed)))
            answers.append(told(client.get(path)))
    return answers, deeds(queries)


STORIES = {
    "a code": [(LOGIN, {"login": "ADDRESS", "by": "code"})],
    "a wrong code": [(LOGIN, {"login": "ADDRESS", "by": "code"}), (CONFIRM, {"code": "x"})],
    "three wrong codes": [
        (LOGIN, {"login": "ADDRESS", "by": "code"}),
        *[(CONFIRM, {"code": "x"})] * 3,
    ],
    "another code": [
        (LOGIN, {"login": "ADDRESS", "by": "code"}),
        ("/accounts/login/restart/", {"again": "1"}),
    ],
    "four codes in a minute": [(LOGIN, {"login": "ADDRESS", "by": "code"})]
    + [("/accounts/login/restart/", {"again": "1"})] * 3,
    "a wrong password": [(LOGIN, {"login": "ADDRESS", "password": "wrong", "by": "password"})],
    "six wrong passwords": [(LOGIN, {"login": "ADDRESS", "password": "wrong", "by": "password"})]
    * 6,
    "a new password": [(RESET, {"email": "ADDRESS"})],
    "a new password with a wrong code": [
        (RESET, {"email": "ADDRESS"}),
        *[("/accounts/password/reset/confirm/", {"code": "x"})] * 3,
    ],
}


@pytest.mark.parametrize("story", STORIES)
@override_settings(ADDRESSES_KNOWN_TO=KNOWN)
def test_known_and_unknown_get_the_same_answers_for_the_same_work(story):
    walks = [walk(*STORIES[story], address=address) for address in EVERYBODY]

    answers = [answer for answer, _ in walks]
    work = [statements for _, statements in walks]
    assert answers == [answers[0]] * len(EVERYBODY)
    assert [list(unified(sorted(work[0]), sorted(one))) for one in work] == [[]] * len(EVERYBODY)


@pytest.mark.parametrize("story", ["a code", "another code", "a new password"])
def test_known_and_unknown_get_the_same_number_of_letters(story):
    for address in EVERYBODY:
        walk(*STORIES[story], address=address)

    letters = [Letter.objects.to_address(address).count() for address in EVERYBODY]
    assert letters == [letters[0]] * len(EVERYBODY)


@pytest.mark.parametrize(
    ("path", "field"), [(LOGIN, "login"), (RESET, "email")], ids=["sign-in", "new password"]
)
def test_the_unknown_are_told_by_letter_only(client, path, field):
    client.post(path, {field: UNKNOWN, "by": "code"})

    letter = Letter.objects.get()
    assert (letter.to, letter.person, letter.subject) == (
        UNKNOWN,
        "",
        "No account for this address",
    )
    assert letter.body["facts"] == []


def test_no_password_costs_as_much_to_check_as_one(client, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_enumeration.CountingHasher"]
    UserFactory(email="new@example.eu", password="Correct horse battery")
    counts = []

    for address in ["new@example.eu", CODE_ONLY, CLOSED, UNKNOWN]:
        CountingHasher.hashed = 0
        client.post(LOGIN, {"login": address, "password": "wrong"})
        counts.append(CountingHasher.hashed)

    assert counts == [1, 1, 1, 1]


def test_a_failure_of_the_unknown_leaves_a_line_without_their_address(client):
    client.post(LOGIN, {"login": UNKNOWN, "password": "wrong"})

    entry = Entry.objects.get()
    assert (entry.deed, entry.actor, entry.key) == ("accounts.sign_in_failed", "", "")
    assert UNKNOWN not in str(entry.facts)


@override_settings(ADDRESSES_KNOWN_TO=KNOWN)
def test_only_the_one_time_that_an_account_is_made_is_dearer():
    def statements(email: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            person_at(email, at=AT)
        return len([q for q in queries.captured_queries if "SAVEPOINT" not in q["sql"]])

    assert (statements("ada@example.eu"), statements("ada@example.eu"), statements(UNKNOWN)) == (
        4,
        1,
        1,
    )
