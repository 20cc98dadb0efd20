"""Papers as PDF that a screen reader can read and an archive can keep: PDF/UA-1 and PDF/A-3a.

``render`` lays parts out on A4 pages; what the parts are, ``paper.pdf.parts`` says.
"""

from paper.pdf.fonts import missing
from paper.pdf.parts import (
    Attachment,
    Bar,
    Box,
    Facts,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    Properties,
    Sheet,
    Stroke,
    Table,
    Tone,
    Turn,
)
from paper.pdf.rendering import render

__all__ = [
    "Attachment",
    "Bar",
    "Box",
    "Facts",
    "Heading",
    "Items",
    "Paragraph",
    "Part",
    "Picture",
    "Properties",
    "Sheet",
    "Stroke",
    "Table",
    "Tone",
    "Turn",
    "missing",
    "render",
]
