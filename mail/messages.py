"""A stored letter turned into a message: text, HTML and the calendar part from one source."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.utils import format_datetime, parseaddr
from functools import cache
from pathlib import Path

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.template.loader import render_to_string
from django.utils.translation import override

import ical.invitations
from mail.enums import Method
from mail.letters import Button, Text, from_json
from mail.links import fill
from mail.models import Letter

CALENDAR_MAILER = "calendar"
DEFAULT_MAILER = "default"
FILE_NAME = "invite.ics"
_STYLE = "mail/letter.css"


@dataclass(frozen=True)
class Parts:
    """What a letter holds once its links are filled in."""

    subject: str
    text: str
    html: str
    calendar_method: str
    calendar: str


def parts(letter: Letter, *, at: datetime | None = None) -> Parts:
    """Return the letter's parts, with the moment of sending stamped on the calendar part."""
    moment = at or letter.sent_at or letter.due_at
    text = _filled(from_json(letter.subject, body=letter.body))
    context = {
        "text": text,
        "name": letter.name,
        "language": letter.language,
        "organisation": settings.ORGANISATION_NAME,
        "site": settings.SITE_URL,
        "is_erased": letter.blanked_at is not None,
    }
    with override(letter.language):
        plain = render_to_string("mail/letter.txt", context)
        html = render_to_string("mail/letter.html", context)
    calendar = letter.calendar_text
    return Parts(
        subject=text.subject,
        text=plain.strip() + "\n",
        html=_inliner(settings.ORGANISATION_COLOUR).inline(html),
        calendar_method=letter.calendar_method,
        calendar=ical.invitations.stamped(calendar, moment) if calendar else "",
    )


def mailer(letter: Letter) -> str:
    """Return by which mailer the letter leaves: invitations by SMTP where there is one.

    Web APIs drop the calendar alternative or change its character set.
    """
    by_smtp = letter.calendar_text and CALENDAR_MAILER in mailers
    return CALENDAR_MAILER if by_smtp else DEFAULT_MAILER


def message(letter: Letter, *, at: datetime) -> EmailMultiAlternatives:
    """Return the message of a letter as it leaves at that moment.

    A request or cancellation stands in it twice, as the alternative that gives Outlook its
    buttons and as a file; the same bytes. A list of several entries is a file only.
    """
    whole = parts(letter, at=at)
    answers = letter.reply_to or settings.MAIL_REPLY_TO
    built = EmailMultiAlternatives(
        subject=whole.subject,
        body=whole.text,
        from_email=sender(letter.sender_name),
        to=[recipient(letter.to, name=letter.name)],
        cc=[recipient(copy) for copy in letter.copy_addresses],
        reply_to=[answers] if answers else None,
        headers={
            "Message-ID": letter.message_id,
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )
    built.attach_alternative(whole.html, "text/html")
    if whole.calendar:
        if whole.calendar_method != Method.PUBLISH and mailer(letter) == CALENDAR_MAILER:
            built.attach_alternative(
                whole.calendar, f"text/calendar; method={whole.calendar_method}"
            )
        built.attach(FILE_NAME, whole.calendar.encode(), "application/ics")
    return built


def recipient(address: str, *, name: str = "") -> str:
    """Return an address as it stands in a header.

    Raises ``ValueError`` for one that would come out as another: Python takes a line
    separator or a comment in an address for space and mails to what is left of it.
    """
    parsed = Address(name, addr_spec=address)
    if parsed.addr_spec != address:
        raise ValueError(f"{address!r} is no plain address.")
    return str(parsed)


def sender(name: str = "") -> str:
    """Return who letters are from: a letter's own sender, or the organisation, before MAIL_FROM."""
    if "<" in settings.MAIL_FROM and not name:
        return settings.MAIL_FROM
    address = parseaddr(settings.MAIL_FROM)[1]
    return str(Address(name or settings.ORGANISATION_NAME, addr_spec=address))


def organiser() -> tuple[str, str]:
    """Return who invites, as calendars are told: the organisation and the bare address of From."""
    return settings.ORGANISATION_NAME, parseaddr(settings.MAIL_FROM)[1]


def _filled(text: Text) -> Text:
    button = text.button
    return Text(
        subject=text.subject,
        paragraphs=tuple(fill(paragraph) for paragraph in text.paragraphs),
        facts=tuple((label, fill(value)) for label, value in text.facts),
        button=Button(button.label, fill(button.url)) if button else None,
    )


@cache
def _inliner(colour: str) -> css_inline.CSSInliner:
    """Return what writes the stylesheet into the elements, as mail programs need it.

    The rules for dark screens cannot be written into elements, so they stay in the head.
    """
    style = Path(settings.BASE_DIR, "templates", _STYLE).read_text()
    if colour:
        style += f":root {{ --brand: {colour}; }}"
    return css_inline.CSSInliner(
        extra_css=style,
        keep_at_rules=True,
        load_remote_stylesheets=False,
        resolve_css_variables=True,
    )
