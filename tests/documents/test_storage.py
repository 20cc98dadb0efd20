"""The store: whole files under their hash, flushed before they are named."""

import doctest
import os
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from documents import storage
from documents.storage import DurableStorage
from tests.documents.files import checked, png


def test_bytes_stand_under_their_hash_for_nobody_else_to_read():
    upload = checked()

    storage.keep(upload.sha256, upload.file)

    path = Path(default_storage.path(storage.path_of(upload.sha256)))
    assert path.name == upload.sha256
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (
        0o600,
        0o700,
    )
    with storage.opened(upload.sha256) as kept:
        assert kept.read() == checked().file.read()


def test_the_same_bytes_are_written_once():
    upload = checked()
    storage.keep(upload.sha256, upload.file)
    path = Path(default_storage.path(storage.path_of(upload.sha256)))
    before = path.stat()

    storage.keep(upload.sha256, upload.file)

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(list(storage.all_names())) == 1


def test_file_and_folders_are_flushed_before_it_is_said_to_be_kept(monkeypatch, tmp_path):
    flushed, real = [], os.fsync

    def noted(what):
        flushed.append(str(Path(f"/proc/self/fd/{what}").readlink()))
        real(what)

    monkeypatch.setattr(os, "fsync", noted)
    upload = checked()

    storage.keep(upload.sha256, upload.file)

    part, *folders = flushed
    assert part.endswith(".part")
    assert set(folders) == {
        str(tmp_path),
        str(tmp_path / "media"),
        str(tmp_path / "media/documents"),
        str(tmp_path / "media/documents" / upload.sha256[:2]),
    }


def test_what_cannot_be_written_leaves_nothing(monkeypatch):
    def full(_what):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    upload = checked()

    with pytest.raises(OSError, match="No space"):
        storage.keep(upload.sha256, upload.file)

    assert not storage.is_there(upload.sha256)
    assert list(storage.all_names()) == []


def test_all_names_are_found_and_a_file_is_forgotten():
    assert list(storage.all_names()) == []
    uploads = [checked(), checked("a.png", png())]
    for upload in uploads:
        storage.keep(upload.sha256, upload.file)
    assert sorted(storage.all_names()) == sorted(storage.path_of(one.sha256) for one in uploads)
    assert storage.written_at(storage.path_of(uploads[0].sha256)).tzinfo is not None

    for _twice in range(2):
        storage.forget(storage.path_of(uploads[0].sha256))

    assert list(storage.all_names()) == [storage.path_of(uploads[1].sha256)]


def test_a_file_has_no_address_and_keeps_its_name():
    name = default_storage.save("documents/aa/x", ContentFile(b"one"))

    with pytest.raises(ValueError, match="no address"):
        default_storage.url(name)
    assert default_storage.save("documents/aa/x", ContentFile(b"two")) == name


def test_nothing_of_it_is_given_out_by_its_path(client):
    upload = checked()
    storage.keep(upload.sha256, upload.file)

    assert settings.MEDIA_URL in {"", "/"}
    for address in (
        f"/media/{storage.path_of(upload.sha256)}",
        f"/{storage.path_of(upload.sha256)}",
    ):
        assert client.get(address).status_code in {302, 404}


def test_it_stands_where_the_settings_say():
    assert isinstance(DurableStorage("/srv/media").location, str)
    assert DurableStorage("/srv/media").location == "/srv/media"


def test_the_examples():
    assert doctest.testmod(storage).failed == 0
