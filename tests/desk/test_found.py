"""Words marked in what was found."""

from desk.templatetags.found import marked


def test_words_are_marked_in_whatever_alphabet_and_the_rest_is_harmless():
    text = "Λευτέρης Παπαδόπουλος <b>, papadopoulos.l@example.eu"

    assert marked(text, ["papadop"]) == (
        "Λευτέρης <mark>Παπαδόπουλος</mark> &lt;b&gt;, <mark>papadopoulos</mark>.l@example.eu"
    )


def test_nothing_is_marked_without_words():
    assert marked("Seminar", []) == "Seminar"
