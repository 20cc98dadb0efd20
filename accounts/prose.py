"""Markdown as people write it, made into harmless markup."""

import re
from functools import lru_cache
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "br",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
}
SCHEMES = {"http", "https", "mailto"}
_MARKS = re.compile(r"[\\`*_\[\]<|~]|&(?=[#\w]+;)")
_AT_THE_BEGINNING = re.compile(r"^(\d+(?=[.)])|(?=[#>+=-]))")
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


@lru_cache(maxsize=64)
def prose(text: str) -> SafeString:
    r"""Return the markup of a Markdown text: no scripts, styles, pictures or raw tags survive.

    The page has a main heading of its own: one in the text becomes a second one.

    >>> prose("Hello *you* <b>there</b>")
    '<p>Hello <em>you</em> &lt;b&gt;there&lt;/b&gt;</p>\n'
    """
    clean = nh3.clean(
        re.sub(r"(</?)h1>", r"\1h2>", _markdown.render(text)),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(clean)  # cleaned in the line above


def literal(text: str) -> str:
    r"""Return Markdown that says no more than these words: nothing in them is a mark or a link.

    >>> literal("[Pay](https://x.example) *now*, 10 < 20 & D-2024-01")
    '\\[Pay\\](https://x.example) \\*now\\*, 10 \\< 20 & D-2024-01'
    >>> literal("1. One\n# Two")
    '1\\. One\n\\# Two'
    """
    words = _MARKS.sub(r"\\\g<0>", text)
    return "\n".join(_AT_THE_BEGINNING.sub(r"\1\\", line.strip()) for line in words.split("\n"))


def plain(text: str) -> str:
    r"""Return what a Markdown text says, without its marks: for calendars and letters.

    >>> plain("Hello **you**\n\n- one\n- two")
    'Hello you\n\none\ntwo'
    """
    words = unescape(strip_tags(prose(text)))
    return re.sub(r"\n{3,}", "\n\n", words).strip().replace("\n\n\n", "\n\n")
