"""The letters of written procedures; none of them ever says what a seat replied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.addressees import speaking_for, who_speak_for
from accounts.calendars import SOON, by_mail
from accounts.models import Mandate, User
from accounts.prose import plain
from ical import invitations
from ical.entries import Entry
from ical.enums import Method, Status
from interface.moments import moment
from mail.letters import Button, CalendarPart, Text
from mail.messages import organiser
from mail.services import write
from procedures.entries import entry, share_of
from procedures.enums import Outcome, State
from procedures.models import Ballot, BallotEvent, Procedure
from procedures.models.procedure import LABEL
from procedures.words import ZONE

SHORT_HASH = 16


@dataclass(frozen=True)
class Holder:
    """A person who speaks for a seat, with the addresses that get the same letters."""

    ballot: Ballot
    user: User
    copies: tuple[str, ...]


def holders(ballots: Iterable[Ballot], *, at: datetime) -> list[Holder]:
    """Return who speaks for these seats at that moment, in one query."""
    seats = {(ballot.member_state_id, ballot.organisation_id): ballot for ballot in ballots}
    readers = who_speak_for(seats, at=at)
    return [Holder(seats[one.holder], one.user, one.copies) for one in readers]


def launched(procedure: Procedure, ballots: Iterable[Ballot], *, at: datetime) -> None:
    """Ask each seat for its reply, with the deadline for the calendar."""
    found = holders(ballots, at=at)
    parts = _calendars(procedure, found, at=at)
    for holder in found:
        _send(
            procedure,
            holder,
            subject=_("Please reply: %(title)s"),
            paragraphs=[
                _("The %(body)s is asked to decide in writing.") % {"body": procedure.body},
                *(part for part in plain(procedure.question).split("\n") if part),
                _(
                    "You can change the reply until the deadline. A reply by mail has to reach the"
                    " Secretariat by 17:00 in Brussels on the last day, or by the deadline if that"
                    " is earlier."
                ),
            ],
            button=_("Read and reply"),
            calendar=parts.get(holder.user.pk),
            at=at,
        )


def reminder(
    procedure: Procedure, ballots: Iterable[Ballot], *, subject: str, text: str, at: datetime
) -> None:
    """Remind the holders of seats that have not replied."""
    said = text.strip() or _("Your seat has not replied yet.")
    for holder in holders(ballots, at=at):
        _send(
            procedure,
            holder,
            subject=subject or _("Still open: %(title)s"),
            paragraphs=[part.strip() for part in said.split("\n\n") if part.strip()],
            button=_("Read and reply"),
            at=at,
        )


def receipt(ballot: Ballot, event: BallotEvent, *, to: User | None, at: datetime) -> None:
    """Acknowledge what a seat did: when, and the entry's hash; never what, others read letters."""
    if to is None:
        return
    _send(
        ballot.procedure,
        Holder(ballot, to, ()),
        subject=_("Recorded: %(title)s"),
        paragraphs=[
            _("What you did for %(seat)s is recorded. What it was stands on the page alone.")
            % {"seat": ballot.holder}
        ],
        facts=_recorded(event),
        button=_("Open the procedure"),
        at=at,
    )


def others_told(ballot: Ballot, event: BallotEvent, *, by: User | None, at: datetime) -> None:
    """Tell the seat's other holders that it replied, by whom, and whether that was the end."""
    who = by.name if by else _("the Secretariat, by a reply that came by mail")
    said = (
        _("%(who)s replied for %(seat)s. It was the last reply: the procedure has ended.")
        if ballot.procedure.outcome
        else _("%(who)s replied for %(seat)s. You can change the reply until the deadline.")
    )
    for holder in holders([ballot], at=at):
        if by is not None and holder.user.pk == by.pk:
            continue
        _send(
            ballot.procedure,
            holder,
            subject=_("Your seat has replied: %(title)s"),
            paragraphs=[said % {"who": who, "seat": ballot.holder}],
            facts=_recorded(event),
            button=_("Open the procedure"),
            at=at,
        )


def _recorded(event: BallotEvent) -> list[tuple[str, str]]:
    return [
        (_("Recorded"), moment(event.at, ZONE)),
        (_("Receipt"), f"{event.number} · {event.hash[:SHORT_HASH]}"),
    ]


def extended(procedure: Procedure, *, former: datetime, reason: str, at: datetime) -> None:
    """Tell everybody of the new deadline; it moves in calendars."""
    _to_all(
        procedure,
        subject=_("More time: %(title)s"),
        paragraphs=[
            _("The deadline has been extended."),
            _("Reason: %(reason)s") % {"reason": reason},
        ],
        calendar=True,
        is_soon=former - at <= SOON,
        at=at,
    )


def withdrawn(procedure: Procedure, *, at: datetime) -> None:
    """Tell everybody that nothing is asked of them any more."""
    _to_all(
        procedure,
        subject=_("Withdrawn: %(title)s"),
        paragraphs=[
            _("The Secretariat has withdrawn this procedure. Nothing is decided by it."),
            _("Reason: %(reason)s") % {"reason": procedure.withdraw_reason},
        ],
        calendar=True,
        at=at,
    )


