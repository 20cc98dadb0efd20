"""Checks of the seal's key: whether there is one, opens, and is valid for some time yet."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, register
from django.utils import timezone

from certificates import keys

SOON = timedelta(days=30)


@register
def key_of_the_seal(**_: Any) -> list[CheckMessage]:
    """Say what is wrong with the key that seals certificates."""
    if settings.DEMO and not settings.SIGNING_KEY and not settings.PKCS11:
        return []  # the demonstration makes its own when it seals for the first time
    try:
        key = keys.key()
    except keys.SealError as error:
        return [checks.Error(str(error), id="certificates.E001")]
    if key is None:
        return [
            checks.Info(
                "Certificates carry no electronic seal: there is no key.",
                hint="Set SIGNING_KEY or PKCS11_MODULE; docs/operate.md tells how.",
                id="certificates.I001",
            )
        ]
    ends = key.certificate.not_valid_after_utc
    if ends - timezone.now() < SOON:
        return [
            checks.Warning(
                f"The certificate of the electronic seal is valid until {ends:%d %B %Y} only.",
                id="certificates.W001",
            )
        ]
    return []
