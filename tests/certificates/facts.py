"""The facts of a certificate without a database, and the looks into its file."""

import io

import page
import pikepdf
from pypdf import PdfReader

from certificates.drawing import ACROSS
from certificates.drawing.page import draw
from certificates.texts import text_in
from paper.pdf import fonts
from paper.pdf.canvas import Pages

PROFILES = [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1]
URL = "https://events.example.eu/verify/7Q4M0Z2K9XAFT31CPB8D6H5NWR9Eabcd/"
DEMONSTRATION = {
    "signer": "Demonstration seal, proves nothing",
    "qualified": False,
    "demonstration": True,
}


def facts(event=None, **fields):
    """Facts of a training in English, with all that a certificate can say."""
    return {
        "format": "eucpn-certificate/1",
        "number": "EUCPN-2026-000123",
        "version": 1,
        "name": "Zoë Vandenbroucke-Nguyễn",
        "event": {
            "kind": "training",
            "title": "Evaluating crime prevention initiatives",
            "first_date": "2026-11-17",
            "last_date": "2026-11-18",
            "place": "Brussels, Residence Palace",
            "online": False,
            "languages": ["en"],
            **(event or {}),
        },
        "language": "en",
        "minutes": {"attended": 540, "held": 630},
        "modules": ["What crime prevention is", "Knowing the problem", "Planning", "Ethics"],
        "trainers": ["Małgorzata Świętochłowska", "Kristjan Õunapuu"],
        "issuer": "European Crime Prevention Network",
        "funding": {"statement": "Funded by the European Union.", "emblem": ""},
        "issued_at": "2026-11-20T09:00:00Z",
        "issued_on": "2026-11-20",
        "seal": DEMONSTRATION,
        **fields,
    }


def failures(content):
    """What both profiles find wrong."""
    return {
        (str(profile), failure.rule_id, failure.message)
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
    }


def text(content):
    """The words of the one page, one space between them."""
    [only] = PdfReader(io.BytesIO(content)).pages
    return " ".join(only.extract_text().split())


def elements(content):
    """Kind and words of each element of the tree, in the order in which it is heard."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return list(_walk(file.Root.StructTreeRoot.K))


def _walk(kids):
    for kid in kids:
        if "/S" in kid:
            yield str(kid.S).removeprefix("/"), str(kid.get("/Alt", ""))
            yield from _walk(kid.K)


class Watched(Pages):
    """Pages that remember where each line of text stands."""

    def text(self, text, x, y, *, font, size, colour):
        super().text(text, x, y, font=font, size=size, colour=colour)
        wide = fonts.width(text, font, size)
        self.__dict__.setdefault("lines", []).append((text, x, y, wide, size))


def lines(said):
    """Where each line of a certificate's text stands: text, left, foot, width, size."""
    pages = Watched(lambda _pages: None, size=ACROSS)
    draw(pages, said, text_in(said["language"]), url=URL)
    return pages.lines


def misplaced(said):
    """The lines that run out of the frame, and the pairs that run into each other."""
    found = lines(said)
    out = [
        line
        for line in found
        if not (line[1] >= 73.9 and line[1] + line[3] <= ACROSS[0] - 73.9 and 38 < line[2] < 520)
    ]
    return out + [
        (one, other)
        for number, one in enumerate(found)
        for other in found[number + 1 :]
        if one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
        and abs(one[2] - other[2]) < 0.75 * min(one[4], other[4])
    ]
