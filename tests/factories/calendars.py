"""Feeds: valid and dull."""

import datetime as dt
import uuid

import factory

from calendars.enums import Scope
from calendars.links import PURPOSE, hash_of
from calendars.models import Feed
from mail.links import token
from tests.factories.accounts import UserFactory


class FeedFactory(factory.django.DjangoModelFactory):
    """A person's own dates."""

    class Meta:
        model = Feed

    key = factory.LazyFunction(uuid.uuid4)
    owner = factory.SubFactory(UserFactory)
    scope = Scope.MINE
    label = "My own dates"
    link_hash = factory.LazyAttribute(lambda feed: hash_of(feed.key, 1))
    created_at = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)


def feed_address(feed):
    """Where a program reads it."""
    return f"/calendar/{token(PURPOSE, feed.key, feed.link_generation)}.ics"
