"""Writing letters, sending what is due, and acting on what providers report."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import override

import journal.services
from mail import messages, reports, sending
from mail.enums import Deed, State
from mail.letters import CalendarPart, Text, as_json
from mail.models import Letter, Suppression, message_id
from mail.names import harmless, one_line

LABEL = "mail.letter"
SEND_LIMIT = 100


class NothingToResendError(Exception):
    """The letter's text was erased, or it is still on its way."""


def write(
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
) -> Letter:
    """Queue a letter, in the transaction of the deed that causes it.

    ``to`` and ``copies`` are addresses in their normal form; ``label`` and ``key`` say
    what the letter is about, as in the journal; ``person`` is the opaque key of a known
    recipient. ``blank_after`` marks a sign-in code: sent before all else, given up after
    ten minutes, its text erased once it has left.
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
        due_at=at,
    )


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


@transaction.atomic
def resend(letter: Letter, *, by: str, at: datetime) -> Letter:
    """Send the letter again as a new one, and trust its address again.

    A new letter with a Message-ID of its own: mail systems drop a second message that has
    the same. Raises ``NothingToResendError`` for an erased letter and for one on its way.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.blanked_at or letter.state in {State.QUEUED, State.SENDING}:
        raise NothingToResendError
    Suppression.objects.filter(address=letter.to).delete()
    uid = uuid4()
    again = Letter.objects.create(
        uid=uid,
        message_id=message_id(uid, sender=settings.MAIL_FROM),
        to=letter.to,
        name=letter.name,
        copies=letter.copies,
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
