"""The papers of the demonstration's events: short, real files, checked like any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from textwrap import wrap

from accounts.enums import Visibility
from demo import pictures
from demo.plots import Plot, event_of, secretariat
from demo.story import Story, once
from documents.checking import Checked, check
from documents.models import Document
from events import services
from events.documents import OF_EVENT

TEXTS = Path(__file__).resolve().parent / "data" / "papers.txt"
WIDTH = 86


@dataclass(frozen=True)
class Paper:
    """One document: what it is called, what it says, who may see it, what its next version says.

    ``name`` is the name of its file, a PDF by its title where nothing is said; ``session``
    the number of the session it belongs to, from 1, or none for the event's own.
    """

    title: str
    lines: Sequence[str]
    visibility: Visibility = Visibility.PUBLIC
    renewed: Sequence[str] = ()
    name: str = ""
    session: int = 0


@cache
def _texts() -> dict[str, list[str]]:
    parts = TEXTS.read_text(encoding="utf-8").removeprefix("# ").split("\n# ")
    return {lines[0]: lines[1:] for lines in (part.strip().splitlines() for part in parts)}


def written(key: str) -> list[str]:
    """Return the paragraphs of a paper that has half a page and more to say, its title first."""
    return _texts()[key]


SEMINAR = (
    Paper(
        "Programme",
        ["Programme", "09:30 Opening", "09:45 How young people are recruited", "14:30 What works"],
        renewed=["Programme, final", "09:30 Opening", "09:45 How young people are recruited",
                 "11:15 Three approaches that were evaluated", "14:30 What works"],
    ),
    Paper(
        "How to get there, with the step-free way in",
        ["From the central station: ten minutes on foot.", "The ramp is at the side of the garden."],
    ),
    Paper(
        "List of hotels nearby",
        ["Hotels at a walking distance, with rates for the Network."],
        Visibility.ATTENDEES,
    ),
)  # fmt: skip
SESSIONS = (
    Paper(
        "How recruitment works now: slides",
        ["How recruitment works now", "1. Who is approached", "2. Where", "3. What follows"],
        name="Παρουσίαση – Πώς στρατολογούνται οι νέοι.pdf", session=1,
    ),
    Paper(
        "Notes on the first session, in Greek",
        ["Σημειώσεις για την πρώτη συνεδρία", "", "Ποιοι προσεγγίζονται, πού και τι ακολουθεί."],
        Visibility.ATTENDEES, name="Σημειώσεις.txt", session=1,
    ),
    Paper(
        "The programme of Plovdiv, in Bulgarian",
        ["Програма на община Пловдив", "", "Три години, осем училища, какво се промени."],
        name="Програма Пловдив.txt", session=3,
    ),
    Paper("Map of the way from the station", [], name="Карта на пътя.png"),
)  # fmt: skip
WELCOME = (
    Paper("Who does what in the Network", written("welcome"), Visibility.NETWORK),
)  # fmt: skip
MEETING = (
    Paper("Contact points for organised property crime", written("list"), Visibility.RESTRICTED),
)  # fmt: skip


def hand_out(story: Story, plot: Plot, papers: Sequence[Paper], *, at: datetime) -> None:
    """Note that the Secretariat adds papers to an event, and renews some of them."""
    for number, paper in enumerate(papers):
        story.tell(at + timedelta(minutes=5 * number), partial(_add, plot, paper))
        if paper.renewed:
            story.tell(at + timedelta(days=3), partial(_renew, plot, paper))


def _add(plot: Plot, paper: Paper, at: datetime) -> None:
    event = event_of(plot.key)
    services.add_documents(
        event,
        once=once("document", plot.key, paper.title),
        uploads=[uploaded(paper, paper.lines)],
        title=paper.title,
        visibility=paper.visibility,
        session=event.sessions.all()[paper.session - 1] if paper.session else None,
        by=secretariat(at),
        at=at,
    )


def _renew(plot: Plot, paper: Paper, at: datetime) -> None:
    event = event_of(plot.key)
    services.renew_document(
        event,
        Document.objects.of(OF_EVENT, str(event.uid)).get(title=paper.title),
        upload=uploaded(paper, paper.renewed),
        note="Hours settled",
        by=secretariat(at),
        at=at,
    )


def uploaded(paper: Paper, lines: Sequence[str]) -> Checked:
    """Return a paper's file with these lines, checked like any other."""
    name = paper.name or f"{paper.title}.pdf"
    if name.endswith(".png"):
        return pictures.map_of_the_way()
    content = "\n".join(lines).encode() if name.endswith(".txt") else pdf(lines)
    return check(BytesIO(content), name=name, size=len(content))


def pdf(lines: Sequence[str]) -> bytes:
    """Return a page with these paragraphs, in the plainest form that every reader opens."""
    rows = (wrap(line, WIDTH) for line in lines)
    paragraphs = ("".join(f"({_escaped(row)}) Tj 0 -14 Td " for row in those) for those in rows)
    shown = "0 -6 Td ".join(paragraphs)
    text = f"BT /F1 11 Tf 60 770 Td {shown}ET".encode("cp1252", "replace")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (
        len(parts) + 1, table, len(parts) + 1,
    )  # fmt: skip
    start = made.index(b"xref\n0")
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
