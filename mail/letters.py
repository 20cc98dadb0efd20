"""What a letter says, as plain values; two layouts render them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mail.names import one_line, printable

SECRET = re.compile(r"\[\[link:[^\]]*\]\][\w?=]*")


@dataclass(frozen=True)
class Button:
    """The one thing the reader is asked to do; ``url`` is an address or a placeholder."""

    label: str
    url: str

    @property
    def is_personal(self) -> bool:
        """Return whether each reader gets a link of his own."""
        return bool(SECRET.search(self.url))


@dataclass(frozen=True)
class Text:
    """A subject, paragraphs, facts in pairs, a button: plain text, never HTML.

    What a stranger typed, a name above all, goes through ``mail.names.harmless`` first.
    """

    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    button: Button | None = None


@dataclass(frozen=True)
class CalendarPart:
    """A calendar file that goes along: the method and the text that holds the same method."""

    method: str
    text: str


def as_json(text: Text) -> dict[str, Any]:
    """Return a text as the outbox stores it: translated, without unprintable characters."""
    button = text.button
    return {
        "paragraphs": [printable(str(paragraph)) for paragraph in text.paragraphs],
        "facts": [[one_line(str(label)), printable(str(value))] for label, value in text.facts],
        "button": [one_line(str(button.label)), one_line(str(button.url))] if button else None,
    }


def from_json(subject: str, *, body: Mapping[str, Any]) -> Text:
    """Return the text that the outbox holds; an erased one is empty."""
    button = body.get("button")
    return Text(
        subject=subject,
        paragraphs=tuple(body.get("paragraphs", ())),
        facts=tuple((label, value) for label, value in body.get("facts", ())),
        button=Button(*button) if button else None,
    )


def masked(text: Text) -> Text:
    """Return a text as a page may show it: secret links stay secret."""
    secret = _("(personal link, shown to its reader only)")
    return Text(
        subject=text.subject,
        paragraphs=tuple(SECRET.sub(secret, paragraph) for paragraph in text.paragraphs),
        facts=tuple((label, SECRET.sub(secret, value)) for label, value in text.facts),
        button=text.button,
    )
