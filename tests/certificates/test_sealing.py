"""The electronic seal: whole, found out when it is not, and said for what it is."""

import asyncio
import datetime as dt
import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certificates import keys, sealing
from certificates.drawing import drawn
from certificates.making import made
from certificates.sealing import Seal, SealError, examine, seal
from tests.certificates.facts import URL, facts, failures
from tests.certificates.seals import QUALIFIED, p12, time_stamps

AT = dt.datetime(2026, 11, 20, 9, 0, 0, 123, tzinfo=dt.UTC)
SECOND = AT.replace(microsecond=0)


@pytest.fixture(scope="module")
def pdf():
    return drawn(facts(), url=URL)


@pytest.fixture
def key_of(settings, tmp_path):
    """Seal with a key of this test's own."""

    def chosen(**options):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.p12"
        certificate = p12(path, **options)
        settings.SIGNING_KEY = str(path)
        settings.SIGNING_KEY_PASSPHRASE = options.get("passphrase", "")
        return certificate

    return chosen


def apart(function, *arguments, **named):
    """Call what starts a loop of its own: in this thread a browser's may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function, *arguments, **named).result()


def validated(content, certificate):
    """What pyHanko's own validation says, the certificate taken for trusted."""
    [found] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    root = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    trusting = ValidationContext(trust_roots=[root], moment=AT, allow_fetching=False)
    return found, apart(validate_pdf_signature, found, trusting)


@pytest.mark.parametrize("with_rsa", [False, True], ids=["elliptic curve", "RSA"])
def test_a_sealed_file_is_valid_whole_and_lets_nothing_be_changed(pdf, key_of, with_rsa):
    certificate = key_of(with_rsa=with_rsa)

    content = seal(pdf, at=AT)

    assert content.startswith(pdf)
    assert failures(content) == set()
    with pikepdf.open(io.BytesIO(content)) as file:
        assert (file.pdf_version, list(file.Root.Extensions)) == ("1.7", ["/ESIC"])
    found, status = validated(content, certificate)
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    assert found.docmdp_level.name == "NO_CHANGES"
    assert (found.field_name, found.sig_object["/SubFilter"]) == ("Seal", "/ETSI.CAdES.detached")
    assert found.self_reported_timestamp == SECOND


def test_what_a_seal_says(pdf, key_of):
    key_of(passphrase="a word of the test")

    assert examine(seal(pdf, at=AT)) == Seal(
        is_sealed=True,
        is_intact=True,
        signer="Secretariat of the Network",
        signed_at=SECOND,
        is_qualified=False,
        is_demonstration=False,
        is_ours=True,
    )


def test_a_file_that_was_not_sealed_has_no_seal(pdf):
    assert [examine(content) for content in (pdf, b"", b"%PDF-1.7", b"/ByteRange")] == [
        Seal(is_sealed=False)
    ] * 4


def test_the_demonstration_seals_with_its_own_key_and_the_seal_says_so(pdf):
    found = examine(seal(pdf, at=AT))

    assert (found.is_intact, found.is_demonstration, found.is_ours) == (True, True, True)
    assert (found.signer, found.is_qualified) == ("Demonstration seal, proves nothing", False)


def test_without_a_key_nothing_is_sealed(pdf, settings):
    settings.DEMO = False

    assert sealing.announced() is None
    with pytest.raises(SealError, match="no key"):
        seal(pdf, at=AT)
    assert made(facts(seal=None), url=URL, at=AT) == drawn(facts(seal=None), url=URL)
    with pytest.raises(SealError, match="no key"):
        made(facts(), url=URL, at=AT)


def test_what_is_made_is_drawn_and_sealed(pdf):
    content = made(facts(), url=URL, at=AT)

    assert content.startswith(pdf)
    assert examine(content).is_intact