def closed(procedure: Procedure, *, at: datetime) -> None:
    """Tell everybody at once where the procedure itself was ended; else the note tells."""
    if procedure.outcome != Outcome.TERMINATED:
        return
    by_chair = procedure.counted is not None and procedure.counted["ballots"]["chair_stop"]
    said = (
        _("The chair has ended the procedure: the matter goes to a meeting.")
        if by_chair
        else _("Enough objections to deciding in writing were made: the matter goes to a meeting.")
    )
    _to_all(
        procedure,
        subject=_("Ended, to be discussed: %(title)s"),
        paragraphs=[said],
        calendar=True,
        at=at,
    )


def outcome(procedure: Procedure, *, at: datetime) -> None:
    """Send everybody the outcome."""
    note = reverse("procedures:note", args=[procedure.reference])
    facts = [
        (_("Outcome"), str(procedure.get_outcome_display())),
        (_("Outcome note"), settings.SITE_URL + note),
    ]
    if procedure.decision:
        facts.insert(1, (_("Decision"), procedure.decision.number))
    _to_all(
        procedure,
        subject=_("Outcome: %(title)s"),
        paragraphs=[_("The procedure has ended. The outcome note is on its page.")],
        facts=facts,
        at=at,
    )


def _to_all(
    procedure: Procedure,
    *,
    subject: str,
    paragraphs: list[str],
    at: datetime,
    facts: list[tuple[str, str]] | None = None,
    calendar: bool = False,
    is_soon: bool = False,
) -> None:
    ballots = procedure.ballots.select_related("member_state", "organisation")
    found = holders(ballots, at=at)
    parts = _calendars(procedure, found, is_soon=is_soon, at=at) if calendar else {}
    for holder in found:
        _send(
            procedure,
            holder,
            subject=subject,
            paragraphs=paragraphs,
            facts=facts,
            button=_("Open the procedure"),
            calendar=parts.get(holder.user.pk),
            at=at,
        )


def _calendars(
    procedure: Procedure, found: Iterable[Holder], *, is_soon: bool = False, at: datetime
) -> dict[int, CalendarPart]:
    """Return what puts the deadline into each person's calendar, moves it or takes it out.

    Who speaks for several seats has one entry, so every letter says how all of them stand; seats
    for which the person spoke before count in SEQUENCE, so that it never falls. What
    is taken out, and what ``is_soon``, is mailed to who has the feed alone too.
    """
    own: dict[User, list[Ballot]] = {}
    for holder in found:
        own.setdefault(holder.user, []).append(holder.ballot)
    told = by_mail(((user.email, user) for user in own), procedure.uid)
    ever = _ever_held(procedure, own)
    is_off = procedure.state == State.WITHDRAWN
    return {
        user.pk: _calendar(entry(procedure, share_of(ballots, ever=ever[user.pk])), user, at=at)
        for user, ballots in own.items()
        if is_off or is_soon or user.email in told
    }


def _ever_held(procedure: Procedure, people: Iterable[User]) -> dict[int, list[Ballot]]:
    """Return for each person the ballots of all seats for which they speak or ever spoke."""
    seats = {(one.member_state_id, one.organisation_id): one for one in procedure.ballots.all()}
    mandates = Mandate.objects.filter(speaking_for(seats), user__in=people).order_by()
    found: dict[int, list[Ballot]] = {}
    rows = mandates.values_list("user", "member_state", "organisation").distinct()
    for user, state, house in rows:
        found.setdefault(user, []).append(seats[state, house])
    return found


def _calendar(told: Entry, user: User, *, at: datetime) -> CalendarPart:
    attendee = (user.name, user.email)
    if told.status is Status.CANCELLED:
        text = invitations.cancel_text(
            told, organiser=organiser(), attendee=attendee, whole_event=True, stamp=at
        )
        return CalendarPart(Method.CANCEL, text)
    text = invitations.request_text(
        told, organiser=organiser(), attendee=attendee, stamp=at, rsvp=False
    )
    return CalendarPart(Method.REQUEST, text)


def _send(
    procedure: Procedure,
    holder: Holder,
    *,
    subject: str,
    paragraphs: list[str],
    button: str,
    at: datetime,
    facts: list[tuple[str, str]] | None = None,
    calendar: CalendarPart | None = None,
) -> None:
    always = [(_("Procedure"), procedure.reference), (_("For"), holder.ballot.holder)]
    if procedure.deadline_at and not procedure.outcome:
        always.append((_("Deadline"), moment(procedure.deadline_at, ZONE)))
    write(
        Text(
            subject=subject.replace("%(title)s", procedure.title),
            paragraphs=tuple(paragraphs),
            facts=(*always, *(facts or [])),
            button=Button(button, settings.SITE_URL + procedure.get_absolute_url()),
        ),
        to=holder.user.email,
        name=holder.user.name,
        language=holder.user.language,
        label=LABEL,
        key=procedure.reference,
        person=str(holder.user.key),
        copies=holder.copies,
        calendar=calendar,
        at=at,
    )
