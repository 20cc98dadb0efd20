"""Keys with certificates of all kinds, and a time-stamp authority on this machine."""

import contextlib
import datetime as dt
import math
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

QUALIFIED = bytes.fromhex("3015 3008 0606 04008e460101 3009 0607 04008e46010602".replace(" ", ""))
BEGINS, ENDS = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2036, 1, 1, tzinfo=dt.UTC)


def pair(
    name="Secretariat of the Network",
    *,
    oid=NameOID.COMMON_NAME,
    qualified=b"",
    with_rsa=False,
    ends=ENDS,
):
    """A key and the certificate it signed for itself."""
    key = (
        rsa.generate_private_key(65537, 2048)
        if with_rsa
        else ec.generate_private_key(ec.SECP256R1())
    )
    subject = x509.Name([x509.NameAttribute(oid, name)])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ends)
        .add_extension(usage, critical=True)
    )
    if qualified:
        statements = x509.UnrecognizedExtension(
            x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3"), qualified
        )
        builder = builder.add_extension(statements, critical=False)
    return key, builder.sign(key, hashes.SHA256())


def p12(path, *, passphrase="", **options):
    """Write a PKCS#12 file; return its certificate."""
    key, certificate = pair(**options)
    how = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, how))
    return certificate


@contextlib.contextmanager
def time_stamps(*, answers=math.inf):
    """Run a time-stamp authority that answers so often; yield its address."""
    key, certificate = pair("Time-stamp authority", with_rsa=True)
    pem = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(pem),
    )

    class Authority(BaseHTTPRequestHandler):
        answered = 0

        def do_POST(self):
            refuses = Authority.answered >= answers
            Authority.answered += 1
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = b"busy" if refuses else stamper.request_tsa_response(asked).dump()
            self.send_response(503 if refuses else 200)
            self.send_header(
                "Content-Type", "text/plain" if refuses else "application/timestamp-reply"
            )
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Authority)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
