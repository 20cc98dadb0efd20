"""The buttons that say how a delegate is there; made here, for two hundred of them weigh."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from events.enums import Presence
from meetings.words import Marked

register = template.Library()


@register.simple_tag
def marks(person: Marked, words: Mapping[str, str]) -> SafeString:
    """Show what can be said of a delegate, and what stands; that, pressed again, is taken back."""
    buttons = format_html_join(
        "",
        '<button name="mark" value="{} {}" aria-pressed="{}">{}</button>',
        (
            (
                (person.pk, Presence.UNKNOWN, "true", words[one])
                if one == person.presence
                else (person.pk, one, "false", words[one])
            )
            for one in person.marks
        ),
    )
    return format_html(
        '<span class="marks" role="group" aria-label="{}">{}</span>', person.name, buttons
    )
