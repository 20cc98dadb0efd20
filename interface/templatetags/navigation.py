"""The navigation: one entry for each page that is installed."""

import posixpath
from functools import cache

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from interface.marks import Words
from interface.templatetags.page import drawing

register = template.Library()


@cache
def address(name: str, urlconf: str) -> str:
    """Return the address of a page without arguments, or nothing where it is not installed."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def goto(
    context: Context,
    name: str,
    label: Words,
    icon: str = "",
    kind: str = "",
    but: str = "",
    to: str = "",
) -> SafeString:
    """Show one entry of the navigation, marked where the visitor is below it.

    ``but`` names a page below it that has an entry of its own, ``to`` one below it to which the
    entry leads.
    """
    url = address(name, settings.ROOT_URLCONF)
    if not url:
        return SafeString()
    path = context["request"].path
    here = path == url or (url != "/" and path.startswith(url))
    if but and path.startswith(address(but, settings.ROOT_URLCONF) or "?"):
        here = False
    return format_html(
        '<li{}><a{} href="{}"{}>{}<span{}>{}</span></a></li>',
        mark_safe(' class="push" data-search') if icon == "search" else "",
        format_html(' class="{}"', kind) if kind else "",
        address(to, settings.ROOT_URLCONF) or url,
        mark_safe(' aria-current="page"') if here else "",
        drawing(icon, "") if icon else "",
        format_html(' class="{}-word"', icon) if icon else "",
        label,
    )


@register.simple_tag(takes_context=True)
def near(context: Context, name: str, *args: object) -> str:
    """Return the address of a page as seen from the one that is shown: "papers/…/", "../items/…/".

    For lists that say the long address of the page a hundred times.
    """
    asked = reverse(name, args=args)
    return f"{posixpath.relpath(asked, context['request'].path)}/"
