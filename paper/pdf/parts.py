"""What a paper is made of: words with their meaning, nothing of how they look or lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Tone(StrEnum):
    """What a piece of a paper says by its colour, always beside words that say the same."""

    PLAIN = "plain"
    MUTED = "muted"
    GOOD = "good"
    BAD = "bad"
    WARNING = "warning"


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the paper's title and stands once."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text, its own line breaks kept; ``url`` makes it a link.

    ``mono`` is for what is compared letter by letter, ``small`` for what explains.
    """

    text: str
    lead: bool = False
    small: bool = False
    mono: bool = False
    strong: bool = False
    url: str = ""


@dataclass(frozen=True)
class Items:
    """A list of points."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Facts:
    """A table of two columns: what is said stands left, and is the header of its row."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """A table with heads, repeated over its pages; the column ``header`` names each row.

    ``shares`` are the widths in relation to each other. A cell may be a text with its tone.
    Rows are at least ``high``; where that is said, lines part the columns, for what is written
    by hand. Of the cell that names a row the first line stands out. Where ``whole``, no row is
    parted by the end of a page that could stand on one.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str | tuple[str, Tone]]]
    shares: Sequence[float]
    header: int = 0
    mono: frozenset[int] = frozenset()
    high: float = 0.0
    whole: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture, at the left and no higher than that; ``alt`` says what it shows.

    One that cannot be read is left out.
    """

    content: bytes
    alt: str
    high: float = 40.0


@dataclass(frozen=True)
class Turn:
    """What follows begins on another page."""


@dataclass(frozen=True)
class Stroke:
    """One part of a bar: its word, its number, its tone."""

    label: str
    number: int
    tone: Tone


@dataclass(frozen=True)
class Bar:
    """Numbers as one stacked bar with its legend; ``alt`` says all of it in words."""

    strokes: Sequence[Stroke]
    alt: str


@dataclass(frozen=True)
class Box:
    """What the reader came for, framed: a heading of level 2 and a few lines."""

    title: str
    lines: Sequence[str] = ()
    tone: Tone = Tone.PLAIN


type Part = Heading | Paragraph | Items | Facts | Table | Picture | Turn | Bar | Box


@dataclass(frozen=True)
class Attachment:
    """A file inside the file: data that the paper was made from."""

    name: str
    content: bytes
    kind: str
    description: str


@dataclass(frozen=True)
class Properties:
    """What a file says about itself, and the files inside it."""

    title: str
    author: str
    language: str
    made_at: datetime
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Sheet:
    """A whole paper: its parts, and what stands in its head, foot and properties.

    ``numbers`` holds the words of the page number: ``Page {number} of {total}``. The same
    sheet gives the same bytes.
    """

    title: str
    author: str
    language: str
    made_at: datetime
    parts: Sequence[Part]
    above: str = ""
    below: str = ""
    numbers: str = "{number} / {total}"
    attachments: Sequence[Attachment] = ()

    @property
    def properties(self) -> Properties:
        """Return what its file says about itself."""
        return Properties(
            self.title, self.author, self.language, self.made_at, tuple(self.attachments)
        )
