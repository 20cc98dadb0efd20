"""Minutes to draft, to comment on, and to lay before the body."""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Occasions, Todo, told_together
from events.access import run_by
from events.enums import Kind, State
from events.models.event import EventQuerySet
from meetings.enums import MinutesState
from meetings.models import Comment, Minutes, NoComment, Section
from meetings.words import dated


def waiting(standing: Standing) -> list[Occasions]:
    """Return what may wait for who prepares a meeting, and for who speaks for a seat."""
    found = []
    if standing.is_secretariat or standing.presidency:
        found.append(_unwritten(standing))
    if standing.member_states or standing.organisations:
        found.append(_unread(standing))
    return found


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person, in one query."""
    return told_together(waiting(standing))


def _unfinished(standing: Standing) -> EventQuerySet:
    """Return the meetings that were held with an agenda and whose minutes the body waits for.

    And those whose minutes were laid before it by somebody who did not know of a comment.
    """
    left = Exists(_unanswered().filter(section__in=_known(standing)))
    return run_by(standing).filter(
        Q(minutes=None)
        | Q(minutes__state=MinutesState.DRAFT)
        | Q(minutes__state=MinutesState.COMMENTED)
        & (Q(minutes__comments_until__lt=_today(standing)) | Exists(_unanswered()))
        | Q(left, minutes__state=MinutesState.FINAL),
        kind=Kind.MEETING,
        state=State.HELD,
        agenda__isnull=False,
    )


def _known(standing: Standing) -> QuerySet[Section, Any]:
    """Return the sections of which the person may know."""
    return Section.objects.visible_to(standing).values("pk")


def _unanswered() -> QuerySet[Comment]:
    """Return the comments on the minutes of an event that have no answer yet."""
    return Comment.objects.filter(section__minutes__event=OuterRef("pk"), answer="").order_by()


def _unwritten(standing: Standing) -> Occasions:
    """Return each such meeting with how far its minutes are.

    What is commented on a restricted item is counted for who may know of that item.
    """
    known = _unanswered().filter(section__in=_known(standing))
    counted = known.values("section__minutes").annotate(Count("pk")).values("pk__count")
    told = JSONObject(
        pk="pk",
        slug="slug",
        title="title",
        first_date="first_date",
        starts_at="starts_at",
        where="minutes__state",
        until="minutes__comments_until",
        unanswered=Coalesce(Subquery(counted), 0),
    )
    rows = _unfinished(standing).annotate(told=told)
    return Occasions(rows, partial(_to_write, standing), order=["starts_at", "pk"])


def _to_write(standing: Standing, rows: list[Any]) -> list[Todo]:
    """Ask for the minutes of each, as far as they are."""
    today = _today(standing)
    return [
        _answer(one) if one.unanswered else _next(one)
        for one in rows
        if one.unanswered or one.where != MinutesState.COMMENTED or one.until < today
    ]


def _answer(event: Any) -> Todo:
    """Ask for the answers that seats wait for; before that the minutes do not go on."""
    return Todo(
        what=ngettext(
            "Answer %(count)d comment on the minutes: %(meeting)s",
            "Answer %(count)d comments on the minutes: %(meeting)s",
            event.unanswered,
        )
        % {"count": event.unanswered, "meeting": dated(event)},
        by=end_of_day(event.until),
        url=reverse("meetings:minutes", args=[event.slug]),
        button=_("Answer"),
    )


def _next(event: Any) -> Todo:
    words = {
        None: _("Draft the minutes: %(meeting)s"),
        MinutesState.DRAFT: _("Send the minutes for comments: %(meeting)s"),
        MinutesState.COMMENTED: _("Lay the minutes before the body: %(meeting)s"),
    }
    return Todo(
        what=words[event.where] % {"meeting": dated(event)},
        by=None,
        url=reverse("meetings:minutes", args=[event.slug]),
        button=_("Open the minutes"),
    )


def _unread(standing: Standing) -> Occasions:
    """Return the minutes open for comments of which the own seat has said nothing."""
    own = Q(member_state__in=standing.member_states) | Q(organisation__in=standing.organisations)
    said = Comment.objects.filter(own, section__minutes=OuterRef("pk"))
    nothing = NoComment.objects.filter(own, minutes=OuterRef("pk"))
    rows = Minutes.objects.open_for_comments(_today(standing)).visible_to(standing)
    told = JSONObject(
        pk="pk",
        slug="event__slug",
        title="event__title",
        first_date="event__first_date",
        until="comments_until",
    )
    unread = rows.filter(~Exists(said), ~Exists(nothing)).annotate(told=told)
    return Occasions(unread, _to_comment, order=["until", "pk"])


def _to_comment(rows: list[Any]) -> list[Todo]:
    """Ask for comments on each of them."""
    return [
        Todo(
            what=_("Comment on the minutes: %(meeting)s") % {"meeting": dated(one)},
            by=end_of_day(one.until),
            url=reverse("meetings:minutes", args=[one.slug]),
            button=_("Read them"),
        )
        for one in rows
    ]


def _today(standing: Standing) -> date:
    return network_day(standing.at)
