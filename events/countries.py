"""The countries and bodies people come from, by the codes the Network uses.

Member States by their EU code (``EL``, not ``GR``), other countries by ISO 3166, ``EU`` for
Union bodies and ``INT`` for international organisations.
"""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.folding import folded

MEMBER_STATES = (
    "BE", "BG", "CZ", "DK", "DE", "EE", "IE", "EL", "ES", "FR", "HR", "IT", "CY", "LV",
    "LT", "LU", "HU", "MT", "NL", "AT", "PL", "PT", "RO", "SI", "SK", "FI", "SE",
)  # fmt: skip
UNION, INTERNATIONAL = "EU", "INT"
STORED_AS = {"GR": "EL", "UK": "GB"}
NO_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
"""Codes the locale data name that are no countries of ISO 3166 (``XK`` is, in practice)."""

type Choice = tuple[str, str]


def normalised(code: str) -> str:
    """Return the code as it is stored.

    >>> normalised("gr")
    'EL'
    """
    upper = code.strip().upper()
    return STORED_AS.get(upper, upper)


def name(code: str) -> str:
    """Return the name of a country or body in the reader's language; an unknown code as it is."""
    return _names(_language()).get(code, code)


def choices() -> list[tuple[str, list[Choice]]]:
    """Return what a form offers in groups: Member States, bodies, other countries, by name."""
    return list(_choices(_language()))


def member_state_choices() -> list[Choice]:
    """Return the Member States alone, by name."""
    return list(_choices(_language())[0][1])


def codes() -> frozenset[str]:
    """Return every code that is taken."""
    return frozenset(_names(_language()))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@lru_cache(maxsize=32)
def _names(language: str) -> dict[str, str]:
    """Return every code with its name, in one language."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    found = {
        STORED_AS.get(code, code): str(words)
        for code, words in locale.territories.items()
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    }
    found[UNION] = _("European Union body")
    found[INTERNATIONAL] = _("International organisation")
    return found


@lru_cache(maxsize=32)
def _choices(language: str) -> tuple[tuple[str, list[Choice]], ...]:
    names = _names(language)
    bodies = [UNION, INTERNATIONAL]
    others = set(names) - set(MEMBER_STATES) - set(bodies)
    return (
        (_("Member States"), _sorted(names, MEMBER_STATES)),
        (_("Bodies and organisations"), [(code, names[code]) for code in bodies]),
        (_("Other countries"), _sorted(names, others)),
    )


def _sorted(names: dict[str, str], codes: "tuple[str, ...] | set[str]") -> list[Choice]:
    return sorted(((code, names[code]) for code in codes), key=lambda choice: folded(choice[1]))
