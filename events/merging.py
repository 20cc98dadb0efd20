"""Merge fields: words in braces that stand for what is true of each reader; pure.

Nothing else in a text is interpreted: it is plain paragraphs, and stays so.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

FIELDS: Mapping[str, Words] = {
    "name": _("the reader's name"),
    "organisation": _("the reader's organisation"),
    "country": _("the reader's country or body"),
    "state": _("where the registration or invitation stands"),
    "position": _("the place on the waiting list"),
    "event": _("the title of the event"),
    "when": _("its days and hours"),
    "where": _("its place"),
    "closes": _("when registration closes"),
    "details until": _("until when the details are wanted"),
    "link": _("the reader's own page, as an address"),
}
LINK = "link"
_FIELD = re.compile(r"\{([^{}\n]{0,60})\}")
_BREAK = re.compile(r"\n\s*\n")


def name_of(written: str) -> str:
    """Return the name of a field as it stands in the table, however it was spaced.

    >>> name_of(" Details  Until ")
    'details until'
    """
    return " ".join(written.casefold().split())


def unknown(text: str) -> list[str]:
    """Return what stands in braces and is no field, as it was written.

    >>> unknown("Dear {name}, see {agenda}")
    ['{agenda}']
    """
    return [
        found[0]
        for found in dict.fromkeys((match[0], match[1]) for match in _FIELD.finditer(text))
        if name_of(found[1]) not in FIELDS
    ]


def used(text: str) -> set[str]:
    """Return the fields that a text uses.

    >>> sorted(used("{Name}: {event}, {agenda}"))
    ['event', 'name']
    """
    return {name_of(match[1]) for match in _FIELD.finditer(text)} & set(FIELDS)


def merged(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its fields filled in, each value as it is and once.

    What a value holds is not looked at again, so a name with braces is a name. A field
    without a value leaves a dash.

    >>> merged("{name}, {event} {agenda}", {"name": "{event}", "event": "Seminar"})
    '{event}, Seminar {agenda}'
    """

    def value(match: re.Match[str]) -> str:
        name = name_of(match[1])
        return (values.get(name) or "–") if name in FIELDS else match[0]

    return _FIELD.sub(value, text)


def paragraphs(text: str) -> tuple[str, ...]:
    r"""Return the paragraphs of a text: what empty lines part.

    >>> paragraphs("One\nstill one\n\n\nTwo ")
    ('One\nstill one', 'Two')
    """
    return tuple(part.strip() for part in _BREAK.split(text.strip()) if part.strip())
