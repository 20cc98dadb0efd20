"""The documents of an event as its organisers keep them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.http import Request
from documents.models import UNDO, Document
from documents.services import GoneError
from events import services
from events.access import organisers_only
from events.documents import OF_EVENT, OF_SESSION, Reader, belongs, facts
from events.forms.documents import READERS, AddForm, ChangeDocumentForm, RenewForm
from events.models import Session
from events.rules import NotNowError
from events.views.downloads import given
from events.views.room import Room, posted

LABEL = "documents.document"


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def documents(request: Request, slug: str) -> HttpResponse:
    """Show the documents of an event and its sessions, and take more."""
    room = Room(request, slug)
    asked = posted(request)
    form = AddForm(
        asked,
        None if asked is None else request.FILES,
        event=room.event,
        standing=room.standing,
    )
    if form.is_valid() and (answer := _added(request, room, form)):
        return answer
    context = room.context("documents", form=form, **_listed(room, form.sessions))
    return render(request, "events/documents.html", context, status=200 if asked is None else 422)


def _added(request: Request, room: Room, form: AddForm) -> HttpResponse | None:
    data = form.cleaned_data
    try:
        made = services.add_documents(
            room.event,
            once=data["once"],
            uploads=data["papers"],
            title=data["title"],
            visibility=data["visibility"],
            session=form.sessions.get(data["session"]),
            by=request.standing,
            at=request.at,
        )
    except NotNowError:
        form.add_error(None, _too_late())
        return None
    said = ngettext("%(count)d document added.", "%(count)d documents added.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect("events:documents", room.event.slug)


def _listed(room: Room, sessions: dict[str, Session]) -> dict[str, object]:
    """Return the documents by what they belong to, and those that can be brought back."""
    keys = [str(room.event.uid), *sessions]
    rows = list(
        Document.objects.filter(
            label__in=[OF_EVENT, OF_SESSION], owner_key__in=keys, erased_at=None
        ).prefetch_related("versions")
    )
    reader = Reader(room.standing, room.event)
    readable = reader.readable(row.visibility for row in rows)
    rows = [row for row in rows if row.visibility in readable]
    standing = [row for row in rows if row.removed_at is None]
    shelves = []
    for key in keys:
        shelf = [_row(row) for row in standing if row.owner_key == key]
        if shelf:
            title = sessions[key].title if key in sessions else _("Of the event")
            shelves.append((title, shelf))
    removed = [row for row in rows if row.can_be_restored(room.at)]
    return {"shelves": shelves, "removed": removed, "undo_days": UNDO.days}


def _row(row: Document) -> dict[str, object]:
    newest = row.versions.all()[0]
    return {
        "document": row,
        "version": newest,
        "facts": facts(newest),
        "readers": READERS[row.visibility],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def change_document(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show a document with its versions and hashes; change its title and who may see it."""
    room = Room(request, slug)
    row = _found(room, key)
    asked = posted(request)
    form = ChangeDocumentForm(asked, document=row, event=room.event, standing=room.standing)
    if form.is_valid():
        try:
            services.change_document(
                room.event, row, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.stored(stale.theirs),  # type: ignore[arg-type]  # the row locked
                address=request.path,
                label=LABEL,
                key=str(row.key),
            )
        except (NotNowError, GoneError):
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("Saved: %(title)s.") % form.cleaned_data)
            return redirect("events:documents", slug)
    return _page(request, room, row, form=form, status=200 if asked is None else 422)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def renew_document(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Put a newer version on top; asked for by itself, it shows the document's page."""
    room = Room(request, slug)
    row = _found(room, key)
    if request.method != "POST":
        return redirect("events:change_document", slug, key)
    form = RenewForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.renew_document(
                room.event,
                row,
                upload=data["file"],
                note=data["note"],
                by=request.standing,
                at=request.at,
            )
        except (NotNowError, GoneError):
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("There is a new version of %(title)s.") % {"title": row})
            return redirect("events:change_document", slug, key)
    return _page(request, room, row, renewing=form, status=422)


def _page(
    request: Request,
    room: Room,
    row: Document,
    *,
    form: ChangeDocumentForm | None = None,
    renewing: RenewForm | None = None,
    status: int,
) -> HttpResponse:
    context = room.context(
        "documents",
        document=row,
        form=form or ChangeDocumentForm(document=row, event=room.event, standing=room.standing),
        renewing=renewing or RenewForm(),
        history=[
            (version, facts(version, dated=False))
            for version in row.versions.select_related("added_by")
        ],
        readers=READERS[row.visibility],
    )
    return render(request, "events/document.html", context, status=status)


@require_safe
@organisers_only
def document_version(request: Request, slug: str, key: UUID, number: int) -> HttpResponseBase:
    """Give out an older version to the organisers."""
    row = _found(Room(request, slug), key)
    return given(request, get_object_or_404(row.versions.select_related("document"), number=number))


@require_POST
@organisers_only
def move_document(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Move a document one place up or down."""
    room = Room(request, slug)
    row = _found(room, key)
    try:
        services.move_document(
            room.event,
            row,
            up=request.POST.get("to") != "down",
            levels=Reader(room.standing, room.event).readable(READERS),
            by=request.standing,
            at=request.at,
        )
    except NotNowError:
        messages.warning(request, _too_late())
    return redirect("events:documents", slug)


@require_POST
@organisers_only
def remove_document(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take a document away; the page then offers to bring it back."""
    room = Room(request, slug)
    row = _found(room, key, removed=True)
    try:
        services.remove_document(room.event, row, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _too_late())
    else:
        messages.success(request, _("Removed: %(title)s.") % {"title": row})
    return redirect("events:documents", slug)


@require_POST
@organisers_only
def restore_document(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Bring a removed document back."""
    room = Room(request, slug)
    row = _found(room, key, removed=True)
    try:
        services.restore_document(room.event, row, by=request.standing, at=request.at)
    except (NotNowError, GoneError):
        messages.warning(request, _too_late())
    else:
        messages.success(request, _("Brought back: %(title)s.") % {"title": row})
    return redirect("events:documents", slug)


def _found(room: Room, key: UUID, *, removed: bool = False) -> Document:
    """Return a document of the event that its organiser may see, or 404."""
    rows = Document.objects.filter(erased_at=None) if removed else Document.objects.standing()
    row = rows.filter(key=key).first()
    if row is None or not belongs(row, room.event):
        raise Http404
    if not Reader(room.standing, room.event).reads(row.visibility):
        raise Http404
    return row


def _too_late() -> str:
    return _("This can no longer be done: below is how it stands.")
