"""Which seats comment on minutes, who speaks for them, and which are silent."""

from datetime import date
from typing import cast

from accounts.access import Standing
from accounts.models import Body
from accounts.seats import Holder, Place, places
from meetings.day import holder_of
from meetings.models import Comment, Minutes


def seats(minutes: Minutes) -> list[Place]:
    """Return the places at the table of the meeting, each of which may comment."""
    event = minutes.event
    return places(cast("Body", event.body), on=event.first_date)


def own_places(minutes: Minutes, standing: Standing) -> list[Place]:
    """Return the places for which the person speaks."""
    return [one for one in seats(minutes) if standing.speaks_for(*holder_of(one))]


def silent(minutes: Minutes) -> list[Place]:
    """Return the places that have neither commented nor said that they have nothing to say."""
    replied = answered(minutes)
    return [one for one in seats(minutes) if holder_of(one) not in replied]


def awaited(minutes: Minutes, *, on: date) -> list[Place]:
    """Return the silent places while they may still comment; none once the last day is over."""
    return silent(minutes) if minutes.takes_comments(on) else []


def answered(minutes: Minutes) -> set[Holder]:
    """Return who commented, or said that there is nothing to say; one query."""
    comments = Comment.objects.filter(section__minutes=minutes).order_by()
    nothing = minutes.no_comments.order_by().values_list("member_state", "organisation")
    return set(comments.values_list("member_state", "organisation").union(nothing).order_by())
