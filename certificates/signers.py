"""What signs, as pyHanko takes it; a key is parsed once, however often it signs."""

from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.signers import PdfSigner, Signer, SimpleSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1

type Private = RSAPrivateKey | ec.EllipticCurvePrivateKey


class InMemory(SimpleSigner):
    """A signer of pyHanko's that does not parse the key anew for each signature."""

    def __init__(self, loaded: SimpleSigner, private: Private) -> None:
        """Take what pyHanko loaded, and the key as it was parsed."""
        super().__init__(loaded.signing_cert, loaded.signing_key, loaded.cert_registry)
        self.private = private

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:  # noqa: ARG002  # SHA-256
        """Sign bytes."""
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(data, PKCS1v15(), SHA256())
        return self.private.sign(data, ec.ECDSA(SHA256()))


class Archival(PdfSigner):
    """A signer of files that stay PDF 1.7, as PDF/A-3 is; elliptic curves would make it 2.0."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002
        """Name the one extension that PAdES has in PDF 1.7."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


def from_file(content: bytes, passphrase: bytes | None) -> tuple[Signer, x509.Certificate]:
    """Return the signer of a PKCS#12 file; ``ValueError`` where it cannot be opened."""
    private, certificate, _chain = pkcs12.load_key_and_certificates(content, passphrase)
    loaded = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=passphrase)
    return InMemory(loaded, cast("Private", private)), cast("x509.Certificate", certificate)


def from_token(
    module: str, token: str, *, key: str, certificate: str, pin: str
) -> tuple[Signer, x509.Certificate]:
    """Return the signer of a PKCS#11 token; the key never leaves it."""
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    signer = PKCS11Signer(
        open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=pin),
        cert_label=certificate,
        key_label=key,
    )
    found = x509.load_der_x509_certificate(signer.signing_cert.dump())
    # Every token signs a hash with such a key; to hash as well is more than some can.
    signer.use_raw_mechanism = isinstance(found.public_key(), ec.EllipticCurvePublicKey)
    return signer, found
