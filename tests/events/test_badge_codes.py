"""The code on a badge: written, scanned, typed, misread."""

import uuid

import pytest

from events.badge_codes import PREFIX, read, short, text

KEY = uuid.UUID("12345678-9abc-4def-8123-456789abcdef")


def test_a_scanned_code_means_one_key():
    keys = read(text(KEY))

    assert (keys.first, keys.last) == (KEY, KEY)
    assert text(KEY).startswith(PREFIX)


@pytest.mark.parametrize("key", [uuid.UUID(int=0), uuid.UUID(int=2**128 - 1), KEY])
def test_first_letters_mean_all_keys_that_begin_so(key):
    keys = read(short(key))

    assert keys.first <= key <= keys.last
    assert keys.last.int - keys.first.int == 2**88 - 1


def test_a_code_is_read_however_it_is_typed():
    code = short(KEY)

    assert {
        read(typed) for typed in (code, code.lower(), code.replace("-", "  "), f" {code} ")
    } == {read(code)}
    assert read("0188aaaa") == read("OIBBAAAA")


@pytest.mark.parametrize(
    "typed",
    [
        "", "ABCDEFG", "https://events.example/registrations/abc/", "EUCPN:", "A" * 27,
        "Mārīte Kalniņa", "ÄBCDEFGH", "9BCDEFGH", "\ud800" * 8, "٣٣٣٣٣٣٣٣", "x" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_code_means_nobody(typed):
    assert read(typed) is None


def test_long_prefixes_narrow_the_keys():
    for length in range(8, 27):
        keys = read(text(KEY).removeprefix(PREFIX)[:length])
        assert keys.first <= KEY <= keys.last