def test_only_our_own_certificate_is_believed_to_be_qualified(pdf, key_of):
    key_of(qualified=QUALIFIED)
    content = seal(pdf, at=AT)
    announced, while_ours = sealing.announced(), examine(content)
    key_of()

    afterwards = examine(content)

    assert announced == {
        "signer": "Secretariat of the Network",
        "qualified": True,
        "demonstration": False,
    }
    assert (while_ours.is_qualified, while_ours.is_ours) == (True, True)
    assert (afterwards.is_intact, afterwards.is_qualified, afterwards.is_ours) == (
        True, False, False,
    )  # fmt: skip


def test_a_seal_is_nobodys_here_where_there_is_no_key(pdf, settings):
    content = seal(pdf, at=AT)
    settings.DEMO = False

    found = examine(content)

    assert (found.is_intact, found.is_ours, found.is_demonstration) == (True, False, True)


@pytest.mark.parametrize(
    ("oid", "name"),
    [(NameOID.ORGANIZATION_NAME, "A network"), (NameOID.COUNTRY_NAME, "BE")],
)
def test_who_has_no_common_name_is_called_by_another(key_of, oid, name):
    key_of(name=name, oid=oid)

    assert sealing.announced()["signer"] in {name, f"C={name}"}


@pytest.fixture(scope="module")
def sealed(pdf):
    return seal(pdf, at=AT)


def flipped(content, place, bit=1):
    return content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]


def test_one_flipped_byte_is_found_out_wherever_it_is(sealed):
    found = [
        place
        for place in (*range(0, len(sealed), 211), *range(len(sealed) - 700, len(sealed), 7))
        if examine(flipped(sealed, place)).is_intact
    ]

    assert found == []
    assert examine(sealed).is_intact


@pytest.mark.parametrize("with_rsa", [False, True], ids=["elliptic curve", "RSA"])
def test_a_change_of_any_byte_of_the_seal_itself_is_found_out(pdf, key_of, with_rsa):
    key_of(with_rsa=with_rsa)
    content = seal(pdf, at=AT)
    begins, ends = gap(content)
    held = bytes.fromhex(content[begins + 1 : ends - 1].decode())
    length = len(cms.ContentInfo.load(held).dump())

    found = [
        place
        for place in range(length)
        for bits in (1, 10)
        if examine(resealed(content, flipped(held, place, bits))).is_intact
    ]

    assert found == []
    assert examine(resealed(content, held)).is_intact


def resealed(content, held):
    """The same file with other bytes in place of its seal's."""
    begins, ends = gap(content)
    return content[: begins + 1] + held.hex().upper().encode() + content[ends - 1 :]


def test_a_certificate_of_no_version_there_is_breaks_nothing(sealed):
    begins, ends = gap(sealed)
    held = bytes.fromhex(sealed[begins + 1 : ends - 1].decode())
    version = held.index(bytes.fromhex("a003020102")) + 4

    found = examine(resealed(sealed, flipped(held, version)))

    assert (found.is_sealed, found.is_intact) == (True, False)


@given(st.data())
def test_nothing_that_is_sent_breaks_the_examination(sealed, data):
    begins, ends = gap(sealed)
    places = data.draw(st.lists(st.integers(begins, ends - 1), max_size=4))
    content = bytearray(sealed)
    for place in places:
        content[place] = data.draw(st.sampled_from(b"0123456789ABCDEF<> "))
    length = data.draw(st.integers(0, len(content)) | st.just(len(content)))

    examine(bytes(content[:length]))


def gap(content):
    [found] = sealing.RANGE.finditer(content)
    before, after, _rest = (int(number) for number in found.groups())
    return before, after


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content + b"\n",
        lambda content: content + b"/ByteRange [0 1 2 3]",
        lambda content: content + b"%%EOF\n",
        lambda content: b"\n" + content,
        lambda content: content[:-1],
        lambda content: content.replace(b"00000>", b"000A0>"),
        lambda content: content.replace(b"00000>", b"000000"),
        lambda content: content.replace(b"<3082", b"<3182"),
        lambda content: content.replace(b"<3082", b"<308a"),
    ],
    ids=[
        "line",
        "another seal",
        "end",
        "front",
        "cut",
        "padding",
        "open",
        "no signature",
        "other letters",
    ],
)
def test_what_is_added_taken_or_written_over_is_found_out(sealed, change):
    found = examine(change(sealed))

    assert (found.is_sealed, found.is_intact) == (True, False)


