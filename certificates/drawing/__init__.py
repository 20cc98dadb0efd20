"""A certificate as a page: A4 across, tagged, PDF/A-3a and PDF/UA-1, its facts inside it.

The same facts give the same bytes. What is drawn has, where a seal is announced, an empty field
for it; ``certificates.sealing`` fills that and adds nothing else.
"""

import json
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from certificates import texts
from certificates.drawing.page import draw
from certificates.sealing import FIELD
from paper.pdf import Attachment, Properties, fonts
from paper.pdf.canvas import Pages
from paper.pdf.finishing import finish

ACROSS = (841.89, 595.28)
DATA = "certificate.json"
FROM_RIGHT = {"R", "AL", "AN"}
NAMES_NO_LETTER = {"Cn", "Co", "Cs"}


class UnprintableError(ValueError):
    """Something that has to be printed holds letters that cannot be; ``letters`` names them."""

    def __init__(self, letters: list[str]) -> None:
        """Keep the letters."""
        super().__init__(" ".join(letters))
        self.letters = letters


def missing(name: str) -> list[str]:
    """Return the letters that cannot be printed, each once: no font has them, or not rightly.

    Letters that are written from the right are among them: they would stand in the wrong order.
    """
    return [
        letter
        for letter in dict.fromkeys(unicodedata.normalize("NFC", name))
        if fonts.missing(letter)
        or unicodedata.bidirectional(letter) in FROM_RIGHT
        or unicodedata.category(letter) in NAMES_NO_LETTER
    ]


def drawn(facts: dict[str, Any], *, url: str) -> bytes:
    """Return the page of a certificate that can be checked at an address.

    Raises ``UnprintableError`` rather than leave a gap.
    """
    if letters := missing("".join(_printed(facts))):
        raise UnprintableError(letters)
    text = texts.text_in(facts["language"])
    pages = Pages(_unframed, size=ACROSS)
    draw(pages, facts, text, url=url)
    if facts["seal"]:
        pages.field(pages.root.add("Form", alt=text["field"]), FIELD, text["field"])
    about = Properties(
        title=f"{text['title']} – {facts['name']}",
        author=facts["issuer"],
        language=text.tag,
        made_at=datetime.fromisoformat(facts["issued_at"]),
        attachments=[Attachment(DATA, as_data(facts), "application/json", text["data"])],
    )
    return finish(pages.done(), pages.root, about)


def as_data(facts: dict[str, Any]) -> bytes:
    """Return the facts as they lie inside the file."""
    return json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def _printed(facts: dict[str, Any]) -> Iterable[str]:
    yield from (facts["name"], facts["issuer"], facts["number"])
    yield from (facts["event"]["title"], facts["event"]["place"])
    yield from facts["modules"]
    yield from facts["trainers"]
    if facts["funding"]:
        yield facts["funding"]["statement"]


def _unframed(_pages: Pages) -> None:
    """Draw nothing before the certificate itself."""
