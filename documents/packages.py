"""Word, Excel, PowerPoint and their open sisters are zip files: what is in them, and how large.

The figures leave room for what people really make: a workbook packs thirty to one, rarely a
hundred; a presentation has some hundred parts.
"""

import re
import zipfile
from typing import IO
from zlib import error as ZlibError  # noqa: N812  # the library writes it small

from documents.enums import Refusal
from documents.kinds import Form, Kind

PARTS = 4_000
UNPACKED = 300 << 20
RATIO = 150
SMALL = 4 << 20  # below this nobody asks how well it was packed
TABLE = 2 << 20
CHUNK = 1 << 18
HEADER = b"PK\x03\x04"
ENDING = 22
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = 0x1
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MACROS = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml|vbaprojectsignature\w*\.bin)$"
    r"|(^|/)(macrosheets|activex)/"
    r"|^(basic|scripts)/",
    re.IGNORECASE,
)
MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
BROKEN = (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, OSError, ValueError)


def lock(head: bytes) -> Refusal | None:
    """Return that a file is locked, where its first bytes are those of a locked or old one."""
    return Refusal.LOCKED if head.startswith(OLD_OR_LOCKED) else None


def ends_as_archive(file: IO[bytes]) -> bool:
    """Return whether a zip file hangs at the end of a file."""
    file.seek(0)
    return zipfile.is_zipfile(file)


def fault(file: IO[bytes], kind: Kind) -> Refusal | None:
    """Return what is wrong with a package of that kind, or nothing."""
    try:
        with zipfile.ZipFile(file) as package:
            return _whole(file, package) or _kind(package, kind) or _readable(package)
    except BROKEN:
        return Refusal.BROKEN


def _whole(file: IO[bytes], package: zipfile.ZipFile) -> Refusal | None:
    """Judge by the table of contents alone; nothing is unpacked yet."""
    parts = package.infolist()
    file.seek(0, 2)
    length = file.tell()
    file.seek(length - ENDING)
    if file.read(4) != b"PK\x05\x06" or min(part.header_offset for part in parts) != 0:
        return Refusal.MIXED
    if len(parts) > PARTS:
        return Refusal.BOMB
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED or unpacked > max(SMALL, RATIO * length):
        return Refusal.BOMB
    if any(part.flag_bits & ENCRYPTED for part in parts):
        return Refusal.LOCKED
    return _parts(parts)


def _parts(parts: list[zipfile.ZipInfo]) -> Refusal | None:
    """Judge by the names of the parts: each once and apart, none outside, none with macros."""
    found = [part.filename for part in parts]
    if len(set(found)) != len(found) or not all(map(_is_inside, found)):
        return Refusal.BROKEN
    if len({part.header_offset for part in parts}) != len(parts):
        return Refusal.BROKEN
    if any(part.compress_type not in METHODS for part in parts):
        return Refusal.BROKEN
    return Refusal.MACROS if any(map(MACROS.search, found)) else None


def _is_inside(name: str) -> bool:
    return not name.startswith("/") and "\\" not in name and ".." not in name.split("/")


def _kind(package: zipfile.ZipFile, kind: Kind) -> Refusal | None:
    """Judge by what the package says of itself."""
    proof = kind.proof.encode()
    if kind.form is Form.ODF:
        said = _part(package, "mimetype").strip()
        return None if said == proof else Refusal.DISGUISED
    table = _part(package, "[Content_Types].xml")
    if MACRO_TYPES.search(table):
        return Refusal.MACROS
    return None if proof in table else Refusal.DISGUISED


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return one part, as far as a table of contents reaches; nothing where there is none."""
    if name not in package.namelist():
        return b""
    with package.open(name) as part:
        return part.read(TABLE)


def _readable(package: zipfile.ZipFile) -> Refusal | None:
    """Unpack each part once, a little at a time: sizes that lie are found by their sums."""
    for part in package.infolist():
        with package.open(part) as opened:
            while opened.read(CHUNK):
                pass
    return None
