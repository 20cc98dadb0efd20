"""How a file leaves the house: as a download that runs nowhere, or as a picture.

The owning app's page has decided who may have it before it comes here. What is restricted is
kept by nobody on the way; the rest is asked for anew each time, and answered in a word where it
is the same.
"""

from collections.abc import Collection, Iterable, Sequence
from os import SEEK_END
from tempfile import TemporaryFile
from typing import IO, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from accounts.enums import Visibility
from documents import names, storage
from documents.kinds import PICTURE_TYPES
from documents.models import Version

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; form-action 'none'"
CHUNK = 1 << 18
ZIP = "application/zip"


def answer(version: Version, request: HttpRequest | None = None) -> HttpResponseBase:
    """Answer with a version as a download under its own name.

    With the request, a browser that holds the same bytes hears so in a word (304).
    """
    return _response(version, request, inline=False)


def picture(version: Version, request: HttpRequest | None = None) -> HttpResponseBase:
    """Answer with a picture to be shown in a page; what is none comes as a download."""
    return _response(version, request, inline=version.content_type in PICTURE_TYPES)


def _response(version: Version, request: HttpRequest | None, *, inline: bool) -> HttpResponseBase:
    private = version.document.visibility == Visibility.RESTRICTED
    tag = f'"{version.sha256}"'
    if request is not None and not private:
        known = get_conditional_response(request, etag=tag)
        if known is not None:
            return _dressed(known, version, inline=inline, private=private)
    response = FileResponse(storage.opened(version.sha256), content_type=version.content_type)
    response.headers["Content-Length"] = str(version.size)
    return _dressed(response, version, inline=inline, private=private)


def _dressed[R: HttpResponseBase](
    response: R, version: Version, *, inline: bool, private: bool
) -> R:
    """Add what tells a browser to keep the file and to run nothing in it."""
    _harmless(response, name=version.name, inline=inline, private=private)
    if not private:
        response.headers["ETag"] = f'"{version.sha256}"'
    return response


def _harmless(response: HttpResponseBase, *, name: str, inline: bool, private: bool) -> None:
    response.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=not inline, filename=name)
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store" if private else "private, no-cache"


def given(file: IO[bytes], *, name: str, content_type: str) -> FileResponse:
    """Answer with a file that is no document as a download; nobody on the way keeps it.

    ``file`` is whole and can be sought; the answer closes it.
    """
    length = file.seek(0, SEEK_END)
    file.seek(0)
    response = FileResponse(file, content_type=content_type)
    response.headers["Content-Length"] = str(length)
    _harmless(response, name=name, inline=False, private=True)
    return response


def announced(name: str) -> StreamingHttpResponse:
    """Answer HEAD for several versions as one file; nothing is packed, so no length is said."""
    response = StreamingHttpResponse(content_type=ZIP)
    _harmless(response, name=name, inline=False, private=True)
    return response


def together(
    chosen: Iterable[tuple[str, Version]], *, name: str, numbers: Sequence[str] = ()
) -> FileResponse:
    """Answer with several versions as one file; each goes into the folder named beside it.

    Where there are ``numbers``, the name of each file begins with its own.

    Written to the disk beside, never to memory. The files are packed as they are: most of them
    are packed already.
    """
    pairs = list(chosen)
    paths = _paths(pairs, numbers)
    written = cast("IO[bytes]", TemporaryFile())  # noqa: SIM115  # the answer closes it
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for path, version in zip(paths, (version for _, version in pairs), strict=True):
            entry = ZipInfo(path, date_time=version.added_at.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            entry.file_size = version.size
            with storage.opened(version.sha256) as source, archive.open(entry, "w") as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
    return given(written, name=name, content_type=ZIP)


def _paths(pairs: Collection[tuple[str, Version]], numbers: Sequence[str]) -> list[str]:
    """Return safe paths of which no two are alike, one folder deep."""
    found = []
    for (folder, version), number in zip(pairs, numbers or [""] * len(pairs), strict=True):
        safe = names.folder(folder)
        name = f"{number} {version.name}" if number else version.name
        found.append(f"{safe}/{name}" if safe else name)
    return names.apart(found)
