"""Whether a file is a certificate as it was issued; nothing of what is sent is kept."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from certificates import sealing
from certificates.enums import Found
from certificates.models import Certificate
from certificates.sealing import Seal

PDF = b"%PDF-"


@dataclass(frozen=True)
class Checked:
    """What a file turned out to be, its hash, and what its seal says."""

    found: Found
    sha256: str
    seal: Seal
    certificate: Certificate | None = None


def check(content: bytes, *, expected: Certificate | None = None) -> Checked:
    """Look at a file: at the hashes of all that was issued first, then at its seal.

    ``expected`` is the certificate whose page it was sent to; a file of another is no proof
    of that one.
    """
    digest = sha256(content).hexdigest()
    issued = Certificate.objects.made().filter(sha256=digest).first()
    if issued is not None:
        is_other = expected is not None and issued.pk != expected.pk
        found = Found.ANOTHER if is_other else Found.AS_ISSUED
        return Checked(found, digest, Seal(is_sealed=False), issued)
    if not content.startswith(PDF):
        return Checked(Found.NO_PDF, digest, Seal(is_sealed=False))
    seal = sealing.examine(content)
    return Checked(_by_seal(seal), digest, seal)


def _by_seal(seal: Seal) -> Found:
    if not seal.is_sealed:
        return Found.UNKNOWN
    if not seal.is_intact:
        return Found.CHANGED
    return Found.NOT_ON_RECORD if seal.is_ours else Found.FOREIGN


def said(checked: Checked) -> str:
    """Return in a sentence or two what that means."""
    return {
        Found.AS_ISSUED: _("Every byte is as it was issued. Nothing was added or changed."),
        Found.ANOTHER: _(
            "It is a certificate that was issued here, unchanged, but not the one on this page."
        ),
        Found.CHANGED: _(
            "It carries a seal that no longer fits: the file was changed after it was sealed, or"
            " its seal was never ours. Do not rely on it; ask the holder for the file as it came."
        ),
        Found.NOT_ON_RECORD: _(
            "Its seal is ours and whole, but the file is not on record here. Write to the"
            " Secretariat before you rely on it."
        ),
        Found.FOREIGN: _("It was sealed by somebody else: %(signer)s. We issued no such file.")
        % {"signer": checked.seal.signer},
        Found.UNKNOWN: _(
            "No certificate was ever issued as this file, or it was changed since. Printing it"
            " to PDF or saving it anew changes it as well: ask the holder for the file as it came."
        ),
        Found.NO_PDF: _(
            "This file is no PDF, so it is no certificate of ours. A photograph or a scan cannot"
            " be checked: use the code that is printed on it."
        ),
    }[checked.found]
