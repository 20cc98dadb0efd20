"""The mailbox: every letter of the demonstration, open to everybody who looks."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import token_page
from accounts.http import Request
from demo.backend import kept
from demo.forms import MailboxFilter
from interface.tables import listing
from mail.messages import parts
from mail.models import Letter

ORDERS = {"written": ("created_at",), "to": ("to",), "subject": ("subject",)}
AS_WRITTEN = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


@login_not_required
@never_cache
@require_safe
def mailbox(request: Request) -> HttpResponse:
    """Show all letters, the newest first, or those to one address."""
    form = MailboxFilter(request.GET)
    to = form.cleaned_data["to"] if form.is_valid() else ""
    letters = Letter.objects.filter(Q(to__icontains=to) | Q(name__icontains=to))
    return render(
        request,
        "demo/mailbox.html",
        {
            "filter": form,
            "letters": listing(letters, query=request.GET, orders=ORDERS, default="-written"),
        },
    )


@token_page
@require_safe
def letter(request: Request, uid: UUID) -> HttpResponse:
    """Show one letter as its reader gets it, its links filled in."""
    found = get_object_or_404(Letter, uid=uid)
    return render(
        request,
        "demo/letter.html",
        {
            "letter": found,
            "parts": parts(found),
            "code": kept(found) if found.blanked_at else None,
        },
    )


@token_page
@require_safe
def as_html(request: Request, uid: UUID) -> HttpResponse:  # noqa: ARG001  # the form of a view
    """Show a letter's HTML alone: its styles stand in its elements, nothing in it may act."""
    found = get_object_or_404(Letter, uid=uid)
    if found.blanked_at:
        raise Http404
    return HttpResponse(parts(found).html, headers={"Content-Security-Policy": AS_WRITTEN})
