"""Badges: both profiles hold, names stand whole within their badge, codes are those to scan."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from paper import badges
from paper.badges import A6, A6_ALONE, CARD, MM, Badge
from paper.pdf import Properties
from paper.pdf.canvas import INK, Pages
from tests.paper.printed import NAMES, elements, failures, text

ABOUT = Properties("Badges", "Network", "en-GB", dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
LONG = "Maximiliana Theodora Wilhelmina von Hohenzollern-Sigmaringen-Vandenbroucke-Ólafs"
FORMATS = {"cards": CARD, "four A6": A6, "A6": A6_ALONE}


def badge(**fields):
    return Badge(
        **{
            "event": "Seminar",
            "name": "Ilze Kalniņa-Ģēģere",
            "organisation": "Valsts policija",
            "country": "Latvia",
            "as_what": "Participant",
            "code": "EUCPN:AAAAAAAAAAAAAAAAAAAAAAAAAA",
            "short": "AAAA-AAAA",
            "says": "Code for the check-in: AAAA-AAAA",
            **fields,
        }
    )


MOST = badge(
    event="Seminar on the prevention of organised property crime and on cooperation " * 2,
    name=LONG * 2,
    organisation="Ministry of the Interior and of Administration, Directorate-General " * 3,
    country="United Kingdom of Great Britain and Northern Ireland",
    as_what="Member of the Network, of its Board and of its Executive Committee",
)


@pytest.mark.parametrize("form", FORMATS)
def test_both_profiles_hold(form):
    made = [badge(name=name) for name in NAMES] + [MOST, badge(organisation="")]

    content = badges.sheets(made, FORMATS[form], about=ABOUT)

    assert failures(content) == set()
    assert [one["alt"] for one in elements(content, "Figure")] == [badge().says] * len(made)
    assert len(elements(content, "Sect")) == len(made)


@pytest.mark.parametrize(
    ("form", "number", "sides", "pages"),
    [
        ("cards", 11, (210, 297), 2),
        ("cards", 10, (210, 297), 1),
        ("four A6", 5, (210, 297), 2),
        ("A6", 2, (105, 148), 2),
    ],
)
def test_sheets_hold_as_many_as_they_have_room_for(form, number, sides, pages):
    found = PdfReader(
        io.BytesIO(badges.sheets([badge()] * number, FORMATS[form], about=ABOUT))
    ).pages

    assert len(found) == pages
    assert tuple(float(side) for side in found[0].mediabox[2:]) == pytest.approx(
        [side * MM for side in sides], abs=0.01
    )


def test_no_badge_is_no_sheet():
    with pytest.raises(ValueError, match="no badges"):
        badges.sheets([], CARD, about=ABOUT)


def test_what_a_badge_says_is_read_back():
    said = text(badges.sheets([badge()], CARD, about=ABOUT))

    assert [
        word
        for word in ("Seminar", "Ilze", "Kalniņa-Ģēģere", "Valsts policija", "Latvia",
                     "Participant", "AAAA-AAAA")
        if word not in said
    ] == []  # fmt: skip


def test_the_same_badges_give_the_same_bytes():
    first, again = (badges.sheets([badge()], CARD, about=ABOUT) for _twice in range(2))

    assert first == again


class Watched(Pages):
    """Pages that remember what is written where."""

    def text(self, text, x, y, *, font, size, colour):
        wide = self.canvas.stringWidth(text, font, size)
        self.__dict__.setdefault("found", []).append((text, x, y, wide, size))
        self.__dict__.setdefault("colours", []).append(colour)
        super().text(text, x, y, font=font, size=size, colour=colour)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("made", [badge(), badge(name=LONG), MOST], ids=["usual", "long", "most"])
def test_nothing_runs_out_of_its_badge_or_into_the_code(form, made):
    pages, box = Watched(lambda _pages: None), badges._boxes(FORMATS[form])[0]

    badges._badge(pages, made, box)

    *found, (_short, begins, base, length, high) = pages.found
    side = 50 * box.large
    assert (high >= 8, pages.colours[-1]) == (True, INK)
    assert box.x + box.width - 8 * box.scale - side <= begins
    assert begins + length < box.x + box.width - 4 * box.scale
    assert box.y + 4 < base < base + high < box.y + 13 * box.large + 0.01
    code = (box.x + box.width - 8 * box.scale - side, box.y + 13 * box.large + side)
    for said, x, y, wide, size in found:
        assert box.x < x, said
        assert x + wide < box.x + box.width, said
        assert box.y < y, said
        assert y + size * 0.75 < box.y + box.height, said
        assert y > code[1] or x + wide < code[0], said
    heights = [y for _said, _x, y, _wide, _size in found]
    assert heights == sorted(heights, reverse=True)
    assert made is MOST or not any("…" in said for said, *_where in found)
