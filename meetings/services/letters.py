"""The letters by which minutes go out for comments, while they wait and once they were stopped."""

from contextlib import suppress
from datetime import datetime
from typing import cast

from accounts.access import Standing
from events.services import stop_announcement
from jobs.rules import NoSuchStepError
from meetings.enums import Deed
from meetings.models import Minutes


def nobody_was_told(minutes: Minutes) -> bool:
    """Return whether the letters that ask for comments were stopped before they left."""
    sent_at = cast("datetime", minutes.sent_at)
    told = minutes.event.announcements.filter(deed=Deed.MINUTES_SENT, made_at=sent_at)
    return told.exclude(stopped_at=None).exists()


def stop_letters(minutes: Minutes, *, by: Standing, at: datetime) -> None:
    """Stop what still waits to ask for comments: what is sent anew or laid down says it no more."""
    for news in minutes.event.announcements.stoppable(at).filter(deed=Deed.MINUTES_SENT):
        with suppress(NoSuchStepError):
            stop_announcement(news, by=by, at=at)
