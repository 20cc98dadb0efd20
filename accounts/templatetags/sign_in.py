"""Where somebody goes on to after signing in."""

from urllib.parse import unquote, urlsplit

from allauth.account.utils import get_next_redirect_url
from django import template
from django.template import RequestContext

from interface.text import line

register = template.Library()
LONGEST = 80


@register.simple_tag(takes_context=True)
def afterwards(context: RequestContext) -> str:
    """Return the path that follows, as people read it; nothing for the first page."""
    address = get_next_redirect_url(context["request"])
    path = line(unquote(urlsplit(address or "").path))
    return "" if path in {"", "/"} else path[:LONGEST]
