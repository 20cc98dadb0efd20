"""What counts as a mail address."""

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage

from accounts.addresses import normalised


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Marite.Kalnina@Example.LV ", "marite.kalnina@example.lv"),
        ("info@bücher.example", "info@xn--bcher-kva.example"),
        ("ｉｎｆｏ@example.eu", "info@example.eu"),
        ("o'neill+tag@example.ie", "o'neill+tag@example.ie"),
    ],
    ids=["case and spaces", "domain in IDNA letters", "wide letters", "apostrophe and tag"],
)
def test_two_spellings_of_one_address_are_the_same(typed, expected):
    assert normalised(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "siobhan.osuilleabhain@",
        "@example.eu",
        "nobody",
        "two words@example.eu",
        "name@exam\u2028ple.eu",
        "name@exam\u202eple.eu",
        "name\x00@example.eu",
        "name\r\nBcc: other@example.eu@example.eu",
        f"name@{'ü' * 60}.eu",
        f"{'a' * 250}@example.eu",
        "имя@example.bg",
        "name@localhost..eu",
        "a" * 10_000 + "@example.eu",
        "name@-example.eu",
    ],
)
def test_what_no_letter_could_be_sent_to_is_refused(typed):
    with pytest.raises(ValidationError):
        normalised(typed)


def test_whatever_is_let_through_makes_a_message():
    address = normalised("info@bücher.example")

    EmailMessage("Subject", "Text", to=[address]).message()
