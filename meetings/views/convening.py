"""Convening a body: what is ready, who is told, the press, and what became of it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from events import emails as event_emails
from events.access import organisers_only
from events.enums import InvitationState, Kind
from events.grace import leaves_at
from events.invitations import Guest
from events.models import Invitation
from events.views.room import Room, posted
from interface.marks import Pill
from jobs.rules import NoSuchStepError
from mail.letters import Text, masked
from meetings import services
from meetings.convening import (
    Readers,
    agenda_of,
    checks,
    has_papers,
    is_ready,
    notice_of,
    open_to_guests,
)
from meetings.emails import convening as emails
from meetings.forms.convening import ConveningForm, SeenForm
from meetings.models import Convening

SEND, EDIT = "send", "edit"
OWN = {"csrfmiddlewaretoken", "preview", SEND, EDIT, *SeenForm.base_fields}


def room_of(request: Request, slug: str) -> Room:
    """Return the control room of a meeting, or 404 for whoever does not prepare it."""
    room = Room(request, slug)
    if room.event.kind != Kind.MEETING:
        raise Http404
    return room


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def convening(request: Request, slug: str) -> HttpResponse:
    """Show what is ready, ask for the rest, show who is told what, and convene."""
    room = room_of(request, slug)
    event = room.event
    notice = notice_of(event, at=request.at)
    rows = Convening.objects.filter(event=event).select_related("made_by", "stopped_by", "job")
    all_ = list(rows)
    again = all_[-1] if all_ and all_[-1].stopped_at else None
    form = ConveningForm(posted(request), event=event, notice=notice, at=request.at, again=again)
    if form.is_valid() and EDIT not in request.POST:
        if SEND in request.POST:
            return _convene(request, room, form)
        return _preview(request, room, form)
    agenda = agenda_of(event)
    found = checks(event, agenda, at=request.at, has_papers=has_papers(agenda, request.standing))
    waits = next((one for one in all_ if one.waits), None)
    context = room.context(
        "convening",
        form=form,
        notice=notice,
        checks=[(one, _pill(is_so=one.is_so, must=one.must)) for one in found],
        is_ready=is_ready(found),
        open_to_guests=open_to_guests(agenda) if "institutions" in form.fields else 0,
        waits=waits,
        leaves=waits is not None and not waits.is_given_up,
        sent=[(one, emails.said(one)) for one in all_ if one.sent_at],
        stopped=[one for one in all_ if one.stopped_at],
    )
    return render(request, "meetings/convening.html", context, status=422 if form.errors else 200)


def _pill(*, is_so: bool, must: bool) -> Pill:
    if is_so:
        return Pill(_("Ready"), "ok")
    return Pill(_("Missing"), "bad") if must else Pill(_("Better with it"), "warn")


def _preview(
    request: Request, room: Room, form: ConveningForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """Show who gets a letter and what it says; nothing is stored."""
    said = form.said
    readers = Readers(room.event, institutions=said["institutions"], at=request.at)
    agenda = agenda_of(room.event)
    sample = _sample(room, form)
    context = room.context(
        "convening",
        readers=readers,
        hidden=[
            (name, value)
            for name, values in request.POST.lists()
            if name not in OWN
            for value in values
        ],
        seen=SeenForm(
            initial={"seen": readers.mark, "agenda_version": agenda.version if agenda else 0}
        ),
        letters=[masked(text) for text in _letters(readers, sample)],
        problem=problem,
        late=said["reason"],
        at_once=leaves_at(at=request.at, starts=room.event.starts_at) == request.at,
    )
    return render(request, "meetings/convening_preview.html", context, status=status)


def _sample(room: Room, form: ConveningForm) -> Convening:
    """Return the convening as it would be stored."""
    event, said = room.event, form.said
    event.registration_closes_at = said["answer_by"]
    return Convening(
        event=event,
        edition=Convening.objects.filter(event=event).sent().count() + 1,
        notice_days=form.notice.days,
        dispatch_by=form.notice.last_day,
        reason=said["reason"],
        words=said["words"],
        starts_at=room.at,
    )


def _letters(readers: Readers, sample: Convening) -> list[Text]:
    """Return one letter of each kind, as the first of its readers gets it."""
    found = []
    first = {guest.kind: guest for guest in reversed(readers.invited)}
    for guest in first.values():
        invitation = _invitation(sample, guest)
        found.append(event_emails.invitation_letter(invitation, emails.wording(sample, readers)))
    found += [emails.letter(sample, reader) for reader in readers.told[:1]]
    return found


def _invitation(sample: Convening, guest: Guest) -> Invitation:
    return Invitation(
        key=uuid4(),
        event=sample.event,
        state=InvitationState.PREPARED,
        kind=guest.kind,
        seat_id=guest.seat,
        organisation_id=guest.organisation,
        name=guest.name,
        email=guest.email,
    )


def _convene(request: Request, room: Room, form: ConveningForm) -> HttpResponse:
    seen = SeenForm(request.POST)
    said: dict[str, Any] = form.said
    if not seen.is_valid():
        return _preview(request, room, form, status=422)
    try:
        services.convene(
            room.event, by=request.standing, at=request.at, **seen.cleaned_data, **said
        )
    except services.OtherAgendaError:
        problem = _("The agenda has changed since you saw this page. Read it again, then send it.")
        return _preview(request, room, form, problem=problem, status=409)
    except services.OtherReadersError:
        problem = _("Other people are meant now than a moment ago. Here is the list as it is now.")
        return _preview(request, room, form, problem=problem, status=409)
    except services.NotReadyError:
        problem = _("Something is lacking by now, or somebody was quicker. You see what stands.")
        messages.error(request, problem)
    return redirect("meetings:convening", room.event.slug)


@require_POST
@organisers_only
def stop(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Keep a convening from leaving."""
    room = room_of(request, slug)
    found = get_object_or_404(Convening, event=room.event, key=key)
    try:
        services.stop_convening(found, by=request.standing, at=request.at)
    except NoSuchStepError:
        messages.warning(request, _("There is nothing to stop: all of it has left, or none does."))
    else:
        messages.success(request, _("Stopped. No letter had left."))
    return redirect("meetings:convening", slug)
