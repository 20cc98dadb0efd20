"""PNG, JPEG and WebP: whole, nothing behind their end, and not too many pixels; pure.

A picture is walked through from part to part, so that what hangs behind it, an archive or a
script, is found, and its size in pixels is known without unpacking it. No picture has so many
parts that the walk takes long; one that says so is refused.
"""

import re
import struct
from typing import IO

from documents.enums import Refusal
from documents.kinds import Kind

PIXELS = 50_000_000
SIDE = 16_384
PARTS = 20_000
PNG = b"\x89PNG\r\n\x1a\n"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
ENDS, SCAN = 0xD9, 0xDA
LONE = {0x01, *range(0xD0, 0xD8)}
MARK = re.compile(rb"\xff++(.)", re.DOTALL)  # before a mark FF may stand as often as one likes
BEHIND_SCAN = re.compile(rb"\xff[^\x00\x01\xd0-\xd7]")


class _TornError(Exception):
    """The picture ends where it should not, or does not end where it should."""


def fault(file: IO[bytes], kind: Kind) -> Refusal | None:
    """Return what is wrong with a picture, or nothing."""
    content = file.read()
    walk = {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp}[kind.content_type]
    try:
        width, height, end = walk(content)
    except (_TornError, IndexError, struct.error):
        return Refusal.BROKEN
    if content[end:].strip(b"\0"):  # some cameras fill up with nothing
        return Refusal.MIXED
    if max(width, height) > SIDE or width * height > PIXELS:
        return Refusal.PIXELS
    return None


def _png(content: bytes) -> tuple[int, int, int]:
    """Return width, height and where the picture ends."""
    if content[:8] != PNG or content[12:16] != b"IHDR":
        raise _TornError
    width, height = struct.unpack_from(">II", content, 16)
    place = 8
    for _part in range(PARTS):
        if place + 12 > len(content):
            break
        (length,) = struct.unpack_from(">I", content, place)
        ends = content[place + 4 : place + 8] == b"IEND"
        place += length + 12
        if ends and place <= len(content):
            return width, height, place
    raise _TornError


def _jpeg(content: bytes) -> tuple[int, int, int]:
    """Return width, height and where the picture ends."""
    place, size = 2, (0, 0)
    for _part in range(PARTS):
        found = MARK.match(content, place)
        if found is None:
            break
        mark, place = content[found.start(1)], found.end()
        if mark == ENDS and all(size):
            return (*size, place)
        if mark in LONE:
            continue
        (length,) = struct.unpack_from(">H", content, place)
        if mark == ENDS or length < 2:
            break
        if mark in FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 3)
            size = (width, height)
        place += length
        if mark == SCAN:
            place = _after_scan(content, place)
    raise _TornError


def _after_scan(content: bytes, place: int) -> int:
    """Return where the next mark stands behind compressed data, in which FF is written FF 00."""
    found = BEHIND_SCAN.search(content, place)
    if found is None:
        raise _TornError
    return found.start()


def _webp(content: bytes) -> tuple[int, int, int]:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise _TornError
    (length,) = struct.unpack_from("<I", content, 4)
    end = 8 + length + length % 2
    if end > len(content) or length < 22:
        raise _TornError
    part = content[12:16]
    if part == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        height = int.from_bytes(content[27:30], "little") + 1
    elif part == b"VP8L":
        packed = int.from_bytes(content[21:25], "little")
        width, height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    elif part == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", content, 26))
    else:
        raise _TornError
    return width, height, end
