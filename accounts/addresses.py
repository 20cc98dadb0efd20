"""What counts as a mail address, and how two spellings of one are the same."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 254
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
_well_formed = EmailValidator()


def normalised(email: str) -> str:
    """Return the address as it is stored: casefolded, its domain in IDNA letters.

    Raises ``ValidationError`` for what no letter could be sent to, among it control,
    format and separator characters, which Django's own check lets pass in the domain.
    """
    refusal = ValidationError(
        _("Write the address in full, such as name@example.eu"), code="invalid"
    )
    typed = unicodedata.normalize("NFKC", email.strip()).casefold()
    local, at, domain = typed.rpartition("@")
    if not at or any(unicodedata.category(letter) in FORBIDDEN for letter in typed):
        raise refusal
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
        local.encode("ascii")
    except UnicodeError as error:
        raise refusal from error
    if len(address) > LONGEST:
        raise refusal
    try:
        _well_formed(address)
    except ValidationError as error:
        raise refusal from error
    return address
