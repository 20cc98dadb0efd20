"""The files of certificates: kept under their hash, one by one, in one, or to print."""

import io
from zipfile import ZipFile

import pikepdf
import pytest

from certificates import files
from certificates.enums import State
from documents import storage
from tests.certificates.training import AFTER, participant, training
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_under_its_hash_apart_from_documents():
    sha256 = files.keep(b"%PDF one")

    assert files.keep(b"%PDF one") == sha256
    assert storage.is_there(sha256, files.FOLDER)
    assert not storage.is_there(sha256)


def test_what_is_kept_can_be_read_until_it_is_erased():
    one = certificate(participant())

    content = files.kept(one)
    with files.opened(one) as opened:
        assert (opened.read(), content[:5]) == (content, b"%PDF-")
    one.erased_at = AFTER
    assert files.kept(one) is None


def test_what_is_not_made_or_no_longer_there_is_nothing():
    claimed, gone = certificate(participant(), made=False), certificate(participant())
    files.forget(claimed)
    files.forget(gone)
    files.forget(gone)

    assert [files.kept(claimed), files.kept(gone), files.opened(gone)] == [None, None, None]


def test_a_file_is_called_by_number_and_name():
    event = training()
    names = [
        files.name_of(certificate(participant(event, name=name)))
        for name in ("Zoë Nguyễn", 'A/B <c> "d"')
    ]

    assert names == ["EUCPN-2026-000001 Zoë Nguyễn.pdf", "EUCPN-2026-000002 A-B -c- -d-.pdf"]


def test_several_come_as_one_file_each_under_its_own_name():
    event = training()
    rows = [certificate(participant(event, name=f"Person {n}")) for n in range(2)]
    rows.append(certificate(participant(event), made=False))
    gone = certificate(participant(event))
    files.forget(gone)

    with files.zipped([*rows, gone]) as packed, ZipFile(packed) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
        moments = {entry.date_time for entry in archive.infolist()}

    assert found == {
        f"EUCPN-2026-00000{n + 1} Person {n}.pdf": files.kept(rows[n]) for n in range(2)
    }
    assert moments == {(2026, 11, 20, 9, 0, 0)}


def test_two_versions_of_one_number_are_told_apart():
    person = participant(name="Zoë")
    first, second = certificate(person), certificate(person)
    first.state = State.REPLACED

    with files.zipped([first, second]) as packed, ZipFile(packed) as archive:
        assert archive.namelist() == ["EUCPN-2026-000001 Zoë.pdf", "EUCPN-2026-000001 v2 Zoë.pdf"]


def test_to_print_there_is_one_file_of_pages_without_seals_that_says_so():
    event = training()
    rows = [certificate(participant(event, name=f"Person {n}")) for n in range(3)]

    with files.printed([*rows, certificate(participant(event), made=False)]) as together:
        content = together.read()

    with pikepdf.open(io.BytesIO(content)) as file:
        assert len(file.pages) == 3
        assert "/AcroForm" not in file.Root
        assert [
            key for page in file.pages for key in ("/Annots", "/StructParents") if key in page
        ] == []
        assert str(file.docinfo["/Title"]) == (
            "3 certificates to be printed: the electronic seals are in the single files"
        )
    assert b"/ByteRange" not in content


def test_a_print_file_of_nothing_has_no_pages():
    with files.printed([]) as together, pikepdf.open(io.BytesIO(together.read())) as file:
        assert len(file.pages) == 0
