"""The words of certificates: each language has all of them, and writes days its own way."""

import datetime as dt
import string

import pytest

from certificates import texts
from certificates.texts import text_in
from events.enums import Kind

FIRST, NEXT, MONTH, YEAR = (
    dt.date(2026, 11, 17), dt.date(2026, 11, 18), dt.date(2026, 12, 1), dt.date(2027, 1, 2),
)  # fmt: skip


def places(text):
    return sorted(name for _text, name, _form, _how in string.Formatter().parse(text) if name)


def test_the_six_languages_are_there():
    assert texts.known() == {"de", "el", "en", "fr", "nl", "pt"}


@pytest.mark.parametrize("language", sorted(texts.known()))
def test_a_language_has_every_word_with_the_same_places_to_fill(language):
    english, found = text_in("en"), text_in(language)

    assert {key: places(text) for key, text in found.words.items()} == {
        key: places(text) for key, text in english.words.items()
    }
    assert set(found.took_part) == set(Kind.values)
    assert all([*found.words.values(), *found.took_part.values()])
    assert found.tag.startswith(language)


@pytest.mark.parametrize(
    ("codes", "language"),
    [(["fr", "en"], "fr"), (["en", "fr"], "en"), (["cs", "fr"], "en"), ([], "en"), (["EL"], "en")],
)
def test_the_language_is_the_events_first_where_there_are_words_in_it(codes, language):
    assert texts.language_for(codes) == language


@pytest.mark.parametrize(
    ("language", "one", "two", "months"),
    [
        ("en", "17 November 2026", "17–18 November 2026", "17 November – 1 December 2026"),
        ("fr", "17 novembre 2026", "17–18 novembre 2026", "17 novembre – 1 décembre 2026"),
        ("nl", "17 november 2026", "17–18 november 2026", "17 november – 1 december 2026"),
        ("de", "17. November 2026", "17.–18. November 2026", "17. November – 1. Dezember 2026"),
        (
            "pt",
            "17 de novembro de 2026",
            "17–18 de novembro de 2026",
            "17 de novembro – 1 de dezembro de 2026",
        ),
        ("el", "17 Νοεμβρίου 2026", "17–18 Νοεμβρίου 2026", "17 Νοεμβρίου – 1 Δεκεμβρίου 2026"),
    ],
)
def test_days_are_written_as_the_language_writes_them(language, one, two, months):
    text = text_in(language)

    assert (text.days(FIRST, FIRST), text.day(FIRST)) == (one, one)
    assert text.days(FIRST, NEXT) == two
    assert text.days(FIRST, MONTH) == months


def test_days_of_two_years_say_both():
    assert text_in("en").days(FIRST, YEAR) == "17 November 2026 – 2 January 2027"
    assert text_in("en").short(FIRST) == "17 Nov 2026"


@pytest.mark.parametrize(
    ("language", "exact", "else_"),
    [
        ("en", "9.0 of 10.5 hours attended", "4 h 37 min of 5 h 15 min attended"),
        ("fr", "9,0 heures suivies sur 10,5", "4 h 37 min suivies sur 5 h 15 min"),
        ("nl", "9,0 van 10,5 uur bijgewoond", "4 uur 37 min. van 5 uur 15 min. bijgewoond"),
        ("de", "9,0 von 10,5 Stunden besucht", "4 Std. 37 Min. von 5 Std. 15 Min. besucht"),
        ("pt", "9,0 de 10,5 horas frequentadas", "4 h 37 min de 5 h 15 min frequentadas"),
        (
            "el",
            "Παρακολούθησε 9,0 από τις 10,5 ώρες",
            "Παρακολούθησε 4 ώ. 37 λ. από 5 ώ. 15 λ.",
        ),
    ],
)
def test_hours_stand_with_one_digit_where_that_is_exact(language, exact, else_):
    text = text_in(language)

    assert (text.spent(540, 630), text.spent(277, 315)) == (exact, else_)


def test_a_length_says_only_what_there_is():
    said = [text_in("en").length(minutes) for minutes in (0, 37, 300, 315)]

    assert said == ["0 h", "37 min", "5 h", "5 h 15 min"]


def test_hours_and_languages_are_written_as_the_language_writes_them():
    assert [text_in("en").hours(number) for number in (540, 75, 630)] == ["9.0", "1.25", "10.5"]
    assert text_in("de").hours(75) == "1,25"
    assert text_in("nl").languages(["en", "fr", "xx"]) == "Engels, Frans en xx"
