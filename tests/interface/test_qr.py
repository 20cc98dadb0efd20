"""QR codes as pictures."""

import re

from interface import qr


def test_the_same_text_gives_the_same_picture_without_a_style_of_its_own():
    first, second = (str(qr.svg("EUCPN:ABC", label="Your <code>")) for _twice in range(2))

    assert first == second
    assert "style" not in first
    assert 'aria-label="Your &lt;code&gt;"' in first


def test_the_picture_has_the_quiet_margin_that_scanners_need():
    picture = str(qr.svg("EUCPN:ABC", label="Code"))
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', picture)[1])
    dots = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1", picture)]

    assert (min(map(min, dots)), max(map(max, dots))) == (4, size - 5)
