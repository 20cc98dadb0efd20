"""A code is typed off paper: it has one form, and whoever types another is understood."""

import re

import pytest

from mail import codes

CODE = codes.spelt(bytes(range(32)))


def test_a_code_is_seven_groups_of_letters_that_are_not_mistaken():
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}", CODE)


@pytest.mark.parametrize("size", [18, 32])
def test_each_of_the_first_140_bits_counts_and_no_other(size):
    secret = bytes(range(size))
    other = [
        bytes(
            byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(secret)
        )
        for bit in range(size * 8)
    ]

    found = [codes.spelt(one) for one in other]

    same = codes.spelt(secret)
    # Of the eighteenth byte, bits 4 to 7 count: counted from its least significant bit.
    assert [bit for bit, one in enumerate(found) if one == same] == [
        *range(136, 140), *range(144, size * 8)
    ]  # fmt: skip
    assert len(set(found)) == 141


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        CODE.replace("-", "\u2013"),
        f"  {CODE} ",
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
    ],
    ids=["as it is", "small", "in one", "spaces", "dashes", "around", "O and l", "o and I"],
)
def test_however_it_is_typed_it_is_read_as_its_one_form(typed):
    assert codes.read(typed) == CODE


def test_another_letter_is_another_code():
    assert codes.read("Z" + CODE[1:]) != CODE
