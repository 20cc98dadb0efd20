"""The electronic seal on a certificate: PAdES over the whole file, with no change after it.

Without a key nothing is sealed, and every page says so. ``examine`` reads the bytes alone: it
takes no file apart, so that nothing that somebody sends can hurt.
"""

import asyncio
import hashlib
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from asn1crypto import cms, core
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings

from certificates import keys
from certificates.keys import Key, SealError

if TYPE_CHECKING:
    from pyhanko.sign.timestamps.api import TimeStamper

__all__ = ["FIELD", "Seal", "SealError", "announced", "examine", "seal"]

FIELD = "Seal"
TSA_SECONDS = 10
SIGNED_AS = {"sha256_ecdsa", "sha256_rsa"}
TORN = (  # what reading says of bytes that somebody wrote and that are no signature
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
    NotImplementedError, RecursionError, UnsupportedAlgorithm, x509.InvalidVersion,
)  # fmt: skip
RANGE = re.compile(rb"/ByteRange\s*\[\s*0 (\d{1,10}) (\d{1,10}) (\d{1,10})\s*\]")
HELD = re.compile(rb"<([0-9A-F]+|[0-9a-f]+)>")
LARGEST = 1 << 16  # what a seal may take; nobody's time and memory go into reading a larger one
_rooms: dict[tuple[Key, str], int] = {}  # what a seal takes; to find out, one is made
MOMENT = re.compile(rb"/M\s*\(D(?::|\\072)(\d{14})(?:Z|\+00'00'?)\)")


@dataclass(frozen=True)
class Seal:
    """What a file's seal says.

    Intact is one that covers every byte of the file and is written as seals are here; another's,
    written otherwise, is not taken for intact. ``is_ours`` is whether the key is the one
    that seals here today; only of that it is believed that it is qualified. ``signed_at`` is
    the signer's word.
    """

    is_sealed: bool
    is_intact: bool = False
    signer: str = ""
    signed_at: datetime | None = None
    is_qualified: bool = False
    is_demonstration: bool = False
    is_ours: bool = False


def announced() -> dict[str, Any] | None:
    """Return what a certificate says of the seal that it will carry, or nothing for none."""
    key = keys.key()
    if key is None:
        return None
    return {
        "signer": keys.name_of(key.certificate),
        "qualified": keys.is_qualified(key.certificate),
        "demonstration": keys.is_demonstration(key.certificate),
    }


def seal(pdf: bytes, *, at: datetime) -> bytes:
    """Return the file with its field signed, all bytes before it unchanged.

    Raises ``SealError`` where there is no key, or token or time-stamp authority do not answer.
    """
    key = keys.key()
    if key is None:
        raise SealError("There is no key to seal with.")
    with ThreadPoolExecutor(1) as beside:  # whoever calls may have a loop running
        return beside.submit(asyncio.run, _sealed(pdf, key, at)).result()


async def _sealed(pdf: bytes, key: Key, at: datetime) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    from certificates.signers import Archival

    signer = Archival(
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            certify=True,
            subfilter=SigSeedSubFilter.PADES,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        key.signer,
        timestamper=_authority(settings.TSA_URL) if settings.TSA_URL else None,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer._update_meta = _left_alone  # type: ignore[method-assign]  # noqa: SLF001  # see there
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at.astimezone(UTC).replace(microsecond=0)
    try:
        told = (key, settings.TSA_URL)
        room = _rooms.get(told) or await session.estimate_signature_container_size(None)
        _rooms[told] = room
        prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=room)
        digest, sealed = prepared.digest_tbs_document()
        done = await prepared.perform_signature(
            document_digest=digest.document_digest,
            pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=session.system_time),
        )
        await done.post_signature_processing(sealed)
    except (OSError, RuntimeError, PdfError) as error:
        keys.forget()  # a token that was taken out is opened anew
        raise SealError(f"The seal could not be made: {error}") from error
    sealed.seek(0)
    return bytes(sealed.read())


