"""The outbox for the Secretariat, and each person's own letters."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import mail.services
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.models import User
from desk import letters, things
from desk.forms import LetterFilter
from events.models import Event
from interface.tables import listing
from mail.models import Letter
from procedures.models import Procedure

ORDERS = {
    "first": ("first", "created_at"),
    "written": ("created_at",),
    "to": ("to",),
    "subject": ("subject",),
    "state": ("state", "created_at"),
}
OWN_ORDERS = {"written": ("created_at",), "subject": ("subject",)}


@secretariat_only
@require_safe
def outbox(request: Request) -> HttpResponse:
    """Show all letters, those that did not arrive first."""
    form = LetterFilter(request.GET)
    form.is_valid()
    choice = form.cleaned_data
    rows = listing(letters.chosen(choice), query=request.GET, orders=ORDERS, default="-first")
    event, procedure, person = (choice.get(name) for name in ("event", "procedure", "person"))
    return render(
        request,
        "desk/letters.html",
        {
            "filter": form,
            "listing": rows,
            "rows": [(letter, letters.pill(letter)) for letter in rows.rows],
            "event": Event.objects.filter(slug=event).first() if event else None,
            "procedure": _launched(procedure) if procedure else None,
            "person_shown": User.objects.filter(key=person).first() if person else None,
        },
    )


def _launched(reference: str) -> Procedure | None:
    """Return the procedure that letters may be about: one that was launched."""
    return Procedure.objects.filter(reference=reference).exclude(launched_at=None).first()


@secretariat_only
@require_safe
def letter(request: Request, uid: UUID) -> HttpResponse:
    """Show one letter, its secret links left out, and what became of it."""
    found = get_object_or_404(Letter.objects.select_related("resent_from"), uid=uid)
    return render(
        request,
        "desk/letter.html",
        {
            "shown": letters.shown(found),
            "letter": found,
            "deliveries": found.deliveries.all(),
            "again": found.resent_as.order_by("pk"),
            "about": things.of_entries([found]).get((found.label, found.key)),
            "full": True,
        },
    )


@secretariat_only
@require_POST
def resend(request: Request, uid: UUID) -> HttpResponse:
    """Send a letter again, as a new one."""
    found = get_object_or_404(Letter, uid=uid)
    try:
        again = mail.services.resend(found, by=request.standing.actor, at=request.at)
    except mail.services.NothingToResendError:
        messages.error(
            request,
            _("This letter cannot be sent again: it is on its way, or its text was erased."),
        )
        return redirect("desk:letter", uid=uid)
    messages.success(request, _("The letter is on its way again to %s.") % again.to)
    return redirect("desk:letter", uid=again.uid)


@secretariat_only
@require_POST
def dismiss(request: Request, uid: UUID) -> HttpResponse:
    """Set a letter that did not arrive aside."""
    found = get_object_or_404(Letter, uid=uid)
    mail.services.dismiss(found, by=request.standing.actor, at=request.at)
    messages.success(request, _("The letter is set aside; it asks for nothing any more."))
    return redirect("desk:letter", uid=uid)


@require_safe
def own_letters(request: Request) -> HttpResponse:
    """Show a person the letters written to them."""
    rows = listing(
        letters.own(request.standing.user), query=request.GET, orders=OWN_ORDERS, default="-written"
    )
    return render(
        request,
        "desk/my_letters.html",
        {"listing": rows, "rows": [(letter, letters.pill(letter)) for letter in rows.rows]},
    )


@require_safe
def own_letter(request: Request, uid: UUID) -> HttpResponse:
    """Show a person one of their letters."""
    found = get_object_or_404(letters.own(request.standing.user), uid=uid)
    return render(
        request, "desk/letter.html", {"shown": letters.shown(found), "letter": found, "full": False}
    )
