"""A person's feeds: what programs read, and the page on which the owner keeps them."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    condition,
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts import versions
from accounts.enums import CalendarBy
from accounts.http import Request
from accounts.models import User
from calendars import links, reading, services
from calendars.enums import Scope
from calendars.forms.feeds import NewFeedForm, SettingsForm
from calendars.models import LABEL, Feed
from calendars.own import Reading
from interface import downloads
from interface.headers import keep_secret

PLAIN = "text/plain; charset=utf-8"
EDITED = ("label", "language", "leaves_out_invited", "leaves_out_cancelled", "has_alarm")


@csrf_exempt
@login_not_required
@require_safe
def own_feed(request: Request, token: str) -> HttpResponse:
    """Give a feed to whatever program holds its address; nothing here reads who asks.

    Every address that opens nothing has the same answer, and it is no page: a page would show
    who is signed in.
    """
    found = reading.opened(token, at=request.at)
    if found is None:
        return _nothing(request)
    feed, reader, read_at = found
    if links.is_too_often(feed, at=request.at):
        return _too_often()
    if request.method == "GET":
        reading.mark(feed, read_at=read_at, at=request.at)
    answer = _answered(request, Reading(feed, reader))
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@csrf_exempt
@login_not_required
@require_safe
def no_feed(request: Request, _token: str) -> HttpResponse:
    """Answer an address that is nearly a feed's: cut short, or with more behind it."""
    return _nothing(request)


def _nothing(request: Request) -> HttpResponse:
    if links.is_guessing(at=request.at):
        return _too_often()
    return HttpResponse("Not found.\n", status=404, content_type=PLAIN)


def _too_often() -> HttpResponse:
    answer = HttpResponse("Too many requests.\n", status=429, content_type=PLAIN)
    answer["Retry-After"] = str(links.SECONDS)
    return answer


def _tag(_request: HttpRequest, read: Reading) -> str:
    return read.tag


@cache_control(private=True, no_cache=True)
@condition(etag_func=_tag)
def _answered(_request: HttpRequest, read: Reading) -> HttpResponse:
    return downloads.file(read.content(), name="eucpn-calendar.ics")


@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: Request) -> HttpResponse:
    """Show the own feeds with their addresses, and make a new one."""
    form = NewFeedForm(request.POST or None, standing=request.standing)
    if form.is_valid():
        try:
            services.make_feed(
                cast("User", request.user), by=request.standing, at=request.at, **form.cleaned_data
            )
        except services.TooManyFeedsError:
            form.add_error(None, _("You have as many feeds as there can be: end one first."))
        else:
            messages.success(request, _("The feed is made. Give your calendar its address."))
            return redirect("calendars:feeds")
    public = settings.SITE_URL + reverse("calendars:public_feed")
    found = [_shown(feed) for feed in _own(request)]
    context = {
        "form": form,
        "feeds": found,
        "has_own": any(shown["feed"].scope == Scope.MINE for shown in found),
        "public": public,
        "webcal": webcal(public),
    }
    answer = render(request, "calendars/feeds.html", context, status=422 if form.errors else 200)
    keep_secret(answer)
    return answer


def _own(request: Request) -> QuerySet[Any]:
    rows = Feed.objects.filter(owner=cast("User", request.user))
    return reading.with_marks(rows.select_related("body", "owner"))


def _found(request: Request, key: UUID) -> Any:
    return get_object_or_404(_own(request), key=key)


def _shown(feed: Any) -> dict[str, Any]:
    """Return a feed with its address, what it leaves out, and whether the mail tells it too."""
    address = links.address(feed)
    said = (
        (feed.leaves_out_invited, _("without what comes by mail")),
        (feed.leaves_out_cancelled, _("without what is cancelled")),
        (feed.has_alarm, _("reminds of deadlines")),
    )
    return {
        "feed": feed,
        "address": address,
        "webcal": webcal(address),
        "settings": [words for is_so, words in said if is_so],
        "is_twice": feed.scope == Scope.MINE
        and not feed.leaves_out_invited
        and feed.owner.calendar_by != CalendarBy.FEED,
        "read_at": feed.read_at,
    }


def webcal(address: str) -> str:
    """Return an address as calendar programs open it at once, where one is registered."""
    return address.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1)


@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: Request, key: UUID) -> HttpResponse:
    """Change name and settings of an own feed; its address stays."""
    found = _found(request, key)
    form = SettingsForm(request.POST or None, feed=found)
    if form.is_valid():
        try:
            services.change_feed(found, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs={
                    name: getattr(stale.theirs, name) for name in EDITED if name in form.fields
                },
                address=request.path,
                label=LABEL,
                key=str(found.key),
            )
        messages.success(request, _("The feed is changed. Calendars follow at their next reading."))
        return redirect("calendars:feeds")
    context = {"form": form, "feed": found}
    return render(request, "calendars/feed.html", context, status=422 if form.errors else 200)


@require_POST
def renew(request: Request, key: UUID) -> HttpResponse:
    """Give an own feed a new address."""
    services.renew_feed(_found(request, key), by=request.standing, at=request.at)
    messages.success(
        request, _("The feed has a new address; the old one opens nothing. Subscribe anew.")
    )
    return redirect("calendars:feeds")


@require_POST
def end(request: Request, key: UUID) -> HttpResponse:
    """End an own feed."""
    services.end_feed(_found(request, key), by=request.standing, at=request.at)
    messages.success(request, _("The feed has ended. You may take it out of your calendar too."))
    return redirect("calendars:feeds")
