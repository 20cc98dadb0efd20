"""What strangers typed is made fit to stand in a letter."""

import pytest

from mail.names import harmless, one_line, printable

NAMES = {
    "a plain name": ("Maria Papadaki", "Maria Papadaki"),
    "Greek": ("Μαρία Παπαδάκη", "Μαρία Παπαδάκη"),
    "initials": ("J.R. Müller-Lüdenscheidt", "J. R. Müller-Lüdenscheidt"),
    "a link": ("Log in at https://evil.example/now", "Log in at https: evil. example/now"),
    "a link without scheme": ("www.evil.example", "www. evil. example"),
    "a link in full-width letters": ("ｗｗｗ．ｅｖｉｌ．ｅｘａｍｐｌｅ", "www. evil. example"),
    "an ideographic full stop": ("evil。example", "evil. example"),
    "a scheme of its own": ("javascript:alert(1)", "javascript: alert(1)"),
    "an address": ("boss@evil.example", "boss at evil. example"),
    "two slashes": ("//evil.example", "evil. example"),
    "a placeholder": (
        "[[link:events:own_registration:1]]",
        "[ [link: events: own_registration: 1]]",
    ),
    "a line break": ("Maria\r\nBcc: all@example.org", "Maria Bcc: all at example. org"),
    "right to left": ("\u202eairaM", "airaM"),
    "a NUL": ("Ma\x00ria", "Maria"),
    "spaces": ("  Maria \u00a0 Papadaki ", "Maria Papadaki"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("typed", "expected"), NAMES.values(), ids=NAMES.keys())
def test_harmless(typed, expected):
    assert harmless(typed) == expected


def test_harmless_cuts_what_is_longer_than_a_name():
    assert harmless("a" * 10_000) == "a" * 99 + "…"
    assert harmless("a" * 30, length=10) == "a" * 9 + "…"


def test_printable_keeps_lines_and_drops_what_nobody_sees():
    assert printable("one\r\ntwo\rthree\u2028four\u2029five\tsix\x00\x0b\ufeff\ud800") == (
        "one\ntwo\nthree\nfour\nfive six"
    )


def test_printable_keeps_the_joiners_that_hold_an_emoji_together():
    assert printable("👩\u200d🚒") == "👩\u200d🚒"


def test_one_line_is_one_line():
    assert one_line(" a \n b\u2028c ") == "a b c"
