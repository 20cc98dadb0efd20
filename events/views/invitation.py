"""Answering an invitation: by the mailed link, or signed in for the own seat."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import token_page
from accounts.enums import Visibility
from accounts.http import Request
from accounts.steps import By
from events import replied, services, words
from events.emails import INVITATION_PAGE
from events.enums import LIVE, InvitationState, State
from events.models import Event, Invitation
from events.views.registration import own_page
from events.views.replying import Replying
from interface.marks import Tab
from interface.tables import listing
from mail import links

WITH_ALL = (
    "event",
    "user",
    "seat__member_state",
    "seat__organisation",
    "organisation",
    "registration",
    "stands_in_for",
    "answered_by",
)


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """Show an invitation to whoever holds its link; reading it changes nothing, sending does."""
    rows = Invitation.objects.exclude(state=InvitationState.PREPARED).select_related(*WITH_ALL)
    found = rows.filter(link_hash=links.digest(token)).first()
    if found is None:
        raise Http404
    return _page(request, found, address=reverse(INVITATION_PAGE, args=[token]), as_=By.PERSON)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_invitation(request: Request, key: UUID) -> HttpResponse:
    """Show an invitation for the own seat to the other who speaks for it, who may answer it."""
    held = Invitation.objects.held_by(request.standing).select_related(*WITH_ALL)
    found = get_object_or_404(held, key=key)
    if _is_own(found, request):
        return redirect(replied.own_address(found))
    address = reverse("events:seat_invitation", args=[key])
    return _page(request, found, address=address, as_=By.STATE)


def _is_own(found: Invitation, request: Request) -> bool:
    user = request.standing.user
    return user is not None and user.email == found.email


def _page(request: Request, found: Invitation, *, address: str, as_: By) -> HttpResponse:
    """Take the answer where one was sent and may be given; else show how it stands."""
    shown = _shown(request, found, as_=as_)
    may_answer = services.may_answer(found, at=request.at) and not shown["stranger"]
    replying = Replying(request, found, as_=as_) if may_answer else None
    if replying and replying.is_done():
        messages.success(request, _("Your answer is recorded. Thank you."))
        return redirect(address)
    posted_in_vain = request.method == "POST" and replying is None
    context = shown | {
        "may_answer": may_answer,
        "problem": posted_in_vain and not shown["stranger"],
        "answers": address,
        **(replying.context() if replying else {}),
    }
    status = 409 if posted_in_vain else replying.status if replying else 200
    return render(request, "events/invitation.html", context, status=status)


def _shown(request: Request, found: Invitation, *, as_: By) -> dict[str, Any]:
    """Return how the invitation stands, in words, and what the reader may see beside it."""
    event, registration = found.event, found.registration
    stands = registration is not None and registration.state in LIVE
    bound = registration is not None and registration.email == found.email
    stranger = request.standing.is_signed_in and not _is_own(found, request)
    context = {
        "invitation": found,
        "event": event,
        "when": words.when(event),
        "where": words.where(event),
        "pill": replied.own_pill(found),
        "recorded": replied.who_answered(found),
        "for_another": as_ == By.STATE,
        "stranger": stranger and as_ == By.PERSON,
        "ahead": event.state == State.PUBLISHED and event.starts_at > request.at,
        "stands": stands,
        "may_see": event.visibility == Visibility.PUBLIC
        or Event.objects.visible_to(request.standing).filter(pk=event.pk).exists(),
        "stand_in": found.stand_ins.standing().first(),
    }
    if found.names_another:
        return context | {"names_another": True}
    if registration and found.state in {InvitationState.IN_PERSON, InvitationState.ONLINE}:
        registration.event = event
        context["registration"] = registration
        context["outcome"] = words.outcome_title(registration.state)
        context["own"] = own_page(registration) if bound and as_ == By.PERSON else ""
        if registration.state == "waiting":
            context["position"] = services.position(registration)
    return context


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show the invitations to oneself and for the own seat."""
    past = request.GET.get("period") == "past"
    held = Invitation.objects.held_by(request.standing).select_related(*WITH_ALL)
    rows = held.exclude(event__state=State.DRAFT)
    rows = (
        rows.filter(event__ends_at__lte=request.at)
        if past
        else rows.filter(event__ends_at__gt=request.at)
    )
    found = listing(
        rows,
        query=request.GET,
        orders={"date": ("event__starts_at", "sort_name")},
        default="-date" if past else "date",
    )
    address = reverse("events:my_invitations")
    context = {
        "listing": found,
        "lines": [_line(one, request) for one in found.rows],
        "past": past,
        "tabs": [
            Tab(_("Ahead"), address, here=not past),
            Tab(_("Past"), f"{address}?period=past", here=past),
        ],
    }
    return render(request, "events/my_invitations.html", context)


def _line(one: Invitation, request: Request) -> dict[str, Any]:
    """Return one invitation as a line of the list."""
    own = _is_own(one, request)
    facts = [words.hours(one.event), words.where(one.event)]
    return {
        "event": one.event,
        "url": replied.address_for(one, request.standing),
        "facts": " · ".join(fact for fact in facts if fact),
        "whom": "" if own else _("for %(name)s") % {"name": one},
        "pill": replied.own_pill(one),
        "recorded": replied.who_answered(one),
    }
