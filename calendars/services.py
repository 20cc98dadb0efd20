"""Feeds: made, changed, given a new address, ended; each by its owner alone."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.models import Body, User
from calendars import links
from calendars.enums import Deed, Scope
from calendars.models import LABEL, Feed
from journal.services import record

MOST = 20


class TooManyFeedsError(Exception):
    """The owner has as many feeds as anybody can need."""


@transaction.atomic
def make_feed(  # each is one thing that the form asks
    owner: User,
    *,
    once: UUID,
    scope: str,
    body: Body | None,
    label: str,
    leaves_out_invited: bool,
    leaves_out_cancelled: bool,
    has_alarm: bool,
    by: Standing,
    at: datetime,
) -> Feed:
    """Make a feed with a secret address; a replay of the same form has one effect.

    Of a body no invitations come, so there is nothing to leave out. Raises
    ``TooManyFeedsError``.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    if made := Feed.objects.filter(once=once, owner=owner).first():
        return made
    if Feed.objects.filter(owner=owner).count() >= MOST:
        raise TooManyFeedsError
    key = uuid4()
    feed = Feed.objects.create(
        key=key,
        once=once,
        owner=owner,
        scope=scope,
        body=body,
        label=label,
        language=owner.language,
        leaves_out_invited=leaves_out_invited and scope == Scope.MINE,
        leaves_out_cancelled=leaves_out_cancelled,
        has_alarm=has_alarm,
        link_hash=links.hash_of(key, 1),
        created_at=at,
    )
    _note(Deed.FEED_MADE, feed, by=by, at=at)
    return feed


@transaction.atomic
def change_feed(
    feed: Feed,
    *,
    version: int,
    label: str,
    language: str,
    leaves_out_invited: bool,
    leaves_out_cancelled: bool,
    has_alarm: bool,
    by: Standing,
    at: datetime,
) -> Feed:
    """Change name, language and what is left out; the address stays.

    Raises ``StaleError`` where it has changed since the form was filled.
    """
    feed = versions.locked(Feed.objects.all(), version=version, pk=feed.pk)
    feed.label, feed.language = label, language
    feed.leaves_out_invited = leaves_out_invited and feed.scope == Scope.MINE
    feed.leaves_out_cancelled, feed.has_alarm = leaves_out_cancelled, has_alarm
    feed.save()
    _note(Deed.FEED_CHANGED, feed, by=by, at=at)
    return feed


@transaction.atomic
def renew_feed(feed: Feed, *, by: Standing, at: datetime) -> Feed:
    """Give a feed a new address; the old one opens nothing from now on."""
    feed = Feed.objects.select_for_update().get(pk=feed.pk)
    feed.link_generation += 1
    feed.link_hash = links.hash_of(feed.key, feed.link_generation)
    feed.save(update_fields=["link_generation", "link_hash"])
    _note(Deed.FEED_RENEWED, feed, by=by, at=at)
    return feed


@transaction.atomic
def end_feed(feed: Feed, *, by: Standing, at: datetime) -> None:
    """End a feed: its address opens nothing any more, and it is not listed."""
    _note(Deed.FEED_ENDED, feed, by=by, at=at)
    feed.owner.read_marks.filter(label=LABEL, key=str(feed.pk)).delete()
    feed.delete()


def _note(deed: Deed, feed: Feed, *, by: Standing, at: datetime) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=LABEL,
        key=str(feed.key),
        facts={"scope": feed.scope, "body": feed.body_id or ""},
    )
