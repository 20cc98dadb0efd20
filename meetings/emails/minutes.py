"""The letters about minutes; none of them says what is in them, for others read letters."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.addressees import who_speak_for
from accounts.days import end_of_day
from accounts.seats import Place
from events.models import Announcement
from interface.moments import day
from mail.letters import Button, Text
from mail.services import write
from meetings import replies
from meetings.day import holder_of
from meetings.models import Minutes
from meetings.models.minutes import LABEL
from meetings.words import dated


def sent_for_comments(minutes: Minutes, *, news: Announcement, at: datetime) -> int:
    """Ask all seats for their comments, with the ``news``; return how many letters it was."""
    text = for_comments(minutes, until=cast("date", minutes.comments_until))
    return _to_seats(minutes, replies.seats(minutes), text, news=news, at=at)


def for_comments(minutes: Minutes, *, until: date) -> Text:
    """Return the letter that asks a seat for its comments until a day."""
    return _text(
        minutes,
        subject=_("Draft minutes, for your comments: %(meeting)s"),
        paragraphs=[
            _("The draft minutes of %(meeting)s are on their page."),
            _("Please comment until %(day)s, section by section, with the words you would have."
              " If you have no comment, say so there with one press."),
        ],
        until=until,
    )  # fmt: skip


def reminder(minutes: Minutes, silent: Iterable[Place], *, at: datetime) -> int:
    """Remind the seats that have not answered; return how many letters it was."""
    text = _text(
        minutes,
        subject=_("Still open for your comments: minutes of %(meeting)s"),
        paragraphs=[
            _("Your seat has not commented on the draft minutes of %(meeting)s."),
            _("You can do so until %(day)s. If you have no comment, say so there."),
        ],
        until=cast("date", minutes.comments_until),
    )
    return _to_seats(minutes, silent, text, at=at)


def adopted(minutes: Minutes, *, at: datetime) -> int:
    """Tell all seats that the minutes are adopted; return how many letters it was."""
    text = _text(
        minutes,
        subject=_("Minutes adopted: %(meeting)s"),
        paragraphs=[
            _("The minutes of %(meeting)s are adopted. From now on they stay as they are."),
            _("You find them, and the file to keep, on their page."),
        ],
        until=cast("date", minutes.comments_until),
    )
    return _to_seats(minutes, replies.seats(minutes), text, at=at)


def _text(minutes: Minutes, *, subject: str, paragraphs: list[str], until: date) -> Text:
    facts = {"meeting": dated(minutes.event), "day": day(until)}
    return Text(
        subject=subject % facts,
        paragraphs=tuple(one % facts for one in paragraphs),
        button=Button(_("Open the minutes"), settings.SITE_URL + minutes.get_absolute_url()),
    )


def _to_seats(
    minutes: Minutes,
    seats: Iterable[Place],
    text: Text,
    *,
    at: datetime,
    news: Announcement | None = None,
) -> int:
    until = cast("date", minutes.comments_until)
    readers = who_speak_for([holder_of(one) for one in seats], at=at)
    for reader in readers:
        write(
            text,
            to=reader.user.email,
            name=reader.user.name,
            language=reader.user.language,
            label=LABEL,
            key=str(minutes.key),
            person=str(reader.user.key),
            copies=reader.copies,
            batch=news.key if news else None,
            not_before=news.starts_at if news else None,
            of_use_until=None if minutes.is_adopted else end_of_day(until),
            at=at,
        )
    return len(readers)
