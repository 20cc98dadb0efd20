"""What is made of a calendar's answer to an invitation; it never changes anything by itself.

It is matched by the UID of an event, the address for which it speaks and the SEQUENCE that was
told to that address last. A no that fits is a letter to the person, whose own link withdraws;
all else is taken down, or is the Secretariat's to look at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import takewhile
from uuid import UUID

import structlog
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

import ical.replies
from accounts.addresses import normalised
from events import emails
from events.enums import InvitationState, State
from events.models import Event, Invitation, Registration
from ical import invitations
from ical.enums import Answer
from mail.enums import Method, Verdict
from mail.enums import State as LetterState
from mail.models import Letter, Reply
from mail.services import forget_replies, settle_reply

AT_ONCE = 100
KEPT_FOR = timedelta(days=30)
DOUBTFUL_FOR = timedelta(days=90)
SAYS = (Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE)
log = structlog.get_logger(__name__)


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
        parts = self._parts()
        return invitations.sequence(parts[0]) if parts else None

    def was_asked(self, sequence: int) -> bool:
        """Say whether who answers that SEQUENCE answers what the person was asked last.

        It is any from the letter on that told the last time, place and title: what was written
        since then, or has changed without a letter, asks nothing new.
        """
        parts = self._parts()
        if not parts:
            return False
        now = invitations.asks(parts[0])
        same = takewhile(lambda part: invitations.asks(part) == now, parts)
        first = min(map(invitations.sequence, same))
        return first <= sequence <= self.row.event.sequence + emails.share(self.row)

    def _parts(self) -> list[str]:
        """Return what letters that have left asked of the person's calendar, the last first."""
        letters = Letter.objects.about(self.label, str(self.row.key)).to_address(self.row.email)
        asked = letters.filter(calendar_method=Method.REQUEST, state=LetterState.SENT)
        return list(asked.order_by("-pk").values_list("calendar_text", flat=True))


def settle_replies(*, at: datetime) -> int:
    """Settle what came in, in order of arrival, and erase what is done with; twice is once."""
    forget_replies(before=at - KEPT_FOR, doubtful_before=at - DOUBTFUL_FOR)
    waiting = Reply.objects.unsettled().values_list("pk", flat=True)[:AT_ONCE]
    return sum(_settled(pk, at=at) for pk in list(waiting))


def _settled(pk: int, *, at: datetime) -> int:
    try:
        return _settle(pk, partial(_verdict, at=at), at=at)
    except (OperationalError, InterfaceError):  # the database is away, which is not its fault
        raise
    # The third of the named boundaries. Anybody may send such an answer: whatever it raises
    # concerns that answer, and must not keep those behind it from being settled.
    except Exception:
        log.exception("answer of a calendar not settled", reply=pk)
        return _settle(pk, lambda _reply: Verdict.UNREADABLE, at=at)


@transaction.atomic
def _settle(pk: int, judge: Callable[[Reply], Verdict], *, at: datetime) -> int:
    """Settle one answer under its lock, unless another worker has; how many that were."""
    found = list(Reply.objects.unsettled().select_for_update().filter(pk=pk))
    for reply in found:
        settle_reply(reply, judge(reply), at=at)
    return len(found)


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
    if not guest.was_asked(said.sequence):
        return Verdict.OTHER_DATE
    reply.mark = _mark(reply, said.sequence)
    return _asked(guest.row, reply, at=at)


def _mark(reply: Reply, sequence: int) -> str:
    """Return by what the same answer is known, in whatever letters address and UID are written."""
    said = (reply.label, reply.about, sequence, reply.answer)
    return sha256(repr(said).encode()).hexdigest()


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
