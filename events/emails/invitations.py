"""Letters about an invitation: the asking, the asking again, and what others did about it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from events import invitations
from events.emails import calendar
from events.emails.registrations import when, where
from events.enums import InvitationState, Kind, SuggestionState
from events.models import Announcement, Invitation
from events.models.suggestion import InstitutionSuggestion
from ical.entries import Entry
from interface.moments import moment
from mail import links
from mail.letters import Button, CalendarPart, Text
from mail.names import harmless
from mail.services import overtake, write

PAGE = "events:invitation"
LABEL = "events.invitation"


def invited(
    invitation: Invitation,
    *,
    in_calendar: bool,
    wording: invitations.Wording = invitations.PLAIN,
    copies: Sequence[str] = (),
    at: datetime,
) -> None:
    """Ask somebody to come; the link is this person's own."""
    part = calendar.bringing(invitation, at=at) if in_calendar else None
    text = invitation_letter(invitation, wording)
    _write(invitation, text, calendar=part, copies=copies, at=at)


def invitation_letter(
    invitation: Invitation, wording: invitations.Wording = invitations.PLAIN
) -> Text:
    """Return the letter that asks, for sending and for looking at beforehand."""
    paragraphs = [_opening(invitation), *wording.paragraphs, *of_the_agenda(invitation)]
    if invitation.note:
        paragraphs += invitation.note.split("\n\n")
    paragraphs.append(_bound())
    subject = _("You are invited: %(title)s")
    more = wording.facts_for(invitation.email)
    return _text(invitation, subject=subject, paragraphs=paragraphs, more=more)


def asked_again(invitation: Invitation, *, copies: Sequence[str] = (), at: datetime) -> None:
    """Ask once more who has not answered."""
    paragraphs = [
        _("We invited you and have not heard from you yet. Please say whether you come."),
        _bound(),
    ]
    text = _text(invitation, subject=_("Do you come? %(title)s"), paragraphs=paragraphs)
    _write(invitation, text, copies=copies, at=at)


def link_renewed(invitation: Invitation, *, copies: Sequence[str] = (), at: datetime) -> None:
    """Send a new link; the one of earlier letters opens nothing any more."""
    paragraphs = [
        _opening(invitation),
        _("This letter has a new link; the one in earlier letters no longer works."),
        _bound(),
    ]
    text = _text(invitation, subject=_("Your invitation: %(title)s"), paragraphs=paragraphs)
    silent = invitation.state == InvitationState.SILENT
    part = calendar.invitation(invitation, at=at) if silent else None
    _write(invitation, text, calendar=part, copies=copies, at=at)


def write_asking(
    invitation: Invitation, *, subject: str, paragraphs: list[str], at: datetime
) -> None:
    """Write once more to the invited person alone, with the links to answer."""
    text = _text(invitation, subject=subject, paragraphs=[*paragraphs, _bound()])
    _write(invitation, text, at=at)


def invitation_taken_back(invitation: Invitation, *, at: datetime) -> None:
    """Tell that the invitation no longer stands, and why."""
    overtake(LABEL, key=str(invitation.key))
    paragraphs = [
        _("The invitation we sent you no longer stands."),
        _("Reason: %(reason)s") % {"reason": invitation.revoke_reason},
    ]
    text = _text(
        invitation,
        subject=_("Your invitation was taken back: %(title)s"),
        paragraphs=paragraphs,
        asks=False,
    )
    _write(invitation, text, calendar=calendar.withdrawal(invitation, at=at), at=at)


def sent_to_another(invitation: Invitation, *, at: datetime) -> None:
    """Tell the address that was a mistake, and take the entry out of the calendar there.

    The old link is dead and the new one another's, so the letter has none.
    """
    overtake(LABEL, key=str(invitation.key))
    paragraphs = [
        _("Our invitation was sent to this address by mistake; it stands under another one now."),
        _("You need do nothing. The link in our earlier letter no longer works."),
    ]
    text = _text(
        invitation, subject=_("Not for this address: %(title)s"), paragraphs=paragraphs, asks=False
    )
    part = calendar.withdrawal(invitation, at=at)
    _write(invitation, replace(text, button=None), calendar=part, at=at)


def not_coming(invitation: Invitation, *, at: datetime) -> None:
    """Acknowledge a no, and take the entry out of this person's calendar."""
    paragraphs = [
        _("Thank you for your answer: %(answer)s.") % {"answer": invitation.get_state_display()},
        _("If that changes, open your invitation and answer anew."),
    ]
    text = _text(
        invitation,
        subject=_("We have your answer: %(title)s"),
        paragraphs=paragraphs,
        asks=False,
    )
    _write(invitation, text, calendar=calendar.withdrawal(invitation, at=at), at=at)


