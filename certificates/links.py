"""The address under which anybody checks a certificate; its token is kept as a hash alone."""

from uuid import UUID

from certificates.models import Certificate
from mail import links

PURPOSE = "certificates:verified"


def token_of(certificate: Certificate) -> str:
    """Return the token that stands in the code on a certificate."""
    return links.token(PURPOSE, certificate.key, certificate.link_generation)


def hash_of(key: UUID) -> str:
    """Return what the row of a new certificate keeps of its token."""
    return links.digest(links.token(PURPOSE, key, 1))


def address(certificate: Certificate) -> str:
    """Return the whole address that is printed on a certificate."""
    return links.address(PURPOSE, certificate.key, certificate.link_generation)


def placeholder(certificate: Certificate) -> str:
    """Return what stands in a stored letter in place of that address."""
    return links.placeholder(PURPOSE, certificate.key, certificate.link_generation)


def found(token: str) -> Certificate | None:
    """Return the certificate of a token, whatever has become of it; nothing for a strange one.

    One that is only claimed is nobody's yet, and not found.
    """
    rows = Certificate.objects.made().select_related("registration__event")
    return rows.filter(link_hash=links.digest(token)).first()
