"""Small pictures drawn point by point: portraits that are nobody's, and the flag of Europe."""

import math
import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

from documents.checking import Checked, check

type Colour = tuple[int, int, int]

BLUE: Colour = (0, 51, 153)
GOLD: Colour = (255, 204, 0)
SIDE = 96
FLAG = (180, 120)
STARS = 12
BACKGROUNDS: tuple[Colour, ...] = (
    (216, 226, 240), (230, 222, 208), (214, 230, 218), (236, 216, 216), (222, 216, 236),
)  # fmt: skip
CLOTHES: tuple[Colour, ...] = (
    (38, 70, 120), (92, 60, 48), (44, 92, 72), (120, 44, 60), (72, 60, 120),
)  # fmt: skip
SKIN: tuple[Colour, ...] = ((236, 200, 172), (198, 148, 112), (142, 98, 70))
HAIR: tuple[Colour, ...] = ((52, 40, 34), (124, 84, 48), (180, 172, 164), (28, 26, 28))


def portrait(number: int) -> Checked:
    """Return a picture of a person whom nobody is: head, hair and shoulders in plain colours."""
    return _checked(_portrait(number), name=f"portrait-{number}.png")


def flag() -> Checked:
    """Return the flag of Europe, twelve gold stars in a circle on blue."""
    return _checked(_flag(), name="eu-emblem.png")


def map_of_the_way() -> Checked:
    """Return a sketch of the way from a station to a door, under a Cyrillic name."""
    return _checked(_way(), name="Карта на пътя.png")


def _checked(content: bytes, *, name: str) -> Checked:
    return check(BytesIO(content), name=name, size=len(content))


@cache
def _portrait(number: int) -> bytes:
    ground = BACKGROUNDS[number % len(BACKGROUNDS)]
    clothes = CLOTHES[(number * 2 + 1) % len(CLOTHES)]
    skin, hair = SKIN[number % len(SKIN)], HAIR[(number + 1) % len(HAIR)]

    def colour(x: int, y: int) -> Colour:
        across, down = x - SIDE / 2, y - SIDE * 0.42
        if (across / 19) ** 2 + (down / 24) ** 2 <= 1:
            return hair if down < -11 else skin
        if (across / 23) ** 2 + ((down + 6) / 25) ** 2 <= 1 and down < 2 + 10 * (number % 2):
            return hair
        if (across / 40) ** 2 + ((y - SIDE) / 30) ** 2 <= 1:
            return clothes
        return skin if abs(across) < 9 and 16 <= down <= 34 else ground

    return _png(SIDE, SIDE, colour)


@cache
def _flag() -> bytes:
    width, height = FLAG
    ring, radius = height / 3, height / 18
    directions = [_direction(turn, of=5) for turn in range(5)]
    centres = [
        (width / 2 + ring * x, height / 2 - ring * y)
        for x, y in (_direction(turn, of=STARS) for turn in range(STARS))
    ]

    def colour(x: int, y: int) -> Colour:
        for middle_x, middle_y in centres:
            across, up = x + 0.5 - middle_x, middle_y - y - 0.5
            if across * across + up * up > radius * radius:
                continue
            outside = sum(
                across * a + up * b > radius * math.cos(math.tau / 5) for a, b in directions
            )
            if outside <= 1:
                return GOLD
        return BLUE

    return _png(width, height, colour)


def _direction(turn: int, *, of: int) -> tuple[float, float]:
    """Return the direction after so many of the turns that make a circle, from straight up."""
    angle = math.tau / 4 + math.tau * turn / of
    return math.cos(angle), math.sin(angle)


@cache
def _way() -> bytes:
    paper, street, way = (246, 244, 238), (214, 210, 200), (0, 90, 160)

    def colour(x: int, y: int) -> Colour:
        if (14 <= x <= 20 and 30 <= y <= 140) or (14 <= x <= 190 and 30 <= y <= 36):
            return way
        return street if x % 48 < 12 or y % 40 < 10 else paper

    return _png(220, 150, colour)


def _png(width: int, height: int, colour: Callable[[int, int], Colour]) -> bytes:
    rows = b"".join(
        b"\0" + bytes(part for x in range(width) for part in colour(x, y)) for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
