"""Letters to many: the list of an event's, and writing one."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from events import merging, selections, services
from events.access import organisers_only
from events.emails.mailings import subject_of
from events.forms.mailings import MailingForm
from events.models import Mailing, MailingRecipient
from events.views.mailing import found_in, pill_of, sent_already
from events.views.room import Room, posted
from interface.tables import listing

ORDERS = {"made": ("made_at",)}


@require_safe
@organisers_only
def mailings(request: Request, slug: str) -> HttpResponse:
    """Show an event's letters to many, the newest first."""
    room = Room(request, slug)
    rows = listing(
        Mailing.objects.with_counts().filter(event=room.event).select_related("event"),
        query=request.GET,
        orders=ORDERS,
        default="-made",
    )
    context = room.context(
        "mailings",
        listing=rows,
        rows=[(row, subject_of(row), pill_of(row, at=request.at)) for row in rows.rows],
    )
    return render(request, "events/mailings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def add_mailing(request: Request, slug: str) -> HttpResponse:
    """Choose to whom, and write."""
    room = Room(request, slug)
    copy = _copied(request, room)
    form = MailingForm(posted(request), event=room.event, copy=copy)
    if form.is_bound and "count" in request.POST:
        return _count(request, room, form, None)
    if form.is_valid():
        mailing = services.draft_mailing(
            room.event,
            once=form.cleaned_data["once"],
            by=request.standing,
            at=request.at,
            **form.fields_of_mailing(),
        )
        return redirect("events:mailing", mailing.event.slug, mailing.key)
    return _write(request, room, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def edit_mailing(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Change a draft."""
    room, mailing = found_in(request, slug, key)
    if request.method != "POST" and not mailing.is_draft:
        return sent_already(request, room, mailing)
    form = MailingForm(posted(request), event=room.event, mailing=mailing)
    if form.is_bound and "count" in request.POST:
        return _count(request, room, form, mailing)
    if form.is_valid():
        try:
            services.change_mailing(
                mailing,
                version=form.cleaned_data["version"],
                by=request.standing,
                at=request.at,
                **form.fields_of_mailing(),
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(cast("Mailing", stale.theirs)),
                address=request.path,
                label="events.event",
                key=str(room.event.uid),
            )
        except services.MailingSentError:
            return sent_already(request, room, mailing)
        return redirect("events:mailing", slug, key)
    return _write(request, room, form, mailing)


def _copied(request: Request, room: Room) -> Mailing | None:
    """Return the letter that a new one is begun from, if the address names one."""
    try:
        key = UUID(request.GET.get("copy", ""))
    except ValueError:
        return None
    return Mailing.objects.filter(event=room.event, key=key).first()


def _count(request: Request, room: Room, form: MailingForm, found: Mailing | None) -> HttpResponse:
    """Say how many the boxes choose, with all that was typed kept and nothing complained of."""
    form.is_valid()
    chosen = selections.people(room.event, form.selection())
    again = MailingForm(event=room.event, mailing=found, initial=form.typed())
    return _write(request, room, again, found, chosen=chosen)


def _write(
    request: Request,
    room: Room,
    form: MailingForm,
    found: Mailing | None,
    *,
    chosen: list[MailingRecipient] | None = None,
) -> HttpResponse:
    template = "events/mailing_edit.html"
    if request.headers.get("HX-Request") and chosen is not None:
        template += "#count"
    context = room.context(
        "mailings",
        form=form,
        mailing=found,
        fields=merging.FIELDS.items(),
        chosen=sum(not one.skipped for one in chosen) if chosen is not None else None,
        left_out=sum(bool(one.skipped) for one in chosen or ()),
    )
    return render(request, template, context, status=422 if form.errors else 200)
