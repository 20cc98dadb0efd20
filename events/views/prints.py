"""What is printed for the day of an event: the list to sign, and badges."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from events import badges, groups, signature_list
from events.access import organisers_only
from events.forms.prints import BadgeForm, SignatureListForm
from events.models.registration import RegistrationQuerySet
from events.services.lists import list_taken
from events.views.room import Room
from interface import downloads


@require_safe
@organisers_only
def signatures(request: Request, slug: str) -> HttpResponse:
    """Let the days of the list to sign be chosen."""
    room = Room(request, slug)
    return _signatures(request, room, SignatureListForm(days=signature_list.days(room.event)))


def _signatures(
    request: Request, room: Room, form: SignatureListForm, *, status: int = 200
) -> HttpResponse:
    context = room.context("lists", form=form, people=badges.people(room.event).count())
    return render(request, "events/signatures.html", context, status=status)


@require_safe
@organisers_only
def signatures_pdf(request: Request, slug: str) -> HttpResponse:
    """Give the list that people sign, as PDF."""
    room = Room(request, slug)
    form = SignatureListForm(request.GET, days=signature_list.days(room.event))
    if not form.is_valid():
        return _signatures(request, room, form, status=422)
    on = form.chosen()
    content = signature_list.drawn(room.event, on=on, blank=form.cleaned_data["blank"], at=room.at)
    if request.method == "GET":
        list_taken(
            room.event,
            form="pdf",
            rows=badges.people(room.event).count(),
            what="signatures",
            days=[day.isoformat() for day in on],
            by=room.standing,
            at=room.at,
        )
    return downloads.file(content, name=f"{slug}-signatures.pdf")


@require_safe
@organisers_only
def badge_sheets(request: Request, slug: str) -> HttpResponse:
    """Let whose badges are printed be chosen, and say how many that are."""
    room = Room(request, slug)
    form = _form(request, room)
    rows = badges.in_order(_chosen(room, form), form.wanted("order"))
    context = room.context(
        "lists",
        form=form,
        number=len(rows),
        first=rows[:5],
        printed_at=badges.last_printed(room.event),
        unprintable=badges.unprintable(rows),
        query=request.GET.urlencode(),
    )
    return render(request, "events/badges.html", context)


@require_safe
@organisers_only
def badges_pdf(request: Request, slug: str) -> HttpResponse:
    """Give the badges of those who were chosen, as PDF."""
    room = Room(request, slug)
    form = _form(request, room)
    rows = badges.in_order(_chosen(room, form), form.wanted("order"))
    if not rows:
        messages.warning(request, _("There is no badge to print."))
        return redirect("events:badges", slug)
    content = badges.printed(room.event, rows, form=form.wanted("form"), at=room.at)
    if request.method == "GET":
        list_taken(
            room.event,
            form="pdf",
            rows=len(rows),
            what=badges.WHAT,
            by=room.standing,
            at=room.at,
        )
    return downloads.file(content, name=f"{slug}-badges.pdf")


def _form(request: Request, room: Room) -> BadgeForm:
    codes = badges.people(room.event).order_by().values_list("country", flat=True).distinct()
    return BadgeForm(request.GET, codes=list(codes), called=groups.names(room.event))


def _chosen(room: Room, form: BadgeForm) -> RegistrationQuerySet:
    rows = badges.people(room.event).matching(form.wanted("text"))
    for name in ("country", "group"):
        if asked := form.wanted(name):
            rows = rows.filter(**{name: asked})
    printed_at = badges.last_printed(room.event)
    if form.wanted("new") and printed_at:
        rows = rows.filter(changed_at__gt=printed_at)
    return rows
