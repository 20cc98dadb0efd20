"""The papers of an item as those who prepare the meeting keep them."""

from collections.abc import Mapping
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
from accounts.steps import NotNowError
from agendas import papers, reading, services
from agendas.access import SETTLED, agenda_run_by, item_run_by
from agendas.forms.papers import READERS, AddPapersForm, ChangePaperForm
from agendas.models import AgendaItem
from agendas.models.item import LABEL
from documents.models import UNDO, Document
from documents.services import GoneError
from events.access import organisers_only
from events.documents import facts
from events.forms.documents import RenewForm
from events.views.downloads import given
from events.views.room import Room, posted

DOCUMENT = "documents.document"


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def item_papers(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show the papers of an item, and take more."""
    item = _item(request, slug, key)
    asked = posted(request)
    form = AddPapersForm(
        asked, None if asked is None else request.FILES, item=item, standing=request.standing
    )
    if form.is_valid() and (answer := _added(request, item, form)):
        return answer
    rows = _rows(request, item)
    numbers = _numbers(request, item)
    context = Room(request, slug).context(
        "agenda",
        item=item,
        form=form,
        rows=[_row(row, numbers) for row in rows if row.removed_at is None],
        removed=[row for row in rows if row.can_be_restored(request.at)],
        undo_days=UNDO.days,
        may_change=item.agenda.event.state not in SETTLED,
    )
    return render(
        request, "agendas/item_papers.html", context, status=200 if asked is None else 422
    )


def _item(request: Request, slug: str, key: UUID) -> AgendaItem:
    return item_run_by(request, agenda_run_by(request, slug), key)


def _added(request: Request, item: AgendaItem, form: AddPapersForm) -> HttpResponse | None:
    data = form.cleaned_data
    try:
        made = services.add_papers(
            item,
            once=data["once"],
            uploads=data["papers"],
            title=data["title"],
            visibility=data["visibility"],
            by=request.standing,
            at=request.at,
        )
    except NotNowError:
        form.add_error(None, _too_late())
        return None
    said = ngettext("%(count)d paper added.", "%(count)d papers added.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect("agendas:item_papers", item.agenda.event.slug, item.key)


def _rows(request: Request, item: AgendaItem) -> list[Document]:
    """Return the papers of an item that the person may see, those that were removed with them."""
    rows = Document.objects.filter(label=LABEL, owner_key=str(item.key), erased_at=None)
    reader = papers.reader(request.standing, item.agenda.event)
    return [row for row in rows.prefetch_related("versions") if reader.reads(row, item)]


def _numbers(request: Request, item: AgendaItem) -> dict[int, str]:
    """Return by what number the person finds each paper of an item on the agenda."""
    agenda = item.agenda
    items = reading.visible_items(agenda, request.standing)
    reader = papers.reader(request.standing, agenda.event)
    own = [one for one in items if one.pk == item.pk]
    found = papers.listed(own, reading.numbered(items), reader).get(item.pk, [])
    return {paper.document.pk: paper.number for paper in found}


def _row(row: Document, numbers: Mapping[int, str]) -> dict[str, object]:
    newest = row.versions.all()[0]
    return {
        "number": numbers.get(row.pk, ""),
        "document": row,
        "version": newest,
        "facts": facts(newest),
        "readers": READERS[row.visibility],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def change_paper(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show a paper with its versions and hashes; change its title and who may see it."""
    item, row = _found(request, slug, key)
    asked = posted(request)
    form = ChangePaperForm(asked, document=row, item=item, standing=request.standing)
    if form.is_valid():
        try:
            services.change_paper(
                item, row, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.stored(stale.theirs),  # type: ignore[arg-type]  # the row locked
                address=request.path,
                label=DOCUMENT,
                key=str(row.key),
            )
        except (NotNowError, GoneError):
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("Saved: %(title)s.") % form.cleaned_data)
            return redirect("agendas:item_papers", slug, item.key)
    return _page(request, item, row, form=form, status=200 if asked is None else 422)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def renew_paper(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Put a newer version on top; asked for by itself, it shows the paper's page."""
    item, row = _found(request, slug, key)
    if request.method != "POST":
        return redirect("agendas:change_paper", slug, key)
    form = RenewForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.renew_paper(
                item,
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
            return redirect("agendas:change_paper", slug, key)
    return _page(request, item, row, renewing=form, status=422)


def _page(
    request: Request,
    item: AgendaItem,
    row: Document,
    *,
    form: ChangePaperForm | None = None,
    renewing: RenewForm | None = None,
    status: int,
) -> HttpResponse:
    context = Room(request, item.agenda.event.slug).context(
        "agenda",
        item=item,
        document=row,
        form=form or ChangePaperForm(document=row, item=item, standing=request.standing),
        renewing=renewing or RenewForm(),
        history=[
            (version, facts(version, dated=False))
            for version in row.versions.select_related("added_by")
        ],
        may_change=item.agenda.event.state not in SETTLED,
    )
    return render(request, "agendas/paper.html", context, status=status)


@require_safe
@organisers_only
def paper_version(request: Request, slug: str, key: UUID, number: int) -> HttpResponseBase:
    """Give out an older version to those who prepare the meeting."""
    _of, row = _found(request, slug, key)
    return given(request, get_object_or_404(row.versions.select_related("document"), number=number))


@require_POST
@organisers_only
def move_paper(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Move a paper one place up or down."""
    item, row = _found(request, slug, key)
    up = request.POST.get("to") != "down"
    try:
        services.move_paper(item, row, up=up, by=request.standing, at=request.at)
    except (NotNowError, GoneError):
        messages.warning(request, _too_late())
    return redirect("agendas:item_papers", slug, item.key)


@require_POST
@organisers_only
def remove_paper(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take a paper away; the page then offers to bring it back."""
    item, row = _found(request, slug, key, removed=True)
    try:
        services.remove_paper(item, row, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _too_late())
    else:
        messages.success(request, _("Removed: %(title)s.") % {"title": row})
    return redirect("agendas:item_papers", slug, item.key)


@require_POST
@organisers_only
def restore_paper(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Bring a removed paper back."""
    item, row = _found(request, slug, key, removed=True)
    try:
        services.restore_paper(item, row, by=request.standing, at=request.at)
    except (NotNowError, GoneError):
        messages.warning(request, _too_late())
    else:
        messages.success(request, _("Brought back: %(title)s.") % {"title": row})
    return redirect("agendas:item_papers", slug, item.key)


def _found(
    request: Request, slug: str, key: UUID, *, removed: bool = False
) -> tuple[AgendaItem, Document]:
    """Return a paper of the agenda, with its item, that who prepares it may see; or 404."""
    agenda = agenda_run_by(request, slug)
    rows = Document.objects.filter(erased_at=None) if removed else Document.objects.standing()
    row = rows.filter(key=key, label=LABEL).first()
    if row is None:
        raise Http404
    item = item_run_by(request, agenda, row.owner_key)
    if not papers.reader(request.standing, agenda.event).reads(row, item):
        raise Http404
    return item, row


def _too_late() -> str:
    return _("This can no longer be done: below is how it stands.")
