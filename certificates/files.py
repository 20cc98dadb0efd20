"""The files of certificates: kept under their hash, given out one by one, in one, or to print."""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, BinaryIO, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pikepdf
from django.core.files import File
from django.utils.translation import gettext as _

from certificates.models import Certificate
from documents import names, storage

FOLDER = "certificates"
PDF = "application/pdf"
ENTRY_MODE = 0o600 << 16
PATH = re.compile(r"[\\/]")


def keep(pdf: bytes) -> str:
    """Put a file on the disk ahead of the transaction that names it; return its hash.

    What stands there already is written again, so that no sweep takes it for old.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    storage.write(storage.path_of(sha256, FOLDER), io.BytesIO(pdf))
    return sha256


def opened(certificate: Certificate) -> File[bytes] | None:
    """Open the file of a certificate; nothing where it is not made yet, or was erased."""
    sha256 = certificate.sha256
    if not sha256 or certificate.erased_at or not storage.is_there(sha256, FOLDER):
        return None
    return storage.opened(sha256, FOLDER)


def kept(certificate: Certificate) -> bytes | None:
    """Return the bytes of a certificate; nothing where it is not made yet, or was erased."""
    file = opened(certificate)
    if file is None:
        return None
    with file:
        return bytes(file.read())


def forget(certificate: Certificate) -> None:
    """Take the file of a certificate off the disk; one that is gone is gone."""
    if certificate.sha256:
        discard(certificate.sha256)


def discard(sha256: str) -> None:
    """Take the bytes of that hash off the disk."""
    storage.forget(storage.path_of(sha256, FOLDER))


def name_of(certificate: Certificate) -> str:
    """Return what the file of a certificate is called: its number, then whose it is."""
    name = PATH.sub("-", certificate.facts["name"])
    return names.cleaned(f"{certificate} {name}.pdf")


def zipped(certificates: Iterable[Certificate]) -> IO[bytes]:
    """Return one file with the files of certificates in it; what has no file is left out.

    Written to the disk beside, never to memory, and not packed: most of a PDF is packed already.
    """
    found = [one for one in certificates if one.sha256]
    written = cast("IO[bytes]", TemporaryFile())  # noqa: SIM115  # whoever asked closes it
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for path, one in zip(names.apart([name_of(one) for one in found]), found, strict=True):
            if content := kept(one):
                entry = ZipInfo(path, date_time=one.issued_at.timetuple()[:6])
                entry.external_attr = ENTRY_MODE
                archive.writestr(entry, content)
    written.seek(0)
    return written


def printed(certificates: Iterable[Certificate]) -> IO[bytes]:
    """Return one file with the pages of certificates to be printed, and nothing but the pages.

    A seal holds for its own file alone, so none comes along; the title of the file says so.
    """
    written = cast("BinaryIO", TemporaryFile())  # noqa: SIM115  # whoever asked closes it
    with ExitStack() as open_until_saved, pikepdf.new() as together:
        for content in _contents(certificates):
            one = open_until_saved.enter_context(pikepdf.open(io.BytesIO(content)))
            for page in one.pages:
                for left in {"/Annots", "/StructParents", "/Tabs"} & set(page.obj.keys()):
                    del page[left]
            together.pages.extend(one.pages)
        together.docinfo["/Title"] = _(
            "%(count)d certificates to be printed: the electronic seals are in the single files"
        ) % {"count": len(together.pages)}
        together.save(written)
    written.seek(0)
    return written


def _contents(certificates: Iterable[Certificate]) -> Iterator[bytes]:
    for certificate in certificates:
        if content := kept(certificate):
            yield content
