"""What calendars show of an event, and who is told when that changes."""

from dataclasses import replace
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.calendars import SOON
from events import emails, entries
from events.enums import LIVE, Deed, RegistrationState, State
from events.models import Event, Invitation, Registration
from events.services.announcements import announcing
from ical.entries import Entry


def registered(event: Event) -> list[Registration]:
    """Return whose registration stands, each knowing this very event with its days."""
    prefetch_related_objects([event], "days", "sessions")
    rows = event.registrations.filter(state__in=LIVE).select_related("user")
    found = list(rows.order_by("arrival"))
    for registration in found:
        registration.event = event
    return found


def asked(event: Event) -> list[Invitation]:
    """Return who is invited and has not answered, each knowing this very event."""
    found = list(event.invitations.silent().select_related("user").order_by("pk"))
    for invitation in found:
        invitation.event = event
    return found


def shown(event: Event) -> list[Entry]:
    """Return all that calendars show of an event, public entry first.

    That one stands for the way to take part online too, which no entry of the others holds: they
    may be mailed to who has no place.
    """
    sessions = list(event.sessions.all())
    public = entries.public_entry(event, sessions=sessions)
    return [
        replace(public, join_url=entries.way_in(event)),
        *entries.personal_entries(event, days=list(event.days.all()), sessions=sessions),
    ]


def tell_of_change(
    event: Event, *, before: list[Entry], at: datetime, by: Standing | None = None
) -> None:
    """Raise SEQUENCE where calendars show something else now, and mail what matters.

    A new time, place or title goes to everybody whose registration stands, and who is invited
    and silent; a corrected text reaches feeds only. Entries that another form of the event
    replaces are taken back. The letters can be stopped for five minutes; feeds show the
    change at once. What was to begin or begins soon is put into everybody's calendar by mail.
    Runs in the transaction of the change, under the event's lock.
    """
    after = shown(event)
    if event.state == State.DRAFT or before == after:
        return
    event.sequence += 1
    event.changed_at = at
    event.save(update_fields=["sequence", "changed_at"])
    if event.state != State.PUBLISHED or event.ends_at <= at:
        return
    what = _in_words(event, before=before[0], after=after[0])
    if not what and [entry.when for entry in before[1:]] == [entry.when for entry in after[1:]]:
        return
    remaining = {entry.uid for entry in after[1:]}
    gone = [entry for entry in before[1:] if entry.uid not in remaining]
    what = what or [_("The hours of its days are different.")]
    is_soon = min(before[1].starts_at(event.zone), event.starts_at) - at <= SOON
    with announcing(event, Deed.CHANGED, by=by, at=at) as news:
        registrations, invitations = registered(event), asked(event)
        told = emails.by_mail(event, [*registrations, *invitations])
        for registration in registrations:
            by_mail = registration.email in told
            holds = registration.state == RegistrationState.CONFIRMED
            if gone and holds and by_mail:
                emails.entries_taken_back(registration, gone=gone, news=news, at=at)
            emails.changed(
                registration, what=what, in_calendar=is_soon or by_mail, news=news, at=at
            )
        for invitation in invitations:
            by_mail = invitation.email in told
            if gone and by_mail:
                emails.asked_entries_taken_back(invitation, gone=gone, news=news, at=at)
            emails.asked_to_what_changed(
                invitation, what=what, in_calendar=is_soon or by_mail, news=news, at=at
            )


def _in_words(event: Event, *, before: Entry, after: Entry) -> list[str]:
    """Return a sentence for each thing that is different and matters."""
    what = []
    if before.title != after.title:
        what.append(_("The title was: %(old)s") % {"old": before.title})
    if before.when != after.when or before.status != after.status:
        what.append(_("New time: %(when)s") % {"when": emails.when(event)})
    if before.location != after.location:
        what.append(
            _("New place: %(new)s (before: %(old)s)")
            % {"new": after.location or _("to be announced"), "old": before.location or "–"}
        )
    if before.join_url != after.join_url:
        said = {
            (False, True): _("One can take part online now."),
            (True, False): _("One can no longer take part online."),
            (True, True): _("The way to take part online is different."),
        }
        what.append(said[bool(before.join_url), bool(after.join_url)])
    return what


def tell_of_cancelling(event: Event, *, by: Standing, at: datetime) -> None:
    """Tell who is registered, or invited and silent, that it will not take place, and why."""
    with announcing(event, Deed.CANCELLED, by=by, at=at) as news:
        for registration in registered(event):
            holds = registration.state == RegistrationState.CONFIRMED
            emails.cancelled(registration, held_a_place=holds, news=news, at=at)
        for invitation in asked(event):
            emails.asked_to_what_is_cancelled(invitation, news=news, at=at)


def tell_of_reviving(event: Event, *, reason: str, by: Standing, at: datetime) -> None:
    """Tell them that it takes place after all; what begins soon comes to everybody by mail."""
    is_soon = event.starts_at - at <= SOON
    with announcing(event, Deed.REVIVED, by=by, at=at) as news:
        registrations, invitations = registered(event), asked(event)
        told = emails.by_mail(event, [*registrations, *invitations])
        for registration in registrations:
            by_mail = is_soon or registration.email in told
            emails.revived(registration, reason=reason, in_calendar=by_mail, news=news, at=at)
        for invitation in invitations:
            by_mail = is_soon or invitation.email in told
            emails.asked_to_what_is_revived(
                invitation, reason=reason, in_calendar=by_mail, news=news, at=at
            )
