"""Calendar files that nobody has to be known for: the public feed, and one event."""

import datetime as dt
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from accounts.http import Request
from calendars import feeds
from events.models import Event
from interface import downloads


def _tag(request: HttpRequest) -> str:  # the signature that Django asks for
    """Return the tag of the public feed, from one query and before anything is made."""
    with translation.override(settings.LANGUAGE_CODE):
        return feeds.tag(_at(request), name=feeds.feed_name())


def _at(request: HttpRequest) -> dt.datetime:
    return cast("Request", request).at


@csrf_exempt
@login_not_required
@require_safe
@cache_control(public=True, max_age=900)
@condition(etag_func=_tag)
def public_feed(request: Request) -> HttpResponse:
    """Give the feed of public events; nothing here reads who asks."""
    with translation.override(settings.LANGUAGE_CODE):
        found = feeds.stamps(feeds.public_events(request.at))
        data = feeds.feed(found, name=feeds.feed_name())
    return downloads.file(data, name="eucpn-events.ics")


@csrf_exempt
@login_not_required
@require_safe
def event_ics(request: Request, slug: str) -> HttpResponse:
    """Give one event as a file to import once, to whoever may see its page.

    For a public event nothing reads who asks, and caches may keep it.
    """
    public = Event.objects.public().filter(slug=slug).first()
    event = public or get_object_or_404(Event.objects.visible_to(request.standing), slug=slug)
    with translation.override(settings.LANGUAGE_CODE):
        response = downloads.file(feeds.file(event), name=f"{event.slug}.ics")
    if public:
        patch_cache_control(response, public=True, max_age=900)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response
