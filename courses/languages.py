"""The languages in which the Network teaches: the official ones of the Union."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from accounts.models import MemberState

ENGLISH = "en"
CODES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
    "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip


def name(code: str) -> str:
    """Return what a language is called in the language of the reader.

    >>> name("pt")
    'Portuguese'
    """
    return _names(get_language() or ENGLISH)[code]


def choices() -> list[tuple[str, str]]:
    """Return all languages with their names, in the order of the names."""
    return sorted(_names(get_language() or ENGLISH).items(), key=lambda pair: pair[1])


def of_state(state: MemberState) -> list[str]:
    """Return the official languages of a state, as far as the Network teaches in them."""
    return [code for code in state.languages.split(";") if code in CODES]


@lru_cache(maxsize=32)
def _names(reader: str) -> dict[str, str]:
    try:
        known = Locale.parse(reader, sep="-").languages
    except (UnknownLocaleError, ValueError):
        known = Locale(ENGLISH).languages
    return {code: str(known.get(code, code)) for code in CODES}