def test_a_change_that_is_saved_after_sealing_is_found_out(sealed):
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)

    assert not examine(out.getvalue()).is_intact


def test_nothing_can_be_signed_after_the_seal(sealed):
    with pytest.raises(SigningError):
        apart(
            sign_pdf,
            IncrementalPdfFileWriter(io.BytesIO(sealed)),
            PdfSignatureMetadata(field_name="Another"),
            keys.key().signer,
        )


def test_a_forged_certificate_is_intact_but_not_ours(pdf, key_of):
    key_of(name="Demonstration seal, proves nothing")
    content = seal(pdf, at=AT)
    key_of()

    found = examine(content)

    assert (found.is_intact, found.is_ours) == (True, False)


def test_a_seal_without_a_moment_has_none(sealed):
    assert examine(sealed.replace(b"/M (D", b"/N (D")).signed_at is None


def test_a_time_stamp_is_taken_from_the_authority(pdf, key_of, settings):
    certificate = key_of()
    with time_stamps() as address:
        settings.TSA_URL = address
        content = [seal(pdf, at=AT) for _twice in range(2)][1]

    assert failures(content) == set()
    assert examine(content).is_intact
    _found, status = validated(content, certificate)
    assert (status.timestamp_validity.valid, status.timestamp_validity.intact) == (True, True)


@pytest.mark.parametrize("refuses", [True, False], ids=["refuses", "is away"])
def test_an_authority_that_gives_no_time_stamp_is_named(pdf, key_of, settings, refuses):
    key_of()
    with time_stamps(answers=0) as address:
        settings.TSA_URL = address if refuses else "http://127.0.0.1:9/"
        with pytest.raises(SealError, match="could not be made"):
            seal(pdf, at=AT)


def test_a_key_that_cannot_be_opened_is_named(pdf, settings, tmp_path):
    settings.SIGNING_KEY = str(tmp_path / "none.p12")
    with pytest.raises(SealError, match="cannot be opened"):
        seal(pdf, at=AT)

    settings.SIGNING_KEY = str(tmp_path / "torn.p12")
    (tmp_path / "torn.p12").write_bytes(b"no key")
    with pytest.raises(SealError, match="cannot be opened"):
        sealing.announced()


def test_a_key_that_cannot_be_opened_hinders_nobody_from_looking(pdf, settings, tmp_path):
    content = seal(pdf, at=AT)
    settings.SIGNING_KEY = str(tmp_path / "none.p12")

    found = examine(content)

    assert (found.is_intact, found.is_ours) == (True, False)


def test_the_demonstrations_key_is_made_once_and_for_nobody_elses_eyes(settings, tmp_path):
    settings.DEMONSTRATION_KEY = tmp_path / "new" / "seal.p12"

    made_first = keys.key()

    assert keys.key() is made_first
    assert (tmp_path / "new" / "seal.p12").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["seal.p12"]


def test_two_that_start_at_once_make_one_key(tmp_path):
    path, found, ready = tmp_path / "seal.p12", [], threading.Barrier(4)

    def start():
        ready.wait()
        found.append(keys._own.__wrapped__(path))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({key.certificate.serial_number for key in found}) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["seal.p12"]


def test_a_key_that_another_made_meanwhile_is_taken(tmp_path):
    path = tmp_path / "seal.p12"
    keys._make(path)
    before = path.read_bytes()

    keys._make(path)

    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["seal.p12"]


def test_it_seals_where_a_loop_runs_already():
    async def sealed():
        return seal(drawn(facts(), url=URL), at=AT)

    assert examine(apart(asyncio.run, sealed())).is_intact
