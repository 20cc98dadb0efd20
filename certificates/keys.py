"""The key of the electronic seal: a PKCS#12 file, a PKCS#11 token, or the demonstration's own.

It is opened once a process. Who signs, and whether the seal is a qualified one, is what its
certificate says.
"""

import os
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID, ObjectIdentifier
from django.conf import settings

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

DEMONSTRATION = "Demonstration"
VALID = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC))
LONGEST_NAME = 64  # in a certificate
STATEMENTS = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
IS_QUALIFIED, IS_FOR_SEALS = (
    bytes.fromhex(element) for element in ("060604008e460101", "060704008e46010602")
)


class SealError(Exception):
    """The file cannot be sealed now; the message says why."""


@dataclass(frozen=True)
class Key:
    """What signs, and the certificate that says whose it is."""

    signer: "Signer"
    certificate: x509.Certificate


def key() -> Key | None:
    """Return the key that seals, or nothing where there is none.

    Raises ``SealError`` where one is set and cannot be opened.
    """
    if settings.PKCS11:
        return _in_token(**settings.PKCS11)
    if settings.SIGNING_KEY:
        return _in_file(Path(settings.SIGNING_KEY), settings.SIGNING_KEY_PASSPHRASE)
    if settings.DEMO:
        return _own(Path(settings.DEMONSTRATION_KEY))
    return None


def forget() -> None:
    """Open the key anew when it is needed next."""
    _in_file.cache_clear()
    _in_token.cache_clear()
    _own.cache_clear()


def name_of(certificate: x509.Certificate) -> str:
    """Return whose certificate it is."""
    subject = certificate.subject
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in subject.get_attributes_for_oid(oid):
            return str(attribute.value)
    return subject.rfc4514_string()


def is_demonstration(certificate: x509.Certificate) -> bool:
    """Return whether it says of itself that it is a demonstration's and proves nothing."""
    units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return any(unit.value == DEMONSTRATION for unit in units)


def is_qualified(certificate: x509.Certificate) -> bool:
    """Return whether it says that it is a qualified certificate for electronic seals."""
    try:
        found = certificate.extensions.get_extension_for_oid(STATEMENTS).value
    except x509.ExtensionNotFound:
        return False
    said = found.public_bytes()
    return IS_QUALIFIED in said and IS_FOR_SEALS in said


@cache
def _in_file(path: Path, passphrase: str) -> Key:
    from certificates.signers import from_file

    try:
        signer, certificate = from_file(path.read_bytes(), passphrase.encode() or None)
    except (OSError, ValueError) as error:
        raise SealError(f"The key of the seal cannot be opened: {error}") from error
    return Key(signer, certificate)


@cache
def _in_token(*, module: str, token: str, key: str, certificate: str, pin: str) -> Key:
    from pkcs11.exceptions import PKCS11Error

    from certificates.signers import from_token

    try:
        signer, found = from_token(module, token, key=key, certificate=certificate, pin=pin)
    except (PKCS11Error, OSError, RuntimeError) as error:
        raise SealError(f"The token of the seal cannot be opened: {error!r}") from error
    return Key(signer, found)


@cache
def _own(path: Path) -> Key:
    """Return the demonstration's key, made on the first start."""
    if not path.exists():
        _make(path)
    return _in_file(path, "")


def _make(path: Path) -> None:
    """Make a key unless another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{uuid.uuid4().hex}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(_made())
    with suppress(FileExistsError):
        os.link(beside, path)
    beside.unlink()


def _made() -> bytes:
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Demonstration seal, proves nothing"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMONSTRATION),
            x509.NameAttribute(
                NameOID.ORGANIZATION_NAME, settings.ORGANISATION_NAME[:LONGEST_NAME]
            ),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID[0])
        .not_valid_after(VALID[1])
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"seal", private, certificate, None, NoEncryption()
    )
