"""Calendar files: the public feed, one event, and when a trainer is busy."""

import datetime as dt
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from accounts.days import network_day
from accounts.http import Request
from accounts.steps import By
from calendars import busy, feeds
from events.models import Event
from interface import downloads
from trainers.models import Trainer
from trainers.services import parties


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


@require_safe
def busy_times(request: Request, key: UUID) -> HttpResponse:
    """Give when a trainer is busy as a file to import once, to the trainer and the Secretariat."""
    visible = Trainer.objects.visible_to(request.standing).filter(erased_at=None)
    trainer = get_object_or_404(visible, key=key)
    if parties(request.standing, trainer).isdisjoint({By.SECRETARIAT, By.PERSON}):
        raise Http404
    data = busy.file(trainer, on=network_day(request.at), at=request.at)
    return downloads.file(data, name="busy-times.ics")
