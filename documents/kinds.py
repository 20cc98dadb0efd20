"""Which kinds of file are taken; pure.

Left out on purpose: archives (nobody sees what is in them before they are opened, and several
documents go down as one file anyway), web pages, SVG and XML (they run scripts where they are
shown), and the formats of before 2007, whose macros cannot be told from their text.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


class Form(Enum):
    """How a kind is built inside, which is what the checks go by."""

    PDF = "pdf"
    OOXML = "ooxml"
    ODF = "odf"
    TEXT = "text"
    PICTURE = "picture"


@dataclass(frozen=True)
class Kind:
    """One kind of file: the end of its name, what it is called on the wire, how it is built.

    ``proof`` is what stands inside a package of that kind and of no other.
    """

    extension: str
    content_type: str
    form: Form
    proof: str = ""


KINDS = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf", Form.PDF),
        Kind(
            "docx",
            f"{OOXML}wordprocessingml.document",
            Form.OOXML,
            f"{OOXML}wordprocessingml.document.main+xml",
        ),
        Kind(
            "xlsx",
            f"{OOXML}spreadsheetml.sheet",
            Form.OOXML,
            f"{OOXML}spreadsheetml.sheet.main+xml",
        ),
        Kind(
            "pptx",
            f"{OOXML}presentationml.presentation",
            Form.OOXML,
            f"{OOXML}presentationml.presentation.main+xml",
        ),
        Kind("odt", f"{ODF}text", Form.ODF, f"{ODF}text"),
        Kind("ods", f"{ODF}spreadsheet", Form.ODF, f"{ODF}spreadsheet"),
        Kind("odp", f"{ODF}presentation", Form.ODF, f"{ODF}presentation"),
        Kind("txt", "text/plain", Form.TEXT),
        Kind("md", "text/markdown", Form.TEXT),
        Kind("csv", "text/csv", Form.TEXT),
        Kind("png", "image/png", Form.PICTURE),
        Kind("jpg", "image/jpeg", Form.PICTURE),
        Kind("jpeg", "image/jpeg", Form.PICTURE),
        Kind("webp", "image/webp", Form.PICTURE),
    )
}
ALL = frozenset(KINDS)
PICTURES = frozenset(name for name, kind in KINDS.items() if kind.form is Form.PICTURE)
PICTURE_TYPES = frozenset(KINDS[name].content_type for name in PICTURES)


def in_words(extensions: Collection[str]) -> str:
    """Return the ends of names as people read them.

    >>> in_words({"pdf", "docx", "png"})
    'PDF, DOCX, PNG'
    """
    return ", ".join(name.upper() for name in KINDS if name in extensions)
