"""What one person said on diet, access and identity: read on purpose, and written down."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from events import asked
from events.access import organisers_only
from events.services import answers
from events.services.lists import sensitive_read
from events.views.registrations import found_in_room


@require_safe
@organisers_only
def needs(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show the sensitive answers of one registration to who holds the right to read them."""
    room, found = found_in_room(request, slug, key)
    if not answers.may_read_sensitive(request.standing):
        raise Http404
    rows = found.answers.erased_after_the_event().prefetch_related("question_set")
    said = [(row.question.label, asked.answer(row.question, row.value)) for row in rows]
    if request.method == "GET" and said:
        sensitive_read(room.event, key=str(found.key), by=request.standing, at=request.at)
    context = room.context("registrations", registration=found, said=said)
    return render(request, "events/needs.html", context)