def asked_entries_taken_back(
    invitation: Invitation, *, gone: Sequence[Entry], at: datetime, news: Announcement
) -> None:
    """Take entries out of the calendar that another form of the event replaces."""
    paragraphs = [
        _(
            "The event you are invited to has other days now. This letter takes what is over out"
            " of your calendar; the new entry comes in a letter of its own."
        )
    ]
    text = _text(
        invitation,
        subject=_("Old calendar entry: %(title)s"),
        paragraphs=paragraphs,
        asks=False,
    )
    _write(invitation, text, calendar=calendar.replaced(invitation, gone, at=at), news=news, at=at)


def asked_to_what_changed(
    invitation: Invitation,
    *,
    what: list[str],
    in_calendar: bool,
    at: datetime,
    news: Announcement,
) -> None:
    """Tell somebody who has not answered yet what is different about the event."""
    paragraphs = [
        _("Something about the event you are invited to has changed:"),
        *what,
        _("Your invitation stands: please say whether you come."),
    ]
    text = _text(invitation, subject=_("Changed: %(title)s"), paragraphs=paragraphs)
    part = calendar.bringing(invitation, at=at) if in_calendar else None
    _write(invitation, text, calendar=part, news=news, at=at)


def asked_to_what_is_cancelled(invitation: Invitation, *, at: datetime, news: Announcement) -> None:
    """Tell somebody who has not answered yet that the event will not take place, and why."""
    overtake(LABEL, key=str(invitation.key))
    paragraphs = [
        _("The event you are invited to will not take place."),
        _("Reason: %(reason)s") % {"reason": invitation.event.cancel_reason},
    ]
    text = _text(invitation, subject=_("Cancelled: %(title)s"), paragraphs=paragraphs, asks=False)
    part = calendar.withdrawal(invitation, at=at, whole_event=True)
    _write(invitation, text, calendar=part, news=news, at=at)


def asked_to_what_is_revived(
    invitation: Invitation, *, reason: str, in_calendar: bool, at: datetime, news: Announcement
) -> None:
    """Tell somebody who has not answered yet that the event takes place after all."""
    paragraphs = [
        _("The event you are invited to was cancelled and takes place after all."),
        _("Reason: %(reason)s") % {"reason": reason},
        _("Your invitation stands: please say whether you come."),
    ]
    text = _text(
        invitation, subject=_("It takes place after all: %(title)s"), paragraphs=paragraphs
    )
    part = calendar.bringing(invitation, at=at) if in_calendar else None
    _write(invitation, text, calendar=part, news=news, at=at)


def answered_for_you(
    invitation: Invitation, *, who: str, is_in_calendar: bool, at: datetime
) -> None:
    """Tell the invited person what somebody else answered; a no leaves the calendar too."""
    paragraphs = [
        _("%(who)s answered your invitation for you: %(answer)s.")
        % {"who": harmless(who), "answer": invitation.get_state_display()},
        _("Who comes for your seat is said in its delegation: you come once you are named there.")
        if invitation.is_left_out
        else _("If that is wrong, open your invitation and answer anew."),
    ]
    text = _text(
        invitation, subject=_("Answered for you: %(title)s"), paragraphs=paragraphs, asks=False
    )
    part = calendar.withdrawal(invitation, at=at) if is_in_calendar else None
    _write(invitation, text, calendar=part, at=at)


def stand_in_refuses(invitation: Invitation, *, first: Invitation, at: datetime) -> None:
    """Tell who named somebody instead that this person does not come either."""
    first.event = invitation.event
    paragraphs = [
        _("%(name)s, whom you named to come in your place, does not come either.")
        % {"name": harmless(str(invitation))},
        _("You may open your invitation and answer anew."),
    ]
    text = _text(first, subject=_("Nobody comes: %(title)s"), paragraphs=paragraphs, asks=False)
    _write(first, text, at=at)