def _left_alone() -> None:
    """Keep the file's properties; written anew they would lose the names of both profiles."""


@cache
def _authority(url: str) -> "TimeStamper":
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

    return RequestsHTTPTimeStamper(url, timeout=TSA_SECONDS)  # type: ignore[no-untyped-call]


def examine(pdf: bytes) -> Seal:
    """Return what a file's seal says; of a file that has none, that it has none.

    A seal is taken for one only where it leaves out nothing but itself: what stands between
    the two stretches it covers is its own number, and they reach to both ends of the file.
    Only the last is looked at; one that something follows is not whole, nor is one larger than
    any that is made here.
    """
    found = RANGE.match(pdf, max(pdf.rfind(b"/ByteRange"), 0))
    if found is None:
        return Seal(is_sealed=False)
    before, after, rest = (int(number) for number in found.groups())
    if after - before > LARGEST or after + rest != len(pdf):
        return Seal(is_sealed=True)
    held = HELD.fullmatch(pdf, before, after)
    if held is None:
        return Seal(is_sealed=True)
    whole = memoryview(pdf)
    digest = hashlib.sha256(whole[:before])
    digest.update(whole[after:])
    try:
        return _read(bytes.fromhex(held[1].decode()), digest.digest(), pdf)
    except TORN:
        return Seal(is_sealed=True)


def _read(held: bytes, digest: bytes, pdf: bytes) -> Seal:
    from pyhanko.sign.general import extract_signer_info
    from pyhanko.sign.validation.generic_cms import (
        extract_certs_for_validation,
        validate_sig_integrity,
    )

    message = cms.ContentInfo.load(held)
    data = message["content"]
    signed_by = extract_certs_for_validation(data).signer_cert
    signature = extract_signer_info(data)
    is_right, is_signed = validate_sig_integrity(
        signature, signed_by, expected_content_type="data", actual_digest=digest
    )
    certificate = x509.load_der_x509_certificate(signed_by.dump())
    written = _as_we_write(data, signature, signed_by)
    is_plain = (
        held.startswith(written)
        and not held[len(written) :].strip(b"\0")
        and signature["signature_algorithm"]["algorithm"].native in SIGNED_AS
    )
    is_ours = _is_ours(certificate)
    moment = MOMENT.findall(pdf)
    return Seal(
        is_sealed=True,
        is_intact=is_right and is_signed and is_plain,
        signer=keys.name_of(certificate),
        signed_at=_moment(moment[-1]) if moment else None,
        is_qualified=is_ours and keys.is_qualified(certificate),
        is_demonstration=keys.is_demonstration(certificate),
        is_ours=is_ours,
    )


def _as_we_write(data: Any, signature: Any, signed_by: Any) -> bytes:
    """Return the seal's bytes as pyHanko writes them, from the parts that a signature vouches for.

    The others are always the same here, so that a change in them is found as well.
    """
    sha256 = {"algorithm": "sha256"}
    issuer = {"issuer": signed_by.issuer, "serial_number": signed_by.serial_number}
    kept = ("signature_algorithm", "signed_attrs", "signature", "unsigned_attrs")
    alone = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": issuer}),
            "digest_algorithm": sha256,
            **{name: signature[name] for name in kept if signature[name] is not core.VOID},
        }
    )
    content = {
        "version": "v1",
        "digest_algorithms": [sha256],
        "encap_content_info": {"content_type": "data"},
        "certificates": data["certificates"],
        "signer_infos": [alone],
    }
    whole = {"content_type": "signed_data", "content": cms.SignedData(content)}
    return bytes(cms.ContentInfo(whole).dump())


def _is_ours(certificate: x509.Certificate) -> bool:
    try:
        key = keys.key()
    except SealError:
        return False  # who only looks is not to suffer for it
    return key is not None and key.certificate == certificate


def _moment(written: bytes) -> datetime:
    return datetime.strptime(written.decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
