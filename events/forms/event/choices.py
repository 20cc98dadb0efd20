"""What an event can be joined to: tasks, other events, organisations, people, money."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import network_day
from accounts.enums import Role
from accounts.models import Mandate, Organisation
from events.enums import State
from events.models import Event, FundingSource
from interface import moments
from programme.models import Task

NEARBY = timedelta(days=60)
OFFERED_EVENTS = 80
STAND_FOR_THE_NETWORK = (Role.NR, Role.SUBSTITUTE, Role.SECRETARIAT)


@dataclass(frozen=True)
class Offered:
    """What can be ticked, and by its keys what is."""

    choices: list[tuple[Any, Any]]
    ticked: list[int]


type Ticked = QuerySet[Any] | None


def _among(ticked: Ticked) -> Exists | Value:
    """Return, for each row of a query, whether it is one of those ticked."""
    if ticked is None:
        return Value(value=False)
    return Exists(ticked.filter(pk=OuterRef("pk")))


def tasks(ticked: Ticked) -> Offered:
    """Return all tasks by programme, the newest first; one query."""
    groups: dict[str, list[tuple[int, str]]] = {}
    rows: list[Any] = list(  # tasks that say whether they are ticked
        Task.objects.select_related("goal__programme")
        .annotate(is_ticked=_among(ticked))
        .order_by("-goal__programme__starts", "order", "pk")
    )
    for task in rows:
        groups.setdefault(task.goal.programme.title, []).append(
            (task.pk, f"{task.code} · {task.text}")
        )
    return Offered(list(groups.items()), sorted(task.pk for task in rows if task.is_ticked))


def beside(event: Event | None, *, standing: Standing) -> Offered:
    """Return the events near in time and those ticked already, as far as the person sees them."""
    centre = event.first_date if event else network_day(standing.at) + NEARBY
    seen = Event.objects.visible_to(standing)
    near = seen.exclude(state=State.CANCELLED).between(centre - NEARBY, centre + NEARBY)
    if event is None:
        return Offered([(other.pk, _named(other)) for other in near[:OFFERED_EVENTS]], [])
    marked = near.exclude(pk=event.pk).annotate(is_ticked=_among(event.held_with.all()))
    offered: list[Any] = list(marked[:OFFERED_EVENTS])
    far = list(seen.filter(held_with=event).exclude(pk__in=[one.pk for one in offered]))
    ticked = [*(one for one in offered if one.is_ticked), *far]
    return Offered(
        [(other.pk, _named(other)) for other in (*offered, *far)],
        sorted(other.pk for other in ticked),
    )


def _named(event: Event) -> str:
    return f"{event.title}, {moments.short_day(event.first_date)}"


def organisations(ticked: Ticked) -> Offered:
    """Return all organisations by name; one query."""
    rows = list(
        Organisation.objects.annotate(is_ticked=_among(ticked)).values_list(
            "pk", "name", "is_ticked"
        )
    )
    return Offered(
        [(pk, name) for pk, name, _is_ticked in rows],
        sorted(pk for pk, _name, is_ticked in rows if is_ticked),
    )


def people(named: Ticked, *, standing: Standing) -> Offered:
    """Return who may stand for the Network: its representatives and the Secretariat.

    Who was named once stays offered, also without a mandate of today.
    """
    able = Mandate.objects.valid_at(standing.at).filter(role__in=STAND_FOR_THE_NETWORK)
    found: dict[int, str] = {
        mandate.user_id: f"{mandate.user.name}, {mandate.in_words}"
        for mandate in able.select_related("user", "member_state", "organisation").order_by(
            "user__sort_name"
        )
    }
    before = {} if named is None else dict(named.values_list("pk", "name"))
    found |= {pk: name for pk, name in before.items() if pk not in found}
    return Offered(list(found.items()), sorted(before))


def sources(event: Event | None, *, on: date) -> list[tuple[int | str, str]]:
    """Return the funding sources that pay on the event's days, or from today on."""
    first, last = (event.first_date, event.last_date) if event else (on, date.max)
    wanted = Q(starts__lte=last, ends__gte=first) | Q(ends__gte=on)
    if event and event.funding_id:
        wanted |= Q(pk=event.funding_id)
    return [
        ("", _("None")),
        *((source.pk, _period(source)) for source in FundingSource.objects.filter(wanted)),
    ]


def _period(source: FundingSource) -> str:
    starts, ends = moments.short_day(source.starts), moments.short_day(source.ends)
    return f"{source.name}, {starts} {moments.EN_DASH} {ends}"
