"""Where the demonstration's mail goes: nowhere, but a letter with a code can be read for a while.

The outbox erases a code as soon as its letter has left. In the demonstration nobody would
ever see it, so what left is kept in the cache as long as the code works.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.dummy import EmailBackend

from mail.models import Letter
from mail.rules import CODE_LIFE


@dataclass(frozen=True)
class Kept:
    """What a letter with a code said."""

    subject: str
    text: str


class Mailbox(EmailBackend):
    """Sends nothing, and remembers letters with codes for ten minutes."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take the messages as sent."""
        for message in email_messages:
            _keep(message)
        return len(email_messages)


def kept(letter: Letter) -> Kept | None:
    """Return what an erased letter said, as long as that is of use."""
    found: Kept | None = cache.get(_name(letter.message_id))
    return found


def _keep(message: EmailMessage) -> None:
    headers: dict[str, Any] = message.extra_headers
    letter = Letter.objects.filter(message_id=headers.get("Message-ID", ""), blank_after=True)
    if letter.exists():
        said = Kept(subject=str(message.subject), text=str(message.body))
        cache.set(_name(headers["Message-ID"]), said, CODE_LIFE.total_seconds())


def _name(message_id: str) -> str:
    return f"demo.mailbox:{message_id.strip('<>')}"
