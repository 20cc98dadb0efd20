"""What needs a person now, about agendas."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, StringAgg, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import days_in, end_of_day, network_day
from accounts.enums import HolidayCalendar
from accounts.models import Holiday, ReadMark
from accounts.todos import Todo, Waiting, told
from agendas.access import SETTLED
from agendas.enums import AgendaState, ItemState, PresidencyAnswer
from agendas.models import Agenda, AgendaItem, Agreement, Wish
from agendas.models.agenda import LABEL, AgendaQuerySet
from agendas.models.item import AgendaItemQuerySet
from agendas.wishing import last_day_beside
from events.enums import State
from interface import moments


def waiting(standing: Standing) -> Waiting:
    """Return what may wait for the person about wishes; for others nothing is asked."""
    found: Waiting = {}
    if standing.is_secretariat:
        found[_wishes] = _wanted(standing)
    if standing.member_states:
        found[_to_wish] = _open_to_wishes(standing)
    if standing.member_states or standing.presidency:
        found[_to_agree] = Agreement.objects.to_answer(standing)
    return found


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person."""
    return told(waiting(standing), standing)


def _wanted(standing: Standing) -> AgendaItemQuerySet:
    """Return the items of meetings to come that are wanted in writing and still to be discussed.

    What the Presidency would rather discuss waits for nobody.
    """
    said = Agreement.objects.fitting()
    wanted = Q(wishes__isnull=False) | Q(pk__in=said.given().values("item"))
    items = AgendaItem.objects.filter(
        wanted,
        state=ItemState.OPEN,
        decided_at=None,
        agenda__event__ends_at__gt=standing.at,
    ).exclude(pk__in=said.filter(answer=PresidencyAnswer.DISCUSS).values("item"))
    return items.exclude(agenda__event__state__in=SETTLED)


def _wishes(standing: Standing) -> list[Todo]:
    """Return the meetings of which states want items in writing that the person may know of."""
    agreed = Agreement.objects.given().values("item")
    rows: Iterable[Any] = (
        _wanted(standing)
        .visible_to(standing)
        .values(
            "agenda__event__title",
            "agenda__event__slug",
            "agenda__event__starts_at",
            "agenda__event__zone",
            "agenda__event__first_date",
        )
        .annotate(
            number=Count("pk", distinct=True),
            agreed=Count("pk", distinct=True, filter=Q(pk__in=agreed)),
        )
        .order_by("agenda__event__starts_at", "agenda__event__slug")
    )
    return [
        Todo(
            what=ngettext(
                "%(count)d item is wanted in writing: %(meeting)s",
                "%(count)d items are wanted in writing: %(meeting)s",
                row["number"],
            )
            % {"count": row["number"], "meeting": row["agenda__event__title"]},
            by=row["agenda__event__starts_at"],
            zone=row["agenda__event__zone"],
            url=reverse("agendas:wishes", args=[row["agenda__event__slug"]]),
            button=_("See them"),
            note=_noted(row["agenda__event__first_date"], row["agreed"]),
        )
        for row in rows
    ]


def _noted(day: date, agreed: int) -> str:
    said = ngettext(
        "The Presidency agrees to %(count)d.", "The Presidency agrees to %(count)d.", agreed
    )
    return ". ".join([moments.day(day), *([said % {"count": agreed}] if agreed else [])])


def _to_agree(standing: Standing) -> list[Todo]:
    """Ask who answers for the Presidency about items in writing that the person may know of."""
    known = AgendaItem.objects.visible_to(standing).values("pk")
    rows: Iterable[Any] = (
        Agreement.objects.to_answer(standing)
        .filter(item__in=known)
        .select_related("item__agenda__event")
        .annotate(days_off=Holiday.objects.listed(HolidayCalendar.BE))
        .order_by("item__agenda__event__starts_at", "asked_at")
    )
    return [_answer(one.item, days_in(one.days_off), standing) for one in rows]


def _answer(item: AgendaItem, holidays: Collection[date], standing: Standing) -> Todo:
    """Ask until the last day for wishes; what is asked later, until the meeting begins."""
    event = item.agenda.event
    last = last_day_beside(event, holidays)
    in_time = last >= network_day(standing.at)
    return Todo(
        what=_("Decide it in writing? %(title)s") % {"title": item.title},
        by=end_of_day(last) if in_time else event.starts_at,
        zone="" if in_time else event.zone,
        url=reverse("agendas:presidency_answer", args=[event.slug, item.key]),
        button=_("Answer"),
        note=f"{event.title}, {moments.days(event.first_date, event.last_date)}",
    )


def _open_to_wishes(standing: Standing) -> AgendaQuerySet:
    """Return the agendas of meetings to come of which the own states have wished for nothing."""
    ahead = Agenda.objects.filter(
        state=AgendaState.CIRCULATED,
        event__state=State.PUBLISHED,
        event__body__in=standing.bodies,
        event__starts_at__gt=standing.at,
    )
    own = Wish.objects.filter(member_state__in=standing.member_states)
    return ahead.exclude(pk__in=own.values("item__agenda"))


def _to_wish(standing: Standing) -> list[Todo]:
    """Ask once what is wanted in writing, until the last day or the first look; one query."""
    looked = ReadMark.objects.filter(
        user=standing.user, label=LABEL, read_at__gte=OuterRef("circulated_at")
    )
    keys = looked.order_by().values("label").annotate(keys=StringAgg("key", Value(" ")))
    rows: Iterable[Any] = (
        _open_to_wishes(standing)
        .select_related("event")
        .annotate(
            days_off=Holiday.objects.listed(HolidayCalendar.BE),
            looked_at=Subquery(keys.values("keys")),
        )
        .order_by("event__starts_at", "pk")
    )
    return [
        Todo(
            what=_("Say what you want in writing: %(meeting)s") % {"meeting": one.event.title},
            by=end_of_day(last),
            url=one.get_absolute_url(),
            button=_("Read the agenda"),
            note=moments.days(one.event.first_date, one.event.last_date),
        )
        for one in rows
        if (last := last_day_beside(one.event, days_in(one.days_off))) >= network_day(standing.at)
        and str(one.key) not in (one.looked_at or "").split()
    ]
