"""Who reads by a secret address, and which feed it is."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from accounts.access import Standing, standing
from accounts.models import ReadMark
from accounts.services.reading import RENEWED_AFTER, mark_read
from calendars.models import LABEL, Feed
from mail import links


@dataclass(frozen=True)
class Reader(Standing):
    """The owner of a feed: where they sit is asked for within the query that needs it."""

    @cached_property
    def bodies(self) -> Any:
        """Return the bodies with a seat, as a part of another query."""
        return self.sitting().values("pk")

    @cached_property
    def voting_bodies(self) -> Any:
        """Return those among them where the seat votes, as a part of another query."""
        return self.sitting().filter(has_a_vote=True).values("pk")


def opened(token: str, *, at: dt.datetime) -> tuple[Feed, Reader, dt.datetime | None] | None:
    """Return the feed that a token opens now, its owner as they stand, and when it was last read.

    Nothing for a token that was never issued or has ended, and once the account is closed. Two
    queries.
    """
    rows: QuerySet[Any] = with_marks(Feed.objects.select_related("owner"))
    feed = rows.filter(link_hash=links.digest(token), owner__is_active=True).first()
    if feed is None:
        return None
    return feed, reader(standing(feed.owner, at)), feed.read_at


def reader(of: Standing) -> Reader:
    """Return a person as they read by a feed."""
    return Reader(user=of.user, at=of.at, mandates=of.mandates)


def with_marks(feeds: QuerySet[Feed]) -> QuerySet[Feed, Any]:
    """Return feeds with ``read_at``: when a calendar last read each, or nothing."""
    marks = ReadMark.objects.filter(
        user=OuterRef("owner"), label=LABEL, key=Cast(OuterRef("pk"), CharField())
    )
    return feeds.annotate(read_at=Subquery(marks.values("read_at")[:1]))


def mark(feed: Feed, *, read_at: dt.datetime | None, at: dt.datetime) -> None:
    """Note that a calendar reads the feed, at most hourly."""
    if read_at is None or at - read_at >= RENEWED_AFTER:
        mark_read(feed.owner, label=LABEL, key=str(feed.pk), at=at)
