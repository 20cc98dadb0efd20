"""What is made of a calendar's answer to an invitation; it never changes anything by itself.

It is matched by the UID of an event, the address for which it speaks and the SEQUENCE that was
told to that address last. A no that fits is a letter to the person, whose own link withdraws;
all else is taken down, or is the Secretariat's to look at.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

import ical.replies
from accounts.addresses import normalised
from events import emails
from events.enums import InvitationState, State
from events.models import Event, Invitation, Registration
from ical.enums import Answer
from mail.enums import Method, Verdict
from mail.models import Letter, Reply
from mail.services import forget_replies, settle_reply

AT_ONCE = 100
KEPT_FOR = timedelta(days=30)
SAYS = (Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE)
_SEQUENCE = re.compile(r"^SEQUENCE:(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Guest:
    """Who was told of an event by mail, with what letters about them are filed under."""

    row: Registration | Invitation

    @property
    def label(self) -> str:
        """Return under what letters are filed."""
        is_registered = isinstance(self.row, Registration)
        return "events.registration" if is_registered else "events.invitation"

    @property
    def told(self) -> int | None:
        """Return the SEQUENCE that the person's calendar was told last."""
        letters = Letter.objects.about(self.label, str(self.row.key)).to_address(self.row.email)
        last = letters.filter(calendar_method=Method.REQUEST).order_by("-pk").first()
        found = _SEQUENCE.search(last.calendar_text) if last else None
        return int(found[1]) if found else None


def settle_replies(*, at: datetime) -> int:
    """Settle what came in, in order of arrival, and erase what is done with; twice is once."""
    forget_replies(before=at - KEPT_FOR)
    waiting = Reply.objects.unsettled().values_list("pk", flat=True)[:AT_ONCE]
    return sum(_settle(pk, at=at) for pk in list(waiting))


@transaction.atomic
def _settle(pk: int, *, at: datetime) -> bool:
    reply = Reply.objects.unsettled().select_for_update().filter(pk=pk).first()
    if reply is None:
        return False
    settle_reply(reply, _verdict(reply, at=at), at=at)
    return True


def _verdict(reply: Reply, *, at: datetime) -> Verdict:
    """Judge one answer, write to the person where that is due, and note what it is about."""
    said = ical.replies.read(reply.calendar)
    attendee = _address(said.attendee) if said else ""
    if said is None or not attendee or said.answer not in SAYS:
        return Verdict.UNREADABLE
    reply.attendee, reply.answer = attendee, said.answer
    event = _event(said.uid)
    if event is None or event.state != State.PUBLISHED or event.starts_at <= at:
        return Verdict.IGNORED
    guest = _guest(event, attendee)
    if guest is None:
        reply.label, reply.about = "events.event", str(event.uid)
        return Verdict.STRANGER
    reply.label, reply.about = guest.label, str(guest.row.key)
    if _address(reply.sender) != attendee:
        return Verdict.OTHER_SENDER
    if said.sequence != guest.told:
        return Verdict.OTHER_DATE
    reply.mark = sha256(repr((guest.label, reply.about, said)).encode()).hexdigest()
    return _asked(guest.row, reply, at=at)


def _asked(row: Registration | Invitation, reply: Reply, *, at: datetime) -> Verdict:
    """Ask the person to confirm what would change something; the same answer asks once."""
    says_no = reply.answer == Answer.DECLINED
    if Reply.objects.filter(mark=reply.mark, verdict=Verdict.ASKED).exists():
        return Verdict.NOTED
    if isinstance(row, Registration):
        if not says_no:
            return Verdict.NOTED
        emails.asked_whether_withdrawn(row, at=at)
        return Verdict.ASKED
    if row.state != InvitationState.SILENT or reply.answer == Answer.TENTATIVE:
        return Verdict.NOTED
    emails.asked_to_answer_on_the_page(row, at=at)
    return Verdict.ASKED


def _address(typed: str) -> str:
    """Return an address in its normal form, or nothing where it is none."""
    try:
        return normalised(typed)
    except ValidationError:
        return ""


def _event(uid: str) -> Event | None:
    try:
        wanted = UUID(uid)
    except ValueError:
        return None
    return Event.objects.filter(Q(uid=wanted) | Q(days__uid=wanted)).distinct().first()


def _guest(event: Event, email: str) -> Guest | None:
    """Return whose registration stands under the address, or who is invited at it."""
    registered = Registration.objects.live().filter(event=event, email=email)
    own = registered.select_related("user").first()
    if own:
        own.event = event
        return Guest(own)
    invited = Invitation.objects.known().filter(event=event, email=email)
    asked = invited.select_related("user", "seat__member_state", "organisation").first()
    if asked is None:
        return None
    asked.event = event
    return Guest(asked)
