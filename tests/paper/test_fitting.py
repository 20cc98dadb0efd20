"""Text that fits its place: smaller, then broken, then cut."""

from paper.pdf import fonts
from paper.pdf.fitting import MORE, fitted
from paper.pdf.fonts import SANS

STEPS = [(20, 1), (16, 1), (12, 2)]
WITHIN = 200


def fit(text, **options):
    fonts.lay_out()
    return fitted(text, SANS, STEPS, within=WITHIN, **options)


def test_what_fits_stays_large():
    found = fit("Short")

    assert (found.lines, found.size, found.font) == (["Short"], 20, SANS)
    assert found.height(1.5) == 30


def test_what_does_not_fit_gets_smaller_before_it_breaks():
    smaller, broken = fit("A title of quite a size"), fit("A title of quite a size, and more of it")

    assert (smaller.size, len(smaller.lines)) == (16, 1)
    assert (broken.size, len(broken.lines)) == (12, 2)


def test_a_word_is_not_cut_as_long_as_a_smaller_size_holds_it():
    found = fit("Hohenzollern-Sigmaringen")

    assert (found.lines, found.size) == (["Hohenzollern-Sigmaringen"], 12)


def test_a_word_that_no_size_holds_is_cut_and_loses_nothing():
    found = fit("W" * 30)

    assert (found.size, len(found.lines)) == (12, 2)
    assert "".join(found.lines) == "W" * 30


def test_what_is_too_long_for_all_ends_with_an_ellipsis_inside_the_place():
    found = fit("word " * 40)

    assert (len(found.lines), found.size) == (2, 12)
    assert found.lines[-1].endswith(MORE)
    assert max(fonts.width(line, SANS, 12) for line in found.lines) <= WITHIN


def test_lines_in_the_middle_are_even_and_no_more_than_they_were():
    text = "What was tried, and found to work well abroad"
    uneven, even = fit(text), fit(text, even=True)

    widths = [
        [fonts.width(line, SANS, found.size) for line in found.lines] for found in (uneven, even)
    ]
    assert len(uneven.lines) == len(even.lines) == 2
    assert " ".join(even.lines) == text
    assert max(widths[1]) < max(widths[0])


def test_evening_out_cuts_no_word():
    found = fit("Hohenzollern-Sigmaringen and a bit", even=True)

    assert found.lines == ["Hohenzollern-Sigmaringen", "and a bit"]
