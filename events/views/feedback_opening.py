"""From when to when people are asked what an event was like, as the Secretariat decides it."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from events import attendance, respondents
from events.emails.feedback import promise, wanted
from events.enums import Whom
from events.forms.feedback import ExtendingForm, OpeningForm, VersionForm
from events.models import FeedbackForm, Registration
from events.rules import NotNowError
from events.services import feedback as deeds
from events.views.feedback import HERE, form_in, page
from events.views.feedback_form import pressed
from events.views.room import Room, posted
from mail.letters import Text


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def open_(request: Request, slug: str) -> HttpResponse:
    """Say when people are asked, for how long, and who; first how many that would be."""
    room = Room(request, slug)
    found, event = form_in(room), room.event
    form = OpeningForm(
        posted(request),
        version=found.version,
        is_over=event.ends_at <= room.at,
        numbers={whom: respondents.meant_of(event, whom).count() for whom in Whom},
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            deeds.open_feedback(
                found,
                days=said["days"],
                whom=said["whom"],
                at_end=form.at_end,
                version=said["version"],
                by=request.standing,
                at=request.at,
            )
        except versions.StaleError:
            return page(request, room, status=409)
        except deeds.NothingAskedError:
            form.add_error(None, _("Nothing is asked yet: add a question first."))
        except NotNowError:
            form.add_error(
                None, _("It was opened already, or the event is not published or was closed.")
            )
        else:
            messages.success(request, _("Done: below is when people are asked."))
            return redirect("events:event_feedback", slug)
    context = room.context(
        HERE,
        feedback=found,
        form=form,
        promise=promise(found),
        taken=respondents.is_attendance_taken(event),
        text=_letter(found, at=max(event.ends_at, room.at)),
    )
    status = 422 if form.is_bound else 200
    return render(request, "events/feedback_open.html", context, status=status)


def _letter(form: FeedbackForm, *, at: dt.datetime) -> Text:
    """Return the letter that would be written, were the form opened then; nothing is stored."""
    deeds.begin_asking(form, at=at)
    reader = respondents.meant(form).first() or Registration()
    reader.event = form.event
    comes_first = attendance.terms_of(form.event).feedback_first
    return wanted(reader, form=form, comes_first=comes_first)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def extend(request: Request, slug: str) -> HttpResponse:
    """Leave it open for longer, or ask others too."""
    room = Room(request, slug)
    found = form_in(room)
    form = ExtendingForm(posted(request), version=found.version, whom=found.whom)
    if form.is_valid():
        return pressed(
            request,
            room,
            form,
            lambda facts: deeds.extend_feedback(
                found, days=form.cleaned_data["days"], whom=form.cleaned_data["whom"], **facts
            ),
            said=_("Saved."),
        )
    context = room.context(HERE, feedback=found, form=form)
    status = 422 if form.is_bound else 200
    return render(request, "events/feedback_extend.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def close(request: Request, slug: str) -> HttpResponse:
    """Close it now, after saying that it does not open again once results were seen."""
    room = Room(request, slug)
    found = form_in(room)
    form = VersionForm(posted(request), version=found.version)
    if form.is_bound:
        return pressed(
            request,
            room,
            form,
            lambda facts: deeds.close_feedback(found, **facts),
            said=_("Closed. What people said stands below."),
        )
    context = room.context(HERE, feedback=found, form=form)
    return render(request, "events/feedback_close.html", context)


@require_POST
@secretariat_only
def take_back(request: Request, slug: str) -> HttpResponse:
    """Ask nobody after all, as long as nobody was asked."""
    room = Room(request, slug)
    found = form_in(room)
    return pressed(
        request,
        room,
        VersionForm(request.POST, version=found.version),
        lambda facts: deeds.take_feedback_back(found, **facts),
        said=_("Taken back: nobody is asked."),
    )


@require_POST
@secretariat_only
def reopen(request: Request, slug: str) -> HttpResponse:
    """Open a closed form anew, as long as nothing anonymous was shown."""
    room = Room(request, slug)
    found = form_in(room)
    return pressed(
        request,
        room,
        VersionForm(request.POST, version=found.version),
        lambda facts: deeds.reopen_feedback(found, days=found.days, **facts),
        said=_("Open again."),
    )
