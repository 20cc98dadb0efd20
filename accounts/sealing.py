"""Seeds of second factors, encrypted at rest by a key that follows from SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def sealed(text: str) -> str:
    """Return the text encrypted."""
    return _keys().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """Return the text in clear; what SECRET_KEY_FALLBACKS once sealed can be opened too."""
    return _keys().decrypt(text.encode()).decode()


def _keys() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(Fernet(_derived(key)) for key in keys)


def _derived(key: str) -> bytes:
    digest = hashlib.sha256(f"accounts.sealing:{key}".encode()).digest()
    return base64.urlsafe_b64encode(digest)
