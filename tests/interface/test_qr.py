"""QR codes as pictures."""

import re

import segno

from interface import qr


def test_the_same_text_gives_the_same_picture_without_a_style_of_its_own():
    first, second = (str(qr.svg("EUCPN:ABC", label="Your <code>")) for _twice in range(2))

    assert first == second
    assert "style" not in first
    assert 'aria-label="Your &lt;code&gt;"' in first


def test_the_picture_has_the_quiet_margin_that_scanners_need():
    picture = str(qr.svg("EUCPN:ABC", label="Code"))
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', picture)[1])
    bars = [
        (int(x), int(y), int(length))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", picture)
    ]

    assert min(min(x, y) for x, y, _length in bars) == 4
    assert max(max(x + length, y + 1) for x, y, length in bars) == size - 4


def test_the_picture_says_what_it_was_made_from():
    picture = str(qr.svg("EUCPN:ABC", label="Code"))
    rows = segno.make_qr("EUCPN:ABC", error="m", mask=2).matrix
    dark = {
        (x + 4, y + 4) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    }

    drawn = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", picture)
        for step in range(int(length))
    }

    assert drawn == dark
