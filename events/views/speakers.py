"""The people of a programme: what is kept of them, their photographs, their own page."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import token_page
from accounts.http import Request
from documents import serving
from documents.models import Version
from events import services, words
from events.access import may_edit, organisers_only
from events.forms.speaker import SAID, YES, OwnSpeakerForm, SpeakerDetailsForm
from events.models import Event, Speaker
from events.rules import NotNowError
from events.services.speakers import PHOTO
from events.speakers import consent_pill
from events.views.room import Room, posted
from interface.marks import Pill
from mail import links


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def speaker(request: Request, slug: str, uid: UUID, key: UUID) -> HttpResponse:
    """Keep a speaker's address and photograph, and whether they agreed to be published."""
    room = Room(request, slug)
    found = _of(room.event, uid=uid, key=key)
    form = SpeakerDetailsForm(posted(request), request.FILES or None, speaker=found)
    if form.is_valid():
        try:
            services.change_speaker(found, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            theirs = cast("Speaker", stale.theirs)
            return versions.conflict(
                request,
                form,
                theirs={name: getattr(theirs, name) for name in ("email", "may_publish")},
                address=request.path,
                label="events.event",
                key=str(room.event.uid),
            )
        except NotNowError:
            form.add_error(None, _("The programme can no longer be changed."))
        else:
            messages.success(request, _("Saved: %(title)s.") % {"title": found.name})
            return redirect(request.path)
    context = room.context(
        "sessions", form=form, speaker=found, session=found.session, consent=_pill(found)
    )
    return render(request, "events/speaker.html", context, status=422 if form.errors else 200)


@require_POST
@organisers_only
def ask_speaker(request: Request, slug: str, uid: UUID, key: UUID) -> HttpResponse:
    """Mail a speaker the own page, on which to agree or refuse."""
    found = _of(Room(request, slug).event, uid=uid, key=key)
    try:
        services.ask_for_consent(found, by=request.standing, at=request.at)
    except services.NoAddressError:
        messages.warning(request, _("Write down an address first."))
    else:
        messages.success(request, _("The letter goes to %(to)s.") % {"to": found.email})
    return redirect("events:speaker", slug, uid, key)


def _of(event: Event, *, uid: UUID, key: UUID) -> Speaker:
    rows = Speaker.objects.select_related("session__event", "consent_by")
    return get_object_or_404(rows, session__event=event, session__uid=uid, key=key)


@login_not_required
@require_safe
def photo(request: Request, slug: str, key: UUID) -> HttpResponseBase:
    """Give the photograph of a speaker who agreed to be published; the organisers see others."""
    event = get_object_or_404(Event.objects.visible_to(request.standing), slug=slug)
    found = get_object_or_404(Speaker, session__event=event, key=key)
    if not (found.may_publish or may_edit(request.standing, event)):
        raise Http404
    return _picture(request, found)


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
def own_speaker(request: Request, token: str) -> HttpResponse:
    """Show a speaker what would be published, and take corrections and a yes or no."""
    found = _found(token)
    form = OwnSpeakerForm(posted(request), request.FILES or None, speaker=found)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.answer_as_speaker(
                found,
                version=said["version"],
                agrees=said["answer"] == YES,
                photo=said["photo"],
                without_photo=said.get("without_photo", False),
                by=request.standing,
                at=request.at,
                **{name: said[name] for name in SAID},
            )
        except versions.StaleError as stale:
            theirs = {name: getattr(stale.theirs, name) for name in SAID}
            return versions.conflict(request, form, theirs=theirs, address=request.path)
        messages.success(request, _("Thank you; your answer is kept. You can change it here."))
        return redirect(request.path)
    event = found.session.event
    context = {
        "event": event,
        "speaker": found,
        "form": form,
        "pill": _pill(found),
        "when": words.when(event),
        "photo": reverse("events:own_speaker_photo", args=[token]) if found.photo_at else "",
    }
    return render(request, "events/own_speaker.html", context, status=422 if form.errors else 200)


@token_page
@require_safe
def own_photo(request: Request, token: str) -> HttpResponseBase:
    """Give a speaker the own photograph as it is kept."""
    return _picture(request, _found(token))


def _pill(found: Speaker) -> Pill:
    return consent_pill(
        may_publish=found.may_publish, consent_at=found.consent_at, asked_at=found.asked_at
    )


def _found(token: str) -> Speaker:
    rows = Speaker.objects.select_related("session__event")
    return get_object_or_404(rows, link_hash=links.digest(token))


def _picture(request: Request, found: Speaker) -> HttpResponseBase:
    kept = Version.objects.newest().filter(
        document__label=PHOTO, document__owner_key=str(found.key)
    )
    if (version := kept.first()) is None:
        raise Http404
    return serving.picture(version, request)
