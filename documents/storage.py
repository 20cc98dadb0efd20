"""Where bytes are: in a file named by their hash, written and safe on the disk before it is named.

``STORAGE_URL`` chooses the folder. The same bytes are kept once; nothing here has an address,
so no web server can give a file out by its path.
"""

import os
import re
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NoReturn, cast

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

FOLDER = "documents"
CHUNK = 1 << 20
HASH = re.compile(r"[0-9a-f]{64}")


class DurableStorage(FileSystemStorage):
    """A folder in which a file that stands under its name is whole and survives a power cut.

    It is written under another name, flushed, and renamed; what a killed process leaves has
    that other name and is swept.
    """

    def __init__(self, location: str | Path | None = None) -> None:
        """Keep files for nobody but the service itself."""
        super().__init__(
            location=location, file_permissions_mode=0o600, directory_permissions_mode=0o700
        )

    def _save(self, name: str, content: File[bytes]) -> str:
        path = Path(self.path(name))
        new = self._folders(path.parent)
        beside = path.with_name(f".{uuid.uuid4().hex}.part")
        try:
            opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "wb") as written:
                for chunk in content.chunks(CHUNK):
                    written.write(chunk)
                written.flush()
                os.fsync(written.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        for folder in [path.parent, *new]:
            _flush(folder)
        return name

    def _folders(self, folder: Path) -> list[Path]:
        """Make the folders that are missing; return those whose list of names has grown."""
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            one.mkdir(mode=0o700, exist_ok=True)
        return [one.parent for one in missing]

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """Keep the name: it says what the bytes are."""
        return name

    def url(self, name: str | None) -> NoReturn:
        """Refuse: a file is given out by a page that asks who may see it."""
        raise ValueError(f"{name} has no address.")


def _flush(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def path_of(sha256: str, folder: str = FOLDER) -> str:
    """Return the name under which bytes of that hash stand.

    >>> path_of("ab" * 32)[:16]
    'documents/ab/aba'
    """
    return f"{folder}/{sha256[:2]}/{sha256}"


def hash_of(name: str) -> str:
    """Return the hash that a file is named by; nothing for what a killed process left.

    >>> hash_of(path_of("ab" * 32)) == "ab" * 32, hash_of("documents/ab/.x.part")
    (True, '')
    """
    last = name.rpartition("/")[2]
    return last if HASH.fullmatch(last) else ""


def keep(sha256: str, file: IO[bytes]) -> None:
    """Write bytes to the disk unless they are there; returns when they are safe."""
    if not is_there(sha256):
        write(path_of(sha256), file)


def write(name: str, file: IO[bytes]) -> None:
    """Write bytes under a name, over what stands there; returns when they are safe."""
    file.seek(0)
    default_storage.save(name, cast("Any", File(file)))


def is_there(sha256: str, folder: str = FOLDER) -> bool:
    """Return whether the bytes stand on the disk."""
    return default_storage.exists(path_of(sha256, folder))


def opened(sha256: str, folder: str = FOLDER) -> File[bytes]:
    """Open bytes for reading."""
    return cast("File[bytes]", default_storage.open(path_of(sha256, folder), "rb"))


def forget(name: str) -> None:
    """Take a file off the disk; one that is gone is gone."""
    default_storage.delete(name)


def written_at(name: str) -> datetime:
    """Return when a file was written."""
    return default_storage.get_modified_time(name)


def all_names(folder: str = FOLDER) -> Iterator[str]:
    """Yield every file there is, the parts that a killed process left included."""
    if not default_storage.exists(folder):
        return
    for within in default_storage.listdir(folder)[0]:
        for name in default_storage.listdir(f"{folder}/{within}")[1]:
            yield f"{folder}/{within}/{name}"
