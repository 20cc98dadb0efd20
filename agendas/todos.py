"""What needs a person now, about agendas."""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, OuterRef, Q, StringAgg, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import days_in, end_of_day, network_day
from accounts.enums import HolidayCalendar
from accounts.models import Holiday, ReadMark
from accounts.todos import Occasions, Todo, told_together
from agendas.access import SETTLED
from agendas.enums import AgendaState, ItemState, PresidencyAnswer
from agendas.models import Agenda, AgendaItem, Agreement, Wish
from agendas.models.agenda import LABEL
from agendas.models.item import AgendaItemQuerySet
from agendas.wishing import last_day_beside
from events.enums import State
from interface import moments


def waiting(standing: Standing) -> list[Occasions]:
    """Return what may wait for the person about wishes; for others nothing is asked."""
    found = []
    if standing.is_secretariat:
        found.append(_wishes(standing))
    if standing.member_states:
        found.append(_open_to_wishes(standing))
    if standing.member_states or standing.presidency:
        found.append(_unanswered(standing))
    return found


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person."""
    return told_together(waiting(standing))


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


def _wishes(standing: Standing) -> Occasions:
    """Return the meetings of which states want items in writing that the person may know of."""
    agreed = Agreement.objects.given().values("item")
    told = JSONObject(
        title="agenda__event__title",
        slug="agenda__event__slug",
        starts_at="agenda__event__starts_at",
        zone="agenda__event__zone",
        first_date="agenda__event__first_date",
        number=Count("pk", distinct=True),
        agreed=Count("pk", distinct=True, filter=Q(pk__in=agreed)),
    )
    rows = _wanted(standing).visible_to(standing).values("agenda__event").annotate(told=told)
    return Occasions(rows, _to_look_at, order=["starts_at", "slug"])


def _to_look_at(rows: list[Any]) -> list[Todo]:
    return [
        Todo(
            what=ngettext(
                "%(count)d item is wanted in writing: %(meeting)s",
                "%(count)d items are wanted in writing: %(meeting)s",
                row.number,
            )
            % {"count": row.number, "meeting": row.title},
            by=row.starts_at,
            zone=row.zone,
            url=reverse("agendas:wishes", args=[row.slug]),
            button=_("See them"),
            note=_noted(row.first_date, row.agreed),
        )
        for row in rows
    ]


def _noted(day: date, agreed: int) -> str:
    said = ngettext(
        "The Presidency agrees to %(count)d.", "The Presidency agrees to %(count)d.", agreed
    )
    return ". ".join([moments.day(day), *([said % {"count": agreed}] if agreed else [])])


def _unanswered(standing: Standing) -> Occasions:
    """Return what the Presidency is asked about items that the person may know of."""
    known = AgendaItem.objects.visible_to(standing).values("pk")
    event = "item__agenda__event__"
    told = JSONObject(
        asked_at="asked_at",
        title="item__title",
        key="item__key",
        slug=f"{event}slug",
        meeting=f"{event}title",
        starts_at=f"{event}starts_at",
        zone=f"{event}zone",
        first_date=f"{event}first_date",
        last_date=f"{event}last_date",
        days_off=Holiday.objects.listed(HolidayCalendar.BE),
    )
    rows = Agreement.objects.to_answer(standing).filter(item__in=known).annotate(told=told)
    return Occasions(rows, partial(_to_agree, standing), order=["starts_at", "asked_at"])


def _to_agree(standing: Standing, rows: list[Any]) -> list[Todo]:
    return [_answer(row, standing) for row in rows]


def _answer(row: Any, standing: Standing) -> Todo:
    """Ask until the last day for wishes; what is asked later, until the meeting begins."""
    last = last_day_beside(row, days_in(row.days_off))
    in_time = last >= network_day(standing.at)
    return Todo(
        what=_("Decide it in writing? %(title)s") % {"title": row.title},
        by=end_of_day(last) if in_time else row.starts_at,
        zone="" if in_time else row.zone,
        url=reverse("agendas:presidency_answer", args=[row.slug, row.key]),
        button=_("Answer"),
        note=f"{row.meeting}, {moments.days(row.first_date, row.last_date)}",
    )


def _open_to_wishes(standing: Standing) -> Occasions:
    """Return the agendas of meetings to come of which the own states have wished for nothing.

    Each with the agendas that the person has looked at since it was sent out.
    """
    ahead = Agenda.objects.filter(
        state=AgendaState.CIRCULATED,
        event__state=State.PUBLISHED,
        event__body__in=standing.bodies,
        event__starts_at__gt=standing.at,
    )
    own = Wish.objects.filter(member_state__in=standing.member_states)
    looked = ReadMark.objects.filter(
        user=standing.user, label=LABEL, read_at__gte=OuterRef("circulated_at")
    )
    keys = looked.order_by().values("label").annotate(keys=StringAgg("key", Value(" ")))
    told = JSONObject(
        pk="pk",
        key="key",
        slug="event__slug",
        title="event__title",
        starts_at="event__starts_at",
        first_date="event__first_date",
        last_date="event__last_date",
        days_off=Holiday.objects.listed(HolidayCalendar.BE),
        looked_at=Subquery(keys.values("keys")),
    )
    rows = ahead.exclude(pk__in=own.values("item__agenda")).annotate(told=told)
    return Occasions(rows, partial(_to_wish, standing), order=["starts_at", "pk"])


def _to_wish(standing: Standing, rows: list[Any]) -> list[Todo]:
    """Ask once what is wanted in writing, until the last day or the first look."""
    return [
        Todo(
            what=_("Say what you want in writing: %(meeting)s") % {"meeting": one.title},
            by=end_of_day(last),
            url=reverse("agendas:agenda", args=[one.slug]),
            button=_("Read the agenda"),
            note=moments.days(one.first_date, one.last_date),
        )
        for one in rows
        if (last := last_day_beside(one, days_in(one.days_off))) >= network_day(standing.at)
        and str(one.key) not in (one.looked_at or "").split()
    ]
