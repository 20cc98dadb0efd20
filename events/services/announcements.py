"""Letters by which many hear of a change, or are asked, held back for five minutes."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import transaction

import mail.services
from accounts.access import Standing
from events.enums import Deed
from events.grace import leaves_at
from events.models import Announcement, Event
from jobs.rules import NoSuchStepError
from journal.services import record
from mail.models import Letter


@contextmanager
def announcing(
    event: Event,
    deed: str,
    *,
    by: Standing | None,
    at: datetime,
    starts_at: datetime | None = None,
) -> Iterator[Announcement]:
    """Hold back the letters that are written with what this yields, in the deed's transaction.

    The deed itself stands at once. Where nobody was written to, nothing is kept. What is no news
    for who is on the way says itself when it leaves (``starts_at``).
    """
    news = Announcement.objects.create(
        event=event,
        deed=deed,
        told=0,
        made_by=by.user if by else None,
        made_at=at,
        starts_at=starts_at or leaves_at(at=at, starts=event.starts_at),
    )
    yield news
    news.told = Letter.objects.filter(batch=news.key).values("to").distinct().count()
    if news.told:
        news.save(update_fields=["told"])
    else:
        news.delete()


def stop_asking(event: Event, *, by: Standing, at: datetime, deed: str = "") -> None:
    """Stop what still waits to ask for something that no longer holds: of one deed, or of all."""
    for news in event.announcements.stoppable(at):
        if not news.is_of_change and deed in {"", news.deed}:
            with suppress(NoSuchStepError):
                stop_announcement(news, by=by, at=at)


@transaction.atomic
def stop_announcement(news: Announcement, *, by: Standing, at: datetime) -> int:
    """Keep letters to many from leaving; return how many. What they are about stands.

    The event is held first. Raises ``NoSuchStepError`` where they leave by now, or were stopped
    already.
    """
    event = Event.objects.select_for_update(of=("self",)).get(announcements=news.pk)
    news = Announcement.objects.select_for_update().get(pk=news.pk)
    waits = news.stopped_at is None and at < news.starts_at
    stopped = mail.services.stop_batch(news.key) if waits else 0
    if not stopped:
        raise NoSuchStepError
    news.stopped_at, news.stopped_by = at, by.user
    news.save(update_fields=["stopped_at", "stopped_by"])
    record(
        Deed.NEWS_STOPPED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.event",
        key=str(event.uid),
        facts={"event": event.slug, "letters": stopped},
    )
    return stopped
