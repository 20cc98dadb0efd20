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
CANDIDATES = ("AL", "BA", "GE", "MD", "ME", "MK", "RS", "TR", "UA", "XK")
"""Candidates for accession, and ``XK`` who may become one."""
EFTA = ("CH", "IS", "LI", "NO")
NO_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
"""Codes the locale data name that are no countries of ISO 3166 (``XK`` is, in practice)."""
TERRITORIES = frozenset(
    [
        "AI", "AQ", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW",
        "CX", "EH", "FK", "FO", "GF", "GG", "GI", "GL", "GP", "GS", "GU", "HK",
        "HM", "IM", "IO", "JE", "KY", "MF", "MO", "MP", "MQ", "MS", "NC", "NF",
        "NU", "PF", "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK",
        "UM", "VG", "VI", "WF", "YT",
    ]
)  # fmt: skip
"""Codes of ISO 3166 that are parts of a country, or nobody's: understood, but not offered."""
EUROPEAN_STYLE = {
    "AG": "Antigua and Barbuda",
    "BA": "Bosnia and Herzegovina",
    "CD": "Democratic Republic of the Congo",
    "CG": "Congo",
    "CV": "Cabo Verde",
    "KN": "Saint Kitts and Nevis",
    "LC": "Saint Lucia",
    "MM": "Myanmar/Burma",
    "PS": "Palestine",
    "ST": "São Tomé and Príncipe",
    "TT": "Trinidad and Tobago",
    "VA": "Holy See",
    "VC": "Saint Vincent and the Grenadines",
}
"""English names that the Union's style guide writes in another way than the locale data."""

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
    """Return what a form offers in groups, from near to far, each by name."""
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
    if locale.language == "en":
        found |= EUROPEAN_STYLE
    found[UNION] = _("European Union body")
    found[INTERNATIONAL] = _("International organisation")
    return found


@lru_cache(maxsize=32)
def _choices(language: str) -> tuple[tuple[str, list[Choice]], ...]:
    names = _names(language)
    bodies = [UNION, INTERNATIONAL]
    others = set(names) - {*MEMBER_STATES, *CANDIDATES, *EFTA, *bodies} - TERRITORIES
    return (
        (_("Member States"), _sorted(names, MEMBER_STATES)),
        (_("Candidates and potential candidates"), _sorted(names, CANDIDATES)),
        (_("European Free Trade Association"), _sorted(names, EFTA)),
        (_("Bodies and organisations"), [(code, names[code]) for code in bodies]),
        (_("Other countries"), _sorted(names, others)),
    )


def _sorted(names: dict[str, str], codes: "tuple[str, ...] | set[str]") -> list[Choice]:
    return sorted(((code, names[code]) for code in codes), key=lambda choice: folded(choice[1]))
