"""Writing letters, sending what is due, and acting on what providers report."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import override

import journal.services
from mail import messages, reports, sending
from mail.enums import Deed, Method, State, Verdict
from mail.letters import CalendarPart, Text, as_json
from mail.models import Letter, Reply, Suppression, message_id
from mail.names import harmless, one_line

LABEL = "mail.letter"
SEND_LIMIT = 100


class NothingToResendError(Exception):
    """The letter's text was erased, or it is still on its way, or was stopped."""


def write(  # noqa: PLR0913  # each is a part of the letter
    text: Text,
    *,
    to: str,
    at: datetime,
    name: str = "",
    language: str = "en",
    label: str = "",
    key: str = "",
    person: str = "",
    calendar: CalendarPart | None = None,
    blank_after: bool = False,
    copies: Sequence[str] = (),
    sender_name: str = "",
    reply_to: str = "",
    batch: UUID | None = None,
    not_before: datetime | None = None,
    of_use_until: datetime | None = None,
) -> Letter:
    """Queue a letter, in the transaction of the deed that causes it.

    ``to`` and ``copies`` are addresses in their normal form; ``label`` and ``key`` say
    what the letter is about, as in the journal; ``person`` is the opaque key of a known
    recipient. ``blank_after`` marks a sign-in code: sent before all else, given up after
    ten minutes, its text erased once it has left. ``sender_name`` stands before MAIL_FROM
    instead of the organisation's name, and ``reply_to`` is where answers go instead of
    MAIL_REPLY_TO. ``batch`` joins what one deed writes to many; with ``not_before`` it can
    be stopped until then (``stop_batch``). Once ``of_use_until`` has come it no longer
    leaves, whatever held it up.
    """
    uid = uuid4()
    with override(language):  # translations are made words in the reader's language
        subject, body = one_line(str(text.subject))[:300], as_json(text)
    return Letter.objects.create(
        uid=uid,
        message_id=message_id(uid, sender=settings.MAIL_FROM),
        to=to,
        name=harmless(name),
        copies="\n".join(copies),
        sender_name=harmless(sender_name),
        reply_to=reply_to,
        batch=batch,
        subject=subject,
        body=body,
        language=language,
        label=label,
        key=key,
        person=person,
        calendar_method=calendar.method if calendar else "",
        calendar_text=calendar.text if calendar else "",
        blank_after=blank_after,
        created_at=at,
        due_at=not_before or at,
        of_use_until=of_use_until,
    )


@transaction.atomic
def stop_batch(batch: UUID) -> int:
    """Keep what a deed wrote to many, and nobody tried to send yet, from leaving; how many."""
    return Letter.objects.unsent().filter(batch=batch).update(state=State.STOPPED)


@transaction.atomic
def release_batch(batch: UUID, *, not_before: datetime) -> int:
    """Let the stopped letters of a batch leave after all; how many."""
    stopped = Letter.objects.filter(batch=batch, state=State.STOPPED)
    return stopped.update(state=State.QUEUED, due_at=not_before)


def overtake(label: str, *, key: str) -> int:
    """Stop what a batch still has to say about one thing, since a later letter says more.

    Letters that take entries out of calendars leave all the same: no later one does that.
    """
    waiting = Letter.objects.unsent().about(label, key).filter(batch__isnull=False)
    return waiting.filter(calendar_method__in=["", Method.REQUEST]).update(state=State.STOPPED)


def send_due(*, at: datetime, limit: int = SEND_LIMIT) -> int:
    """Send what is due, outside any transaction; return how many letters left.

    Any number of workers may call it at once; each letter is claimed by one of them, and
    the claim of one that dies runs out after a minute.
    """
    return sending.send_due(at=at, limit=limit)


def settle_reports(*, at: datetime) -> int:
    """Act on what providers have reported; return how many reports were settled."""
    return reports.settle(at=at)


def rendered(letter: Letter) -> EmailMessage:
    """Return the letter as the message that leaves or has left, with its links filled in."""
    return messages.message(letter, at=letter.sent_at or letter.due_at)


def settle_reply(reply: Reply, verdict: Verdict, *, at: datetime) -> None:
    """Store what became of a calendar's answer; what is about something known is journalled."""
    reply.verdict, reply.settled_at = verdict, at
    reply.save()
    if reply.label:
        journal.services.record(
            Deed.REPLY_TAKEN,
            at=at,
            actor="",
            label=reply.label,
            key=reply.about,
            facts={"answer": reply.answer, "verdict": verdict.value},
        )


@transaction.atomic
def handle_reply(reply: Reply, *, by: str, at: datetime) -> None:
    """Set a doubtful answer aside: somebody has dealt with it otherwise."""
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    if reply.handled_at is None:
        reply.handled_at = at
        reply.save(update_fields=["handled_at"])
        journal.services.record(
            Deed.REPLY_HANDLED, at=at, actor=by, label="mail.reply", key=str(reply.key)
        )


@transaction.atomic
def handle_replies_of(sender: str, *, by: str, at: datetime) -> int:
    """Set all doubtful answers from one address aside at once; how many."""
    found = Reply.objects.doubtful().filter(sender=sender).select_for_update()
    keys = list(found.values_list("key", flat=True))
    Reply.objects.filter(key__in=keys).update(handled_at=at)
    for key in keys:
        journal.services.record(
            Deed.REPLY_HANDLED, at=at, actor=by, label="mail.reply", key=str(key)
        )
    return len(keys)


def forget_replies(*, before: datetime, doubtful_before: datetime) -> int:
    """Erase the answers that were settled before a moment, doubtful ones later; how many."""
    waiting = Reply.objects.doubtful().filter(settled_at__gte=doubtful_before).order_by()
    settled = Reply.objects.filter(settled_at__lt=before)
    return settled.exclude(pk__in=waiting.values("pk")).delete()[0]


@transaction.atomic
def resend(letter: Letter, *, by: str, at: datetime) -> Letter:
    """Send the letter again as a new one, and trust its address again.

    A new letter with a Message-ID of its own: mail systems drop a second message that has
    the same. Raises ``NothingToResendError`` for an erased letter and for one on its way.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.blanked_at or letter.state in {State.QUEUED, State.SENDING, State.STOPPED}:
        raise NothingToResendError
    Suppression.objects.filter(address=letter.to).delete()
    uid = uuid4()
    again = Letter.objects.create(
        uid=uid,
        message_id=message_id(uid, sender=settings.MAIL_FROM),
        to=letter.to,
        name=letter.name,
        copies=letter.copies,
        sender_name=letter.sender_name,
        reply_to=letter.reply_to,
        subject=letter.subject,
        body=letter.body,
        language=letter.language,
        label=letter.label,
        key=letter.key,
        person=letter.person,
        calendar_method=letter.calendar_method,
        calendar_text=letter.calendar_text,
        created_at=at,
        due_at=at,
        resent_from=letter,
    )
    _deal_with(letter, deed=Deed.RESENT, by=by, at=at)
    return again


@transaction.atomic
def dismiss(letter: Letter, *, by: str, at: datetime) -> None:
    """Set a letter that did not arrive aside: somebody has dealt with it otherwise."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.handled_at is None:
        _deal_with(letter, deed=Deed.DISMISSED, by=by, at=at)


def _deal_with(letter: Letter, *, deed: Deed, by: str, at: datetime) -> None:
    letter.handled_at = letter.handled_at or at
    letter.save(update_fields=["handled_at"])
    journal.services.record(deed, at=at, actor=by, label=LABEL, key=str(letter.uid))
