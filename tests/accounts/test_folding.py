"""One spelling for searching and sorting."""

import pytest

from accounts.folding import folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mārīte Kalniņa", "marite kalnina"),
        ("Λευτέρης  Παπαδόπουλος", "leyteris papadopoulos"),
        ("Мария Иванова", "mariya ivanova"),
        ("Seán Ó Súilleabháin", "sean o suilleabhain"),
        ("Łukasz STRASSE Straße", "lukasz strasse strasse"),
        ("", ""),
    ],
)
def test_names_are_folded_into_plain_letters(text, expected):
    assert folded(text) == expected
