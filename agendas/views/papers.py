"""The papers of an agenda on their way out: one, or all as one file.

What is restricted is noted in the journal each time it is read; HEAD reads nothing.
"""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.http import Request
from agendas import papers, reading
from agendas.access import agenda_of
from documents import serving
from documents.services import note_reading
from events.views.downloads import given


@login_not_required
@require_safe
def paper(request: Request, slug: str, key: UUID) -> HttpResponseBase:
    """Give out the newest version of a paper to whoever may read it."""
    version = papers.found(request.standing, agenda_of(request, slug), key)
    if version is None:
        raise Http404
    return given(request, version)


@login_not_required
@require_safe
def papers_zip(request: Request, slug: str) -> HttpResponseBase:
    """Give out all papers that one may read as one file, a folder for each item.

    Where it is too much, the agenda says so.
    """
    agenda = agenda_of(request, slug)
    items = reading.visible_items(agenda, request.standing)
    found = papers.listed(
        items, reading.numbered(items), papers.reader(request.standing, agenda.event)
    )
    all_papers = [paper for item in items for paper in found.get(item.pk, [])]
    if not all_papers:
        raise Http404
    if not papers.may_take_together(all_papers):
        return redirect(agenda)
    name = f"{slugify(agenda.event.slug)}-papers.zip"
    if request.method == "HEAD":
        return serving.announced(name)
    response = serving.together(
        ((papers.folder_of(paper), paper.version) for paper in all_papers),
        name=name,
        numbers=[paper.number_in_names for paper in all_papers],
    )
    note_reading([paper.version for paper in all_papers], by=request.standing, at=request.at)
    return response
