"""Where a mail provider posts mail that came in: answers of calendars are kept, and nothing else.

The mailbox itself stays where it is; the provider hands on a copy.
"""

from collections.abc import Callable
from datetime import datetime
from email.message import Message
from email.utils import parseaddr
from hashlib import sha256
from typing import cast

import structlog
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ical.replies import LONGEST
from mail import handed
from mail.models import Reply
from mail.names import one_line
from mail.webhooks import taken

RECEIVERS = {
    "mailgun": "mailgun.MailgunInboundWebhookView",
    "mailjet": "mailjet.MailjetInboundWebhookView",
    "mandrill": "mandrill.MandrillCombinedWebhookView",
    "postal": "postal.PostalInboundWebhookView",
    "postmark": "postmark.PostmarkInboundWebhookView",
    "sparkpost": "sparkpost.SparkPostInboundWebhookView",
}
CALENDARS = ("text/calendar", "application/ics")
log = structlog.get_logger(__name__)


@csrf_exempt  # a machine calls, which has no session; the secret stands for it
@login_not_required
@never_cache
@require_http_methods(["HEAD", "POST"])
def reply(request: HttpRequest, provider: str) -> HttpResponse:
    """Store the answers of calendars; without the secret, and where none is set, refuse."""
    return taken(request, provider, receivers=RECEIVERS, keep=_keep, read=handed.mails)


def _keep(mails: list[Callable[[], Message]], provider: str, at: datetime) -> None:
    Reply.objects.bulk_create(
        [row for read in mails if (row := _row(read, provider=provider, at=at))],
        ignore_conflicts=True,
    )


def _row(read: Callable[[], Message], *, provider: str, at: datetime) -> Reply | None:
    try:
        return _answer(read(), provider=provider, at=at)
    # The third of the named boundaries, as where answers are settled. Whatever a mail that
    # anybody may send raises concerns that mail: it is passed over, and the others are taken.
    except Exception as error:  # noqa: BLE001
        log.warning("mail not understood", provider=provider, error=repr(error))
        return None


def _answer(mail: Message, *, provider: str, at: datetime) -> Reply | None:
    calendar = answer_in(mail)
    sender = one_line(parseaddr(str(mail["From"] or ""))[1])[:320]
    if not calendar or not sender:
        return None
    return Reply(
        provider=provider,
        message_id=one_line(str(mail["Message-ID"] or ""))[:320],
        fingerprint=sha256(repr((sender, calendar)).encode()).hexdigest(),
        sender=sender,
        calendar=calendar,
        received_at=at,
    )


def answer_in(message: Message) -> str:
    """Return the first part of a mail that is a calendar's answer, or nothing.

    One character more than an answer may have is kept, so that a longer one is seen as such.
    """
    for part in message.walk():
        if part.get_content_type() in CALENDARS:
            data = cast("bytes", part.get_payload(decode=True) or b"")
            said = data.decode("utf-8", "replace").replace("\x00", "")
            if "METHOD:REPLY" in said.upper():
                return said[: LONGEST + 1]
    return ""
