"""Logo and emblem as a page takes them: in red, green and blue, and no larger than is seen."""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from documents import storage
from paper.pdf.canvas import Pages

MOST = 480  # pixels of the longer side; printed, that is finer than 300 to the inch


@dataclass(frozen=True)
class Picture:
    """A picture and its sides."""

    image: ImageReader
    width: float
    height: float

    def place(self, pages: Pages, x: float, y: float, *, wide: float, high: float) -> None:
        """Draw it as large as it fits, at the lower left of its place."""
        pages.canvas.drawImage(self.image, x, y, *self.within(wide=wide, high=high), mask="auto")

    def within(self, *, wide: float, high: float) -> tuple[float, float]:
        """Return its sides when it is as large as it fits."""
        share = min(wide / self.width, high / self.height)
        return self.width * share, self.height * share


def logo() -> Picture | None:
    """Return the organisation's logo, where it is a PNG, JPEG or WebP among the static files."""
    return _logo(settings.ORGANISATION_LOGO)


@cache
def _logo(address: str) -> Picture | None:
    found = finders.find(address.removeprefix(settings.STATIC_URL)) if address else None
    return _read(Path(str(found)).read_bytes()) if found else None


@cache
def kept(sha256: str) -> Picture | None:
    """Return a picture that is kept under its hash, as long as it is."""
    if not sha256 or not storage.is_there(sha256):
        return None
    with storage.opened(sha256) as file:
        return _read(file.read())


def _read(content: bytes) -> Picture | None:
    try:
        opened = Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP"])
        picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError):
        return None
    picture.thumbnail((MOST, MOST))
    return Picture(ImageReader(picture), *picture.size)
