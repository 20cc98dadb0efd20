"""A certificate as a page: A4 across, tagged, PDF/A-3a and PDF/UA-1, its facts inside it.

The same facts give the same bytes. What is drawn has, where a seal is announced, an empty field
for it; ``certificates.sealing`` fills that and adds nothing else.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from certificates import texts
from certificates.drawing.letters import missing
from certificates.drawing.page import draw
from certificates.sealing import FIELD
from paper.pdf import Attachment, Properties
from paper.pdf.canvas import Pages
from paper.pdf.finishing import finish

__all__ = ["ACROSS", "DATA", "UnprintableError", "as_data", "drawn", "missing", "unprintable"]

ACROSS = (841.89, 595.28)
DATA = "certificate.json"


class UnprintableError(ValueError):
    """Something that has to be printed holds letters that cannot be; ``letters`` names them."""

    def __init__(self, letters: list[str]) -> None:
        """Keep the letters."""
        super().__init__(" ".join(letters))
        self.letters = letters


def drawn(facts: dict[str, Any], *, url: str, specimen: bool = False) -> bytes:
    """Return the page of a certificate that can be checked at an address.

    Raises ``UnprintableError`` rather than leave a gap.
    """
    if letters := unprintable(facts):
        raise UnprintableError(letters)
    text = texts.text_in(facts["language"])
    pages = Pages(_unframed, size=ACROSS)
    draw(pages, facts, text, url=url, specimen=specimen)
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


def unprintable(facts: dict[str, Any]) -> list[str]:
    """Return the letters of what would be printed that cannot be, each once."""
    return missing("\n".join(_printed(facts)))


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
