"""How what was found is shown."""

import re
from collections.abc import Collection

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.folding import folded

register = template.Library()
WORD = re.compile(r"(\w+)")


@register.filter
def marked(text: str, words: Collection[str]) -> SafeString:
    """Mark each word of a text that holds one of the folded words, in whatever alphabet."""
    parts = [
        format_html("<mark>{}</mark>", part) if _holds(part, words) else format_html("{}", part)
        for part in WORD.split(text)
    ]
    return mark_safe("".join(parts))  # each part is escaped above


def _holds(part: str, words: Collection[str]) -> bool:
    plain = folded(part)
    return any(word in plain for word in words)
