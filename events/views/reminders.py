"""What an event reminds people of by itself, and under which name it writes."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from events import merging, reminding, services
from events.access import organisers_only
from events.emails.mailings import filled
from events.enums import ReminderKind
from events.forms.mailings import ReminderForm, SenderForm
from events.forms.seen import is_stale
from events.models import MailingRecipient, Reminder
from events.services.mailings import positions_in
from events.services.reminders import dates, letter_of, reminders_of, whom
from events.views.room import Room, posted
from interface.marks import Pill
from mail.letters import masked


@require_safe
@organisers_only
def reminders(request: Request, slug: str) -> HttpResponse:
    """Show what an event sends by itself, when, and to whom."""
    room = Room(request, slug)
    rows = [
        (
            reminder,
            reminding.TEMPLATES[ReminderKind(reminder.kind)].to,
            reminding.moment(reminder.kind, hours=reminder.hours, dates=dates(room.event)),
            _pill(reminder),
        )
        for reminder in reminders_of(room.event)
    ]
    return render(request, "events/reminders.html", room.context("reminders", rows=rows))


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def reminder(request: Request, slug: str, kind: str) -> HttpResponse:
    """Change one reminder, with a preview of what somebody would read now."""
    room = Room(request, slug)
    if kind not in ReminderKind:
        raise Http404
    found = next(one for one in reminders_of(room.event) if one.kind == kind)
    form = ReminderForm(posted(request), reminder=found, hours_label=_hours(kind))
    preview = "preview" in request.POST
    if form.is_valid() and not preview:
        try:
            services.set_reminder(
                room.event, kind, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(cast("Reminder", stale.theirs)),
                address=request.path,
                label="events.event",
                key=str(room.event.uid),
            )
        messages.success(request, _("Saved."))
        return redirect("events:reminders", slug)
    if preview and form.is_valid():
        found.subject, found.text = form.cleaned_data["subject"], form.cleaned_data["text"]
    reached = [one for one in whom(found) if not one.skipped]
    reader = reached[0] if reached else _somebody(request)
    letter = letter_of(found)
    context = room.context(
        "reminders",
        reminder=found,
        form=form,
        fields=merging.FIELDS.items(),
        to=reminding.TEMPLATES[ReminderKind(kind)].to,
        due=reminding.moment(kind, hours=found.hours, dates=dates(room.event)),
        reached=len(reached),
        reader=reader,
        preview=masked(filled(letter, reader, positions=positions_in(letter))),
    )
    return render(request, "events/reminder.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def sender(request: Request, slug: str) -> HttpResponse:
    """Say under which name an event writes, and where answers go."""
    room = Room(request, slug)
    with services.holding(room.event) as event:
        form = SenderForm(posted(request), event=event)
        if form.is_valid():
            words = {name: form.cleaned_data[name] for name in ("sender_name", "reply_to")}
            if is_stale(form):
                theirs = {name: form.initial[name] for name in words}
                return versions.conflict(
                    request,
                    form,
                    theirs=theirs,
                    address=request.path,
                    label="events.event",
                    key=str(event.uid),
                )
            services.set_sender(event, by=request.standing, at=request.at, **words)
            messages.success(request, _("Saved."))
            return redirect("events:mailings", slug)
    return render(
        request,
        "events/sender.html",
        room.context("mailings", form=form),
        status=422 if form.errors else 200,
    )


def _hours(kind: str) -> str:
    return {
        ReminderKind.BEFORE_CLOSING: _("Hours before registration closes"),
        ReminderKind.DETAILS_DUE: _("Hours before the end of the day by which details are due"),
        ReminderKind.AFTER_PRESENT: _("Hours after the end"),
    }.get(ReminderKind(kind), _("Hours before the beginning"))


def _pill(found: Reminder) -> Pill:
    """Return where a reminder stands, as icon, word and colour."""
    if found.missed:
        return Pill(_("Missed its hour"), "warn")
    if found.ran_at:
        return Pill(_("Sent"), "ok") if found.told else Pill(_("Nobody to remind"), "", "dash")
    return Pill(_("Goes out by itself"), "info", "clock") if found.active else Pill(_("Off"))


def _somebody(request: Request) -> MailingRecipient:
    """Return who reads the preview where a reminder would reach nobody yet: whoever looks."""
    user = request.standing.user
    return MailingRecipient(name=user.name if user else "", position=1)
