"""Secret links are worked out, never stored, and nobody can have another's filled in."""

import hashlib
import re
from uuid import UUID

import pytest

from mail import links

KEY = UUID("0b6e0c6e-7f0b-4b0e-9d3a-000000000001")
OTHER = UUID("0b6e0c6e-7f0b-4b0e-9d3a-000000000002")
PURPOSE = "events:own_registration"


@pytest.fixture(autouse=True)
def map_of_addresses(settings):
    settings.ROOT_URLCONF = "tests.mail.addresses"
    settings.SITE_URL = "https://events.example"


def test_a_token_is_the_same_each_time_and_long_enough():
    token = links.token(PURPOSE, KEY, 0)

    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", token)
    assert token == links.token(PURPOSE, KEY, 0)


def test_purpose_row_generation_and_key_each_make_another_token(settings):
    tokens = {
        links.token(PURPOSE, KEY, 0),
        links.token("invitation", KEY, 0),
        links.token(PURPOSE, OTHER, 0),
        links.token(PURPOSE, KEY, 1),
    }
    settings.SECRET_KEY = "another key, as long as it needs to be for this test to say something"
    tokens.add(links.token(PURPOSE, KEY, 0))

    assert len(tokens) == 5


def test_a_row_keeps_the_sha_256_of_the_token():
    assert links.digest("secret") == hashlib.sha256(b"secret").hexdigest()


def test_a_token_that_is_no_text_at_all_has_a_digest_too():
    assert len(links.digest("\ud800")) == 64


def test_an_address_is_on_the_sites_own_host():
    token = links.token(PURPOSE, KEY, 0)

    assert links.address(PURPOSE, KEY, 0) == f"https://events.example/registrations/{token}/"


def test_fill_turns_each_placeholder_into_its_address():
    text = (
        f"See {links.placeholder(PURPOSE, KEY, 2)} or {links.placeholder('invitation', OTHER, 0)}."
    )

    assert links.fill(text) == (
        f"See {links.address(PURPOSE, KEY, 2)} or {links.address('invitation', OTHER, 0)}."
    )
    assert links.token(PURPOSE, KEY, 2) not in text


FORGED = {
    "without a seal": f"[[link:{PURPOSE}:{KEY}:0]]",
    "with a made-up seal": f"[[link:{PURPOSE}:{KEY}:0:AAAAAAAAAAAAAAAA]]",
    "no link at all": "[[link:]]",
}


@pytest.mark.parametrize("text", FORGED.values(), ids=FORGED.keys())
def test_a_placeholder_that_somebody_typed_stays_what_it_is(text):
    assert links.fill(text) == text


def test_a_seal_fits_no_other_link():
    moved = links.placeholder(PURPOSE, KEY, 0).replace(str(KEY), str(OTHER))

    assert links.fill(moved) == moved


def test_a_link_that_is_typed_has_a_code_that_opens_nothing_else():
    placed = links.placeholder(PURPOSE, KEY, 1, typed=True)
    code = links.code(PURPOSE, KEY, 1)

    assert links.fill(placed) == f"https://events.example/registrations/{code}/"
    assert links.fill(placed) == links.address(PURPOSE, KEY, 1, typed=True)
    assert len({code, links.token(PURPOSE, KEY, 1), links.code(PURPOSE, KEY, 2)}) == 3


def test_a_seal_tells_a_typed_link_from_another():
    made_typed = links.placeholder(PURPOSE, KEY, 1).replace(":1:", ":1:typed:")
    made_plain = links.placeholder(PURPOSE, KEY, 1, typed=True).replace(":typed", "")

    assert (links.fill(made_typed), links.fill(made_plain)) == (made_typed, made_plain)
