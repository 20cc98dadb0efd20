"""What is still to do about one event that is over, before it is closed and after."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.todos import Todo
from events import attendance, respondents
from events.enums import ListState, Presence, State
from events.feedback import Phase
from events.models import Event, FeedbackForm
from interface import moments

STANDS = frozenset({State.PUBLISHED, State.HELD, State.CLOSED})


def of_event(event: Event, *, at: datetime) -> list[Todo]:
    """Return what is open about who was there, what they say, and what upper apps know of.

    Nothing before the end, and nothing about an event that did not take place. Attendance
    and feedback begin no more once the event is closed, so they are not asked for then.
    """
    if event.state not in STANDS or event.ends_at > at:
        return []
    found = []
    if attendance.is_taken(event):
        found += [*_lists(event), *_unknown(event), *_feedback(event, at=at)]
    for path in settings.AFTER_EVENTS:
        found += import_string(path)(event, at=at)
    return found


def _lists(event: Event) -> list[Todo]:
    drafts = event.attendance_lists.filter(state=ListState.DRAFT).values_list("key", "file_name")
    return [
        Todo(
            what=_("An attendance list is not applied yet: %(name)s") % {"name": name},
            by=None,
            url=reverse("events:attendance_list", args=[event.slug, key]),
            button=_("Check it"),
        )
        for key, name in drafts
    ]


def _unknown(event: Event) -> list[Todo]:
    """Ask who was there, where certificates hang on it."""
    sessions = [session for session in event.sessions.all() if session.counts]
    if not attendance.terms_of(event).gives_certificates:
        return []
    rows = attendance.lacking(event, sessions) if sessions else attendance.people(event)
    number = rows.count()
    if not number:
        return []
    return [
        Todo(
            what=ngettext(
                "Attendance of %(count)d person is unknown",
                "Attendance of %(count)d people is unknown",
                number,
            )
            % {"count": number},
            by=None,
            url=f"{reverse('events:attendance', args=[event.slug])}?presence={Presence.UNKNOWN}",
            button=_("Take attendance"),
            note=_("Certificates hang on it."),
        )
    ]


def _feedback(event: Event, *, at: datetime) -> list[Todo]:
    """Ask for feedback, or say that it is still open."""
    form = FeedbackForm.objects.filter(event=event).first()
    where = respondents.phase_of(form, at=at) if form else Phase.DRAFT
    planned = form is not None and form.opens_at_end
    if where is Phase.OVER or planned or event.kind in attendance.WITHOUT_CERTIFICATES:
        return []
    page = reverse("events:event_feedback", args=[event.slug])
    if form and form.closes_at and where is Phase.OPEN:
        asked = form.asked.count()
        return [
            Todo(
                what=_("Feedback is open: %(answered)d of %(asked)d answered")
                % {"answered": form.asked.filter(has_answered=True).count(), "asked": asked},
                by=None,
                url=page,
                button=_("See how it goes"),
                note=_("until %(moment)s") % {"moment": moments.moment(form.closes_at, event.zone)},
            )
        ]
    return [
        Todo(
            what=_("Nobody was asked yet what it was like"),
            by=None,
            url=page,
            button=_("Ask for feedback"),
        )
    ]
