"""Real files, small: each as the programs of people make it, and the same spoilt in one way."""

import base64
import io
import struct
import zipfile
import zlib

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import kinds
from documents.checking import Checked, check

PDF = b"""%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
"""
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVG"
    "ZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8"
    "fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAACAAMDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEA"
    "AAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIR"
    "AxEAPwCKApDP/9k="
)
WEBP = base64.b64decode(
    "UklGRjIAAABXRUJQVlA4ICYAAABwAQCdASoDAAIAA4BaJaACdAF1AAD+7v+f6u/O36nvY4NkinJAAA=="
)
WEBP_LOSSLESS = base64.b64decode("UklGRh4AAABXRUJQVlA4TBEAAAAvAkAAAAfQn3KUsv+BiOh/AAA=")
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


def part(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(width: int = 2, height: int = 2) -> bytes:
    """A white PNG; its bytes are as few however many pixels it says it has."""
    rows = b"".join(b"\0" + b"\xff" * width * 3 for _row in range(height if height < 100 else 1))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    inside = part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + inside


def extended_webp(width: int, height: int) -> bytes:
    """A WebP that says its size in the form for large ones."""
    head = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    inside = b"WEBPVP8X" + struct.pack("<I", 10) + head
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def package(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def ooxml(extension: str, **more: bytes | str) -> bytes:
    """A package of Word, Excel or PowerPoint; ``more`` are further parts."""
    proof = kinds.KINDS[extension].proof
    table = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/main.xml" ContentType="{proof}"/></Types>'
    )
    return package({"[Content_Types].xml": table, "main.xml": "<document/>", **more})


def odf(extension: str, **more: bytes | str) -> bytes:
    """A package of LibreOffice."""
    parts = {"mimetype": kinds.KINDS[extension].proof, "content.xml": "<office/>"}
    return package({**parts, "META-INF/manifest.xml": "<manifest/>", **more})


def workbook() -> bytes:
    """A workbook as openpyxl writes it."""
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Member State", "Places"])
    book.save(made)
    return made.getvalue()


SOUND = {
    "agenda.pdf": PDF,
    "minutes.docx": ooxml("docx"),
    "table.xlsx": workbook(),
    "slides.pptx": ooxml("pptx"),
    "letter.odt": odf("odt"),
    "sheet.ods": odf("ods"),
    "talk.odp": odf("odp"),
    "notes.txt": "Größe, Ελλάδα, Ћирилица\n".encode(),
    "read.md": b"# Title\n\nSee <img src=x> for more.\n",
    "list.csv": "Name;Town\nÉva;Győr\n".encode("cp1250"),
    "wide.csv": "Name\tTown\nΜαρία\tΑθήνα\n".encode("utf-16"),
    "logo.png": png(),
    "photo.jpg": JPEG,
    "photo.jpeg": JPEG,
    "photo.webp": WEBP,
    "drawing.webp": WEBP_LOSSLESS,
}


def sent(name: str = "agenda.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def checked(name: str = "agenda.pdf", content: bytes = PDF) -> Checked:
    """A file that passed."""
    return check(io.BytesIO(content), name=name, size=len(content))
