"""The address under which anybody checks a certificate; its code is kept as a hash alone."""

from uuid import UUID

from certificates.models import Certificate
from mail import codes, links

PURPOSE = "certificates:verified"


def token_of(certificate: Certificate) -> str:
    """Return the code that stands on a certificate, in its one form."""
    return links.code(PURPOSE, certificate.key, certificate.link_generation)


def hash_of(key: UUID) -> str:
    """Return what the row of a new certificate keeps of its code."""
    return links.digest(links.code(PURPOSE, key, 1))


def address(certificate: Certificate) -> str:
    """Return the whole address that is printed on a certificate."""
    return links.address(PURPOSE, certificate.key, certificate.link_generation, typed=True)


def placeholder(certificate: Certificate) -> str:
    """Return what stands in a stored letter in place of that address."""
    return links.placeholder(PURPOSE, certificate.key, certificate.link_generation, typed=True)


def canonical(typed: str) -> str:
    """Return the one form of a code, however it was typed."""
    return codes.read(typed)


def found(token: str) -> Certificate | None:
    """Return the certificate of a code, whatever has become of it; nothing for a strange one.

    One that is only claimed is nobody's yet, and not found.
    """
    rows = Certificate.objects.made().select_related("registration__event")
    return rows.filter(link_hash=links.digest(canonical(token))).first()
