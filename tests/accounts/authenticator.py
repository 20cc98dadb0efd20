"""A passkey made of software: answers what a browser's authenticator would."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(raw: bytes) -> str:
    """Return bytes in base64url without padding, as browsers do."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Authenticator:
    """One passkey of one person on one site."""

    origin: str = "http://testserver"
    site: str = "testserver"
    flags: int = PRESENT | VERIFIED
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: str = ""
    count: int = 0

    def create(self, options: dict[str, Any]) -> str:
        """Answer a page's wish to make a passkey."""
        wish = options["creation_options"]["publicKey"]
        self.handle = wish["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        cose = cbor.encode(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        )
        attested = bytes(16) + len(self.credential_id).to_bytes(2) + self.credential_id + cose
        statement = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + attested}
        return self._answer(
            {
                "clientDataJSON": encoded(self._client("webauthn.create", wish["challenge"])),
                "attestationObject": encoded(cbor.encode(statement)),
            }
        )

    def get(self, options: dict[str, Any]) -> str:
        """Answer a page's wish to be shown the passkey."""
        wish = options["request_options"]["publicKey"]
        self.count += 1
        data, client = self._data(), self._client("webauthn.get", wish["challenge"])
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": encoded(client),
                "authenticatorData": encoded(data),
                "signature": encoded(signed),
                "userHandle": self.handle,
            }
        )

    def _data(self, flags: int = 0) -> bytes:
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([self.flags | flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        identity = encoded(self.credential_id)
        return json.dumps(
            {
                "type": "public-key",
                "id": identity,
                "rawId": identity,
                "response": response,
                "authenticatorAttachment": "platform",
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
