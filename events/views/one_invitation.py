"""One invitation under the Secretariat's eyes: its answer, a new link, taking it back."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.steps import By
from events import groups, history, invitations, replied, rules, services, words
from events.access import organisers_only
from events.enums import InvitationDeed, InvitationState
from events.forms.decision import ReasonForm
from events.forms.invitations import RenewForm
from events.models import Invitation
from events.rules import NotNowError
from events.views.replying import Replying
from events.views.room import Room, posted


def _found(request: Request, slug: str, key: UUID) -> tuple[Room, Invitation]:
    room = Room(request, slug)
    found = (
        room.event.invitations.select_related(
            "user",
            "seat__member_state",
            "seat__organisation",
            "seat__body",
            "organisation",
            "registration",
            "stands_in_for",
            "answered_by",
            "made_by",
        )
        .filter(key=key)
        .first()
    )
    if found is None:
        raise Http404
    found.event = room.event
    return room, found


@require_safe
@organisers_only
def one_invitation(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show one invitation with its history, and to the Secretariat what can be done."""
    room, found = _found(request, slug, key)
    deeds = invitations.INVITATION[found.state] if room.decides else {}
    ahead = room.event.starts_at > request.at
    context = room.context(
        "invitations",
        invitation=found,
        invited_as=groups.names(room.event)[found.group],
        state_pill=replied.pill(found),
        recorded=replied.who_answered(found),
        registration_pill=words.state_pill(found.registration_state)
        if found.registration
        else None,
        stand_ins=list(found.stand_ins.order_by("pk")),
        may_answer=room.decides and services.may_answer(found, at=request.at),
        may_renew=bool(deeds) and ahead,
        may_revoke=InvitationDeed.REVOKE in deeds,
        history=history.of("events.invitation", str(found.key)),
    )
    return render(request, "events/one_invitation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def answer_for(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Record what somebody answered by telephone or letter."""
    room, found = _found(request, slug, key)
    if not services.may_answer(found, at=request.at):
        return _not_now(request, found)
    replying = Replying(request, found, as_=By.SECRETARIAT)
    if replying.is_done():
        messages.success(request, _("The answer is recorded."))
        return redirect("events:one_invitation", slug, key)
    context = room.context("invitations", invitation=found, **replying.context())
    return render(request, "events/answer_for.html", context, status=replying.status)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def revoke(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take an invitation back, with a reason that the person is told."""
    room, found = _found(request, slug, key)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            services.revoke_invitation(
                found, by=request.standing, at=request.at, **form.cleaned_data
            )
        except NotNowError:
            return _not_now(request, found)
        messages.success(request, _("The invitation is taken back."))
        return redirect("events:one_invitation", slug, key)
    context = room.context(
        "invitations",
        form=form,
        invitation=found,
        is_registered=found.registration_state in rules.LIVE,
        hears=found.state == InvitationState.SILENT or found.registration_state in rules.LIVE,
    )
    status = 422 if form.errors else 200
    return render(request, "events/invitation_revoke.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def renew(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Send a new link, to the same address or to a corrected one."""
    room, found = _found(request, slug, key)
    fixed = invitations.is_answered(found.state)
    form = RenewForm(posted(request), invitation=found, fixed=fixed)
    if form.is_valid():
        try:
            services.mail_invitation_anew(
                found, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(cast("Invitation", stale.theirs)),
                address=request.path,
                label="events.invitation",
                key=str(key),
            )
        except services.InvitedAlreadyError:
            form.add_error("email", _("This address is invited to the event already."))
        except NotNowError:
            return _not_now(request, found)
        else:
            messages.success(request, _("The new link is on its way; the old one has ended."))
            return redirect("events:one_invitation", slug, key)
    context = room.context("invitations", form=form, invitation=found)
    status = 422 if form.errors else 200
    return render(request, "events/invitation_renew.html", context, status=status)


def _not_now(request: Request, found: Invitation) -> HttpResponse:
    found.refresh_from_db(fields=["state"])
    messages.warning(
        request,
        _("That cannot be done now. State: %(state)s.") % {"state": found.get_state_display()},
    )
    return redirect("events:one_invitation", found.event.slug, found.key)
