"""Which seats comment on minutes, who speaks for them, and which are silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Value

from accounts.access import Standing
from accounts.models import Body
from accounts.seats import Holder, Place, places
from meetings.day import holder_of
from meetings.models import Comment, Minutes, Section


def seats(minutes: Minutes) -> list[Place]:
    """Return the places at the table of the meeting, each of which may comment."""
    event = minutes.event
    return places(cast("Body", event.body), on=event.first_date)


def own_places(minutes: Minutes, standing: Standing) -> list[Place]:
    """Return the places for which the person speaks."""
    return own_among(seats(minutes), standing)


def own_among(places: Iterable[Place], standing: Standing) -> list[Place]:
    """Return those of the places for which the person speaks."""
    return [one for one in places if standing.speaks_for(*holder_of(one))]


@dataclass(frozen=True)
class Replies:
    """Who has commented, and who has said that there is nothing to say."""

    commented: frozenset[Holder]
    nothing: frozenset[Holder]

    def silent(self, places: Iterable[Place]) -> list[Place]:
        """Return those of the places that have said neither."""
        return [one for one in places if holder_of(one) not in self.commented | self.nothing]

    def said_nothing(self, places: Iterable[Place]) -> list[Place]:
        """Return those of the places that have nothing to say."""
        return [one for one in places if holder_of(one) in self.nothing]


NONE = Replies(commented=frozenset(), nothing=frozenset())
"""Where nobody is asked."""


def given(minutes: Minutes, *, to: Standing | None) -> Replies:
    """Return what seats have answered, as far as the person may know of it; one query.

    A comment on a section that is hidden is none to that person. To nobody, all count.
    """
    comments = Comment.objects.filter(section__minutes=minutes)
    if to is not None:
        comments = comments.filter(section__in=Section.objects.visible_to(to).values("pk"))
    said, none = (
        rows.order_by()
        .annotate(is_comment=Value(value))
        .values_list("is_comment", "member_state", "organisation")
        for rows, value in ((comments, True), (minutes.no_comments.all(), False))
    )
    found = set(said.union(none).order_by())
    return Replies(
        commented=frozenset((state, one) for is_comment, state, one in found if is_comment),
        nothing=frozenset((state, one) for is_comment, state, one in found if not is_comment),
    )


def silent(minutes: Minutes) -> list[Place]:
    """Return the places that have neither commented nor said that they have nothing to say."""
    return given(minutes, to=None).silent(seats(minutes))


def awaited(minutes: Minutes, *, by: Standing, on: date) -> list[Place]:
    """Return the silent places while they may still comment; none once the last day is over.

    As far as the person may know: who commented on what is hidden alone is silent to that person.
    """
    return given(minutes, to=by).silent(seats(minutes)) if minutes.takes_comments(on) else []