def suggestion_decided(suggestion: InstitutionSuggestion, *, at: datetime) -> None:
    """Tell who suggested an institution what became of it."""
    person: User = suggestion.suggested_by
    if suggestion.state == SuggestionState.ACCEPTED:
        subject = _("Accepted: your suggestion for %(title)s")
        said = _("The institution you suggested will be invited.")
    else:
        subject = _("Declined: your suggestion for %(title)s")
        said = _("The institution you suggested will not be invited.")
    paragraphs = [said]
    if suggestion.reason:
        paragraphs.append(_("Reason: %(reason)s") % {"reason": suggestion.reason})
    event = suggestion.event
    write(
        Text(
            subject=subject % {"title": event.title},
            paragraphs=tuple(paragraphs),
            facts=(
                (_("Institution"), harmless(suggestion.name)),
                (_("Event"), event.title),
                (_("When"), when(event)),
            ),
            button=Button(
                _("Open the suggestions"),
                f"{settings.SITE_URL}{suggestion.get_absolute_url()}",
            ),
        ),
        to=person.email,
        name=person.name,
        language=person.language,
        label="events.event",
        key=str(event.uid),
        person=str(person.key),
        at=at,
    )


def _opening(invitation: Invitation) -> str:
    """Return who invites, to what and as what; who was named instead hears by whom."""
    first = invitation.stands_in_for
    told = {
        "organisation": settings.ORGANISATION_NAME,
        "title": invitation.event.title,
        "for": harmless(invitation.invited_for),
    }
    if first is not None:
        return _("%(name)s cannot come to “%(title)s” and names you instead.") % {
            **told,
            "name": harmless(str(first)),
        }
    if invitation.seat_id:
        return _("%(organisation)s invites you to “%(title)s”, for the seat of %(for)s.") % told
    if invitation.organisation_id:
        return _("%(organisation)s invites %(for)s to “%(title)s”.") % told
    return _("%(organisation)s invites you to “%(title)s”.") % told


def of_the_agenda(invitation: Invitation) -> list[str]:
    """Return what an institution that is asked to the meeting of a body sees of the agenda."""
    is_asked = invitation.event.kind == Kind.MEETING and invitation.organisation_id
    return [guests_see()] if is_asked else []


def guests_see() -> str:
    """Return what guests of a body see of its agenda, whatever is open to them by now."""
    return _(
        "Who has no seat in the body sees those items of the agenda that are opened to the"
        " invited; more may be opened later, one by one."
    )


def _bound() -> str:
    return _(
        "The link is yours alone: please do not pass it on. If somebody else should come,"
        " name that person on the page."
    )


def answer_links(invitation: Invitation) -> list[tuple[str, str]]:
    """Return a link for each answer; it preselects the answer, and only the page sends it."""
    page = links.placeholder(PAGE, invitation.key, invitation.link_generation)
    ways = invitations.ways_to_come(invitation.event.mode)
    words = {
        InvitationState.IN_PERSON: _("Yes, in person"),
        InvitationState.ONLINE: _("Yes, online"),
        InvitationState.NO: _("No"),
        InvitationState.SUBSTITUTE: _("Somebody else comes"),
    }
    return [
        (words[InvitationState(answer)], f"{page}?answer={answer}")
        for answer in (*ways, InvitationState.NO, InvitationState.SUBSTITUTE)
    ]


def _text(
    invitation: Invitation,
    *,
    subject: str,
    paragraphs: list[str],
    asks: bool = True,
    more: Sequence[tuple[str, str]] = (),
) -> Text:
    event = invitation.event
    facts = [(_("Event"), event.title), (_("When"), when(event)), (_("Where"), where(event))]
    if asks:
        closes = event.registration_closes_at or event.starts_at
        facts.append((_("Please answer by"), moment(closes, event.zone)))
    if event.contact:
        facts.append((_("Contact"), event.contact))
    facts += more
    if asks:
        facts += answer_links(invitation)
    page = links.placeholder(PAGE, invitation.key, invitation.link_generation)
    return Text(
        subject=subject % {"title": event.title},
        paragraphs=tuple(paragraphs),
        facts=tuple(facts),
        button=Button(_("Answer the invitation") if asks else _("Open the invitation"), page),
    )


def _write(
    invitation: Invitation,
    text: Text,
    *,
    copies: Sequence[str] = (),
    news: Announcement | None = None,
    calendar: CalendarPart | None = None,
    at: datetime,
) -> None:
    """Write a letter to the invited person; one of many about the same ``news`` waits with it."""
    event = invitation.event
    write(
        text,
        to=invitation.email,
        name=invitation.name,
        language=invitation.language,
        label=LABEL,
        key=str(invitation.key),
        person=str(invitation.user.key) if invitation.user else "",
        copies=copies,
        calendar=calendar,
        sender_name=event.sender_name,
        reply_to=event.reply_to,
        batch=news.key if news else None,
        not_before=news.starts_at if news else None,
        at=at,
    )
