"""Minutes to draft, to comment on, and to lay before the body."""

from datetime import date
from typing import Any, cast

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo, Waiting, told
from events.access import run_by
from events.enums import Kind, State
from events.models.event import EventQuerySet
from meetings.enums import MinutesState
from meetings.models import Comment, Minutes, NoComment, Section
from meetings.models.minutes import MinutesQuerySet
from meetings.words import dated


def waiting(standing: Standing) -> Waiting:
    """Return what may wait for who prepares a meeting, and for who speaks for a seat."""
    found: Waiting = {}
    if standing.is_secretariat or standing.presidency:
        found[_to_write] = _unfinished(standing)
    if standing.member_states or standing.organisations:
        found[_to_comment] = _unread(standing)
    return found


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person; a query for each party one is."""
    return told(waiting(standing), standing)


def _unfinished(standing: Standing) -> EventQuerySet:
    """Return the meetings that were held with an agenda and whose minutes the body waits for."""
    return run_by(standing).filter(
        Q(minutes=None)
        | Q(minutes__state=MinutesState.DRAFT)
        | Q(minutes__state=MinutesState.COMMENTED)
        & (Q(minutes__comments_until__lt=_today(standing)) | Exists(_unanswered())),
        kind=Kind.MEETING,
        state=State.HELD,
        agenda__isnull=False,
    )


def _unanswered() -> QuerySet[Comment]:
    """Return the comments on the minutes of an event that have no answer yet."""
    return Comment.objects.filter(section__minutes__event=OuterRef("pk"), answer="").order_by()


def _to_write(standing: Standing) -> list[Todo]:
    """Ask for the minutes of each such meeting, as far as they are; one query.

    What is commented on a restricted item is counted for who may know of that item.
    """
    known = _unanswered().filter(section__in=Section.objects.visible_to(standing).values("pk"))
    counted = known.values("section__minutes").annotate(Count("pk")).values("pk__count")
    rows: Any = (
        _unfinished(standing)
        .annotate(
            where=F("minutes__state"),
            until=F("minutes__comments_until"),
            unanswered=Coalesce(Subquery(counted), 0),
        )
        .order_by("starts_at", "pk")
    )
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


def _unread(standing: Standing) -> MinutesQuerySet:
    """Return the minutes open for comments of which the own seat has said nothing."""
    own = Q(member_state__in=standing.member_states) | Q(organisation__in=standing.organisations)
    said = Comment.objects.filter(own, section__minutes=OuterRef("pk"))
    nothing = NoComment.objects.filter(own, minutes=OuterRef("pk"))
    rows = Minutes.objects.open_for_comments(_today(standing)).visible_to(standing)
    return rows.filter(~Exists(said), ~Exists(nothing))


def _to_comment(standing: Standing) -> list[Todo]:
    """Ask for comments on each of them."""
    rows = _unread(standing).select_related("event").order_by("comments_until", "pk")
    return [
        Todo(
            what=_("Comment on the minutes: %(meeting)s") % {"meeting": dated(one.event)},
            by=end_of_day(cast("date", one.comments_until)),
            url=one.get_absolute_url(),
            button=_("Read them"),
        )
        for one in rows
    ]


def _today(standing: Standing) -> date:
    return network_day(standing.at)
