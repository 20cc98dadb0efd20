"""The funding sources, kept by the Secretariat; their emblems, which everybody sees."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.http import Request
from documents import serving
from documents.models import Version
from events import services
from events.forms.funding import SAID, FundingForm
from events.models import FundingSource
from events.services.funding import EMBLEM
from events.views.room import posted


@require_safe
@secretariat_only
def funding(request: Request) -> HttpResponse:
    """List the sources, the latest first, with how many events each pays."""
    rows = FundingSource.objects.annotate(number=Count("events"))
    context = {"sources": rows, "today": network_day(request.at)}
    return render(request, "events/funding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def add_funding(request: Request) -> HttpResponse:
    """Add a source."""
    form = FundingForm(posted(request), request.FILES or None, source=None)
    if form.is_valid():
        try:
            source = services.add_funding(by=request.standing, at=request.at, **form.cleaned_data)
        except services.FundingNameTakenError:
            form.add_error("name", _taken())
        else:
            messages.success(request, _("Saved: %(title)s.") % {"title": source.name})
            return redirect("events:funding")
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def change_funding(request: Request, key: UUID) -> HttpResponse:
    """Change a source, and see which events it pays."""
    source = get_object_or_404(FundingSource, key=key)
    form = FundingForm(posted(request), request.FILES or None, source=source)
    if form.is_valid():
        try:
            services.change_funding(source, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            theirs = cast("FundingSource", stale.theirs)
            return versions.conflict(
                request,
                form,
                theirs={name: getattr(theirs, name) for name in SAID},
                address=request.path,
                label=EMBLEM,
                key=str(key),
            )
        except services.FundingNameTakenError:
            form.add_error("name", _taken())
        else:
            messages.success(request, _("Saved: %(title)s.") % {"title": source.name})
            return redirect("events:funding")
    return _page(request, form, source)


@login_not_required
@require_safe
def emblem(request: Request, key: UUID) -> HttpResponseBase:
    """Give the emblem of a source; it says nothing about any event."""
    kept = Version.objects.newest().filter(document__label=EMBLEM, document__owner_key=str(key))
    if (version := kept.first()) is None:
        raise Http404
    return serving.picture(version, request)


def _taken() -> str:
    return _("There is a source of this name already.")


def _page(request: Request, form: FundingForm, source: FundingSource | None) -> HttpResponse:
    events = (
        source.events.order_by("-first_date").only("slug", "title", "first_date") if source else []
    )
    return render(
        request,
        "events/funding_source.html",
        {"form": form, "source": source, "events": events},
        status=422 if form.errors else 200,
    )
