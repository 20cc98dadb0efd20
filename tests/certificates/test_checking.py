"""Files that are checked: as issued, of another, changed, not ours, no certificate at all."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from certificates import files, sealing
from certificates.enums import State
from certificates.models import Certificate
from tests.certificates import seals
from tests.certificates.public import address, outcome, sent, words
from tests.certificates.training import participant
from tests.documents.files import PDF, png
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    return certificate(participant(name="Zoë Vandenbroucke-Nguyễn"))


def test_a_file_as_issued_is_known_by_its_bytes_whatever_it_is_called(client, issued):
    answer = sent(client, "/verify/", files.kept(issued), name="download(3).bin")

    assert (answer.status_code, outcome(answer)) == (200, "as_issued")
    assert answer.context["certificate"] == issued
    assert "Every byte is as it was issued." in words(answer)


def test_the_file_of_a_revoked_one_is_as_issued_and_says_revoked(client):
    revoked = certificate(participant(), state=State.REVOKED)

    said = words(sent(client, "/verify/", files.kept(revoked)))

    assert "This file is the certificate as it was issued" in said
    assert "This certificate was revoked on" in said


def test_on_the_page_of_one_the_file_of_another_is_no_proof(client, issued):
    other = certificate(participant())

    same, another = (sent(client, address(issued), files.kept(one)) for one in (issued, other))

    assert (outcome(same), outcome(another)) == ("as_issued", "another")
    assert "The file has the number EUCPN-2026-000002." in words(another)
    assert another.context["certificate"] == issued


@pytest.mark.parametrize("place", [100, 4000, -200, -20])
def test_one_changed_byte_is_found_out(client, issued, place):
    content = bytearray(files.kept(issued))
    content[place] ^= 1

    answer = sent(client, address(issued), bytes(content))

    assert outcome(answer) == "changed"


def test_what_a_file_is_comes_before_what_the_certificate_itself_is_worth(client, issued):
    other = certificate(participant())
    changed = files.kept(issued) + b"\n% more"

    for content, verdict in (
        (changed, "This file was changed"),
        (files.kept(other), "This file is another certificate"),
    ):
        answer = sent(client, address(issued), content)
        said = words(answer)
        assert said.index(verdict) < said.index("The certificate EUCPN-2026-000001 itself")
        assert said.index("itself, not your file") < said.index("This certificate is valid")
        assert "notice-ok" not in answer.text
        assert 'href="#says"' in answer.text


def test_a_file_as_issued_of_what_is_worth_nothing_does_not_lead(client):
    revoked = certificate(participant(), state=State.REVOKED)

    leads, follows = (
        words(sent(client, address(one), files.kept(one)))
        for one in (certificate(participant()), revoked)
    )

    issued = "This file is the certificate as it was issued"
    assert leads.index(issued) < leads.index("This certificate is valid")
    assert follows.index("This certificate was revoked") < follows.index(issued)


def test_what_is_added_behind_the_seal_is_found_out(client, issued):
    answer = sent(client, address(issued), files.kept(issued) + b"\n% more")

    assert outcome(answer) == "changed"
    assert "the file was changed after it was sealed" in words(answer)


def test_a_file_sealed_with_our_key_that_we_never_issued_is_not_on_record(client, issued):
    content = files.kept(issued)
    Certificate.objects.update(sha256="0" * 64)

    answer = sent(client, "/verify/", content)

    assert outcome(answer) == "not_on_record"
    said = words(answer)
    assert "is made out to “Demonstration seal, proves nothing”. By its own account" in said
    assert "it was made on Friday 20 November 2026, 10:00 (Brussels)" in said
    assert 'href="#by-code"' in answer.text


def test_a_file_that_somebody_else_sealed_is_not_ours(client, issued, settings, tmp_path):
    content = files.kept(issued)
    Certificate.objects.update(sha256="0" * 64)
    seals.p12(tmp_path / "own.p12", name="Another Office")
    settings.SIGNING_KEY, settings.SIGNING_KEY_PASSPHRASE = str(tmp_path / "own.p12"), ""

    answer = sent(client, "/verify/", content)

    assert outcome(answer) == "foreign"
    assert sealing.examine(content).signer in words(answer)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PDF, "unknown"),
        (png(), "no_pdf"),
        (b"PK\x03\x04 a workbook", "no_pdf"),
        (b"%PDF-1.7 /ByteRange [0 5 9 3] <AB>", "changed"),
    ],
    ids=["another PDF", "a photograph", "an archive", "a torn seal"],
)
def test_a_wrong_file_gets_a_clear_answer(client, issued, content, found):
    answer = sent(client, "/verify/", content)

    assert (answer.status_code, outcome(answer)) == (200, found)


@pytest.mark.parametrize(
    ("posted", "problem"),
    [
        ({}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "This file is empty."),
        ({"file": "no file at all"}, "Choose a file."),
    ],
    ids=["nothing", "an empty file", "words"],
)
@pytest.mark.parametrize("on_its_page", [False, True])
def test_what_is_no_file_is_told_apart(client, issued, posted, problem, on_its_page):
    answer = client.post(address(issued) if on_its_page else "/verify/", posted)

    assert answer.status_code == 422
    assert problem in words(answer)


def test_fifty_megabytes_are_refused_in_words(client, issued):
    answer = sent(client, "/verify/", b"%PDF-" + bytes(50 << 20))

    assert answer.status_code == 422
    assert "This file is too large to be a certificate: up to 20 MB are looked at." in words(answer)


def test_what_is_sent_is_kept_nowhere(client, issued):
    store = Path(default_storage.location)
    before = sorted(store.rglob("*"))

    for content in (files.kept(issued), PDF, png()):
        sent(client, "/verify/", content)

    assert sorted(store.rglob("*")) == before


def test_a_check_writes_nothing_down(client, issued, django_assert_num_queries):
    content = files.kept(issued)

    with django_assert_num_queries(1):
        sent(client, "/verify/", content)
