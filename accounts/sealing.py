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
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"accounts.sealing:{key}".encode()).digest()))
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
