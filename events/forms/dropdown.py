"""A box that drops down, drawn in one go: Django draws each option by a template of its own."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

type Words = str | Promise
type Option = tuple[str, Words]
type Options = tuple[tuple[Words, tuple[Option, ...] | Words], ...]


class Dropdown(forms.Select):
    """A box of options, some in groups; what is drawn is kept for each language."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002  # Django passes it
    ) -> SafeString:
        """Return the box, the chosen option marked."""
        built = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = drawn(_frozen(self.choices), get_language() or settings.LANGUAGE_CODE)
        chosen = f'value="{escape("" if value is None else str(value))}"'
        marked = options.replace(f"<option {chosen}>", f"<option {chosen} selected>", 1)
        # Both are escaped below and above.
        return format_html("<select{}>{}</select>", mark_safe(flatatt(built)), mark_safe(marked))


def _frozen(choices: Iterable[Any]) -> Options:
    return tuple(
        (
            key,
            tuple(tuple(option) for option in label) if isinstance(label, list | tuple) else label,
        )
        for key, label in choices
    )


@lru_cache(maxsize=256)
def drawn(options: Options, language: str) -> str:
    """Return the options as markup in one language; words are escaped here."""
    with override(language):
        return "".join(
            f'<optgroup label="{escape(key)}">{"".join(map(_option, label))}</optgroup>'
            if isinstance(label, tuple)
            else _option((str(key), label))
            for key, label in options
        )


def _option(option: Option) -> str:
    key, label = option
    return f'<option value="{escape(key)}">{escape(label)}</option>'
