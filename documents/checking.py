"""Whether a file is what its name says, and harmless: looked at before anything is kept.

Nothing here asks the network but the scanner, where one is set. Whoever holds a ``Checked``
holds a file that passed.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import file_digest
from typing import IO

import puremagic
from django.conf import settings

from documents import kinds, names, packages, pictures, scanner, texts
from documents.enums import Refusal
from documents.kinds import Form, Kind

HEAD = 4096
TAIL = 1024


class RefusedError(Exception):
    """The file is not taken; ``why`` is one of ``Refusal``."""

    def __init__(self, why: Refusal) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Checked:
    """A file that passed: its safe name, what it is, its size and hash, and its bytes."""

    name: str
    content_type: str
    size: int
    sha256: str
    file: IO[bytes]


def check(
    file: IO[bytes], *, name: str, size: int, allowed: Collection[str] = kinds.ALL
) -> Checked:
    """Look at a file and return it as checked, or raise ``RefusedError``.

    ``file`` can be read and sought; ``size`` is how long it is.
    """
    safe = names.cleaned(name)
    extension = names.extension(safe)
    if size > settings.UPLOAD_LIMIT:
        raise RefusedError(Refusal.TOO_LARGE)
    if extension not in allowed:
        raise RefusedError(Refusal.KIND)
    if size == 0:
        raise RefusedError(Refusal.EMPTY)
    kind = kinds.KINDS[extension]
    _refuse(_fault(file, kind))
    file.seek(0)
    digest = file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads and seeks
    file.seek(0)
    _refuse(scanner.fault(file))
    file.seek(0)
    return Checked(safe, kind.content_type, size, digest, file)


def _refuse(why: Refusal | None) -> None:
    if why is not None:
        raise RefusedError(why)


def _fault(file: IO[bytes], kind: Kind) -> Refusal | None:
    """Return what is wrong with the bytes of a file of that kind, or nothing."""
    file.seek(0)
    head = file.read(HEAD)
    if kind.form is not Form.TEXT and not _signed(head, kind):
        return packages.lock(head) or Refusal.DISGUISED
    file.seek(0)
    return FAULTS[kind.form](file, kind)


def _signed(head: bytes, kind: Kind) -> bool:
    """Return whether the first bytes are those of the kind; packages are zip files."""
    wanted = ".zip" if kind.form in {Form.OOXML, Form.ODF} else f".{kind.extension}"
    return wanted in {match.extension for match in puremagic.magic_string(head)}


def _pdf(file: IO[bytes], _kind: Kind) -> Refusal | None:
    """Refuse a PDF that does not begin and end as one, or is a page or an archive besides."""
    head = file.read(HEAD)
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL))
    if not head.startswith(b"%PDF-") or b"%%EOF" not in file.read():
        return Refusal.BROKEN
    if texts.is_markup(head) or packages.ends_as_archive(file):
        return Refusal.MIXED
    return None


FAULTS: dict[Form, Callable[[IO[bytes], Kind], Refusal | None]] = {
    Form.PDF: _pdf,
    Form.OOXML: packages.fault,
    Form.ODF: packages.fault,
    Form.TEXT: texts.fault,
    Form.PICTURE: pictures.fault,
}
