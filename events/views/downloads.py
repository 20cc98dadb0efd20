"""The documents of an event on their way out: one, an older version, all as one file.

What is restricted is noted in the journal each time it is read; HEAD reads nothing.
"""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.access import token_page
from accounts.http import Request
from documents import serving
from documents.models import Version
from documents.services import note_reading
from events.documents import (
    Reader,
    folder_of,
    found,
    knows_the_event,
    versions_of,
)
from events.models import Event, Registration
from mail import links


@login_not_required
@require_safe
def document(request: Request, slug: str, key: UUID) -> HttpResponseBase:
    """Give out the newest version of a document to whoever may see it."""
    return _one(request, Reader(request.standing, _event(request, slug)), key)


@login_not_required
@require_safe
def documents_zip(request: Request, slug: str) -> HttpResponseBase:
    """Give out all that one may see as one file, or lead to the list where it is too much."""
    page = reverse("events:event", args=[slug])
    return _all(request, Reader(request.standing, _event(request, slug)), page=page)


@token_page
@require_safe
def own_document(request: Request, token: str, key: UUID) -> HttpResponseBase:
    """Give out a document to whoever holds the link of a registration."""
    return _one(request, _by_link(request, token), key)


@token_page
@require_safe
def own_documents_zip(request: Request, token: str) -> HttpResponseBase:
    """Give out all documents to whoever holds the link of a registration."""
    page = reverse("events:own_registration", args=[token])
    return _all(request, _by_link(request, token), page=page)


def _event(request: Request, slug: str) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.standing), slug=slug)


def _by_link(request: Request, token: str) -> Reader:
    rows = Registration.objects.select_related("event").filter(link_hash=links.digest(token))
    registration = rows.first()
    if registration is None or not knows_the_event(registration):
        raise Http404
    return Reader(request.standing, registration.event, registration, by_link=True)


def _one(request: Request, reader: Reader, key: UUID) -> HttpResponseBase:
    version = found(reader, key)
    if version is None:
        raise Http404
    return given(request, version)


def given(request: Request, version: Version) -> HttpResponseBase:
    """Give out a version, and note the reading of one that is restricted."""
    response = serving.answer(version, request)
    if request.method == "GET":
        note_reading([version], by=request.standing, at=request.at)
    return response


def _all(request: Request, reader: Reader, *, page: str) -> HttpResponseBase:
    seen = versions_of(reader)
    if not seen:
        raise Http404
    if not reader.may_take_together(version for _, version in seen):
        return redirect(f"{page}#documents")  # where it is said, above each of them
    name = f"{slugify(reader.event.slug)}-documents.zip"
    if request.method == "HEAD":
        return serving.announced(name)
    response = serving.together(
        ((folder_of(session), version) for session, version in seen), name=name
    )
    note_reading([version for _, version in seen], by=request.standing, at=request.at)
    return response
