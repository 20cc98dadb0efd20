"""Secret links: worked out from the key, kept as a hash, written into letters at sending.

A purpose is the name of the URL that the link opens, ``events:own_registration``; a link
of one purpose opens nothing else, and a higher generation ends all earlier ones. A link that
is typed off paper has a code in place of a token, see ``mail.codes``.
"""

import base64
import hashlib
import re
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from mail import codes

_TOKEN_BYTES = 24
_SEAL_BYTES = 12
_TYPED = ":typed"
_PLACEHOLDER = re.compile(
    r"\[\[link:([\w:-]+):([0-9a-f-]{36}):(\d{1,9})(:typed)?:([\w-]{16})\]\]", re.ASCII
)


def _hashed(use: str, subject: str) -> bytes:
    return salted_hmac(f"mail.links.{use}", subject, algorithm="sha256").digest()


def _keyed(use: str, subject: str, *, size: int) -> str:
    return base64.urlsafe_b64encode(_hashed(use, subject)[:size]).decode()


def _subject(purpose: str, key: UUID, generation: int) -> str:
    return f"{purpose}:{key}:{generation}"


def token(purpose: str, key: UUID, generation: int) -> str:
    """Return the secret of one link: 192 bits that only the holder of SECRET_KEY can work out."""
    return _keyed("token", _subject(purpose, key, generation), size=_TOKEN_BYTES)


def code(purpose: str, key: UUID, generation: int) -> str:
    """Return the secret of a link that is typed off paper: 140 bits, in letters told apart."""
    return codes.spelt(_hashed("code", _subject(purpose, key, generation)))


def digest(token: str) -> str:
    """Return what a row keeps of a token: its SHA-256, by which the row is found again."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def address(purpose: str, key: UUID, generation: int, *, typed: bool = False) -> str:
    """Return the whole address of a link, on the site's own host; one that is typed has a code."""
    secret = (code if typed else token)(purpose, key, generation)
    return settings.SITE_URL + reverse(purpose, args=[secret])


def placeholder(purpose: str, key: UUID, generation: int, *, typed: bool = False) -> str:
    """Return what stands in a stored letter in place of a link.

    It is sealed: somebody who types a placeholder into a form, to have another's link
    filled into a letter to himself, gets his own words back.
    """
    subject = _subject(purpose, key, generation) + (_TYPED if typed else "")
    return f"[[link:{subject}:{_keyed('placeholder', subject, size=_SEAL_BYTES)}]]"


def fill(text: str) -> str:
    """Return the text with every sealed placeholder turned into its address."""
    return _PLACEHOLDER.sub(_filled, text)


def _filled(match: re.Match[str]) -> str:
    purpose, key, generation, typed, seal = match.groups(default="")
    whole = _subject(purpose, UUID(key), int(generation)) + typed
    if not constant_time_compare(seal, _keyed("placeholder", whole, size=_SEAL_BYTES)):
        return match[0]
    return address(purpose, UUID(key), int(generation), typed=bool(typed))
