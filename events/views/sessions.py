"""The programme of an event."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.http import Request
from events import services
from events.access import organisers_only
from events.enums import Presence
from events.forms.seen import is_stale
from events.forms.session import SHOWN, SessionForm, Speakers, another_row, speaker_rows
from events.models import Session, Speaker
from events.rules import NotNowError
from events.speakers import consent_pill
from events.views.room import Room
from interface.marks import Pill


@require_safe
@organisers_only
def sessions(request: Request, slug: str) -> HttpResponse:
    """Show the programme day by day, with everybody on it."""
    room = Room(request, slug)
    days: dict[object, list[tuple[Session, list[tuple[Speaker, Pill]]]]] = {}
    for session in room.event.sessions.with_speakers():
        people = [(speaker, _pill(speaker)) for speaker in session.speakers.all()]
        days.setdefault(session.date, []).append((session, people))
    return render(request, "events/sessions.html", room.context("sessions", days=days))


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def add_session(request: Request, slug: str) -> HttpResponse:
    """Add a session with its speakers."""
    return _write(request, Room(request, slug), None)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def session(request: Request, slug: str, uid: UUID) -> HttpResponse:
    """Change a session and who speaks in it."""
    room = Room(request, slug)
    return _write(request, room, get_object_or_404(room.event.sessions, uid=uid))


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def remove_session(request: Request, slug: str, uid: UUID) -> HttpResponse:
    """Take a session off the programme, after asking."""
    room = Room(request, slug)
    found = get_object_or_404(room.event.sessions, uid=uid)
    if request.method == "POST":
        try:
            services.remove_session(found, by=request.standing, at=request.at)
        except services.ManagedElsewhereError:
            messages.warning(
                request, _("The sessions of this event stay together: it is managed as a whole.")
            )
        except NotNowError:
            messages.warning(request, _("The programme can no longer be changed."))
        else:
            messages.success(
                request, _("Taken off the programme: %(title)s.") % {"title": found.title}
            )
        return redirect("events:sessions", slug)
    attended = found.attendances.exclude(presence=Presence.UNKNOWN).count()
    context = room.context("sessions", session=found, attended=attended)
    return render(request, "events/remove_session.html", context)


def _pill(speaker: Speaker) -> Pill:
    return consent_pill(
        may_publish=speaker.may_publish, consent_at=speaker.consent_at, asked_at=speaker.asked_at
    )


def _write(request: Request, room: Room, found: Session | None) -> HttpResponse:
    if request.method != "POST":
        return _form(
            request,
            room,
            found,
            SessionForm(event=room.event, session=found),
            speaker_rows(session=found),
        )
    if "another" in request.POST:
        form, speakers = another_row(request.POST, event=room.event, session=found)
        return _form(request, room, found, form, speakers)
    with services.holding(room.event):  # of two who save at once, one is told
        if found:
            found.refresh_from_db()
        form = SessionForm(request.POST, event=room.event, session=found)
        speakers = speaker_rows(request.POST, session=found)
        saved = None
        if all([form.is_valid(), speakers.is_valid()]):
            saved = _saved(request, room, found, form, speakers)
    return saved or _form(request, room, found, form, speakers, status=422)


def _saved(
    request: Request, room: Room, found: Session | None, form: SessionForm, speakers: Speakers
) -> HttpResponse | None:
    """Save what is valid; nothing is returned where the event can no longer be changed."""
    fields = dict(form.cleaned_data)
    if found is None:
        fields["uid"] = fields.pop("once")
    elif is_stale(form):
        return versions.conflict(
            request,
            form,
            theirs={name: form.initial[name] for name in SHOWN},
            address=request.path,
            label="events.event",
            key=str(room.event.uid),
        )
    fields.pop("seen", None)
    try:
        kept = services.save_session(
            room.event,
            session=found,
            speakers=speakers.said(),
            by=request.standing,
            at=request.at,
            **fields,
        )
    except services.ManagedElsewhereError:
        form.add_error("date", _("This event is moved as a whole, where it is managed."))
        return None
    except NotNowError:
        form.add_error(None, _("The programme can no longer be changed."))
        return None
    messages.success(request, _("Saved: %(title)s.") % {"title": kept.title})
    return redirect("events:sessions", room.event.slug)


def _form(  # each is a part of the page
    request: Request,
    room: Room,
    found: Session | None,
    form: SessionForm,
    speakers: Speakers,
    *,
    status: int = 200,
) -> HttpResponse:
    context = room.context("sessions", form=form, speakers=speakers, session=found)
    return render(request, "events/session.html", context, status=status)
