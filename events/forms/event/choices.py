"""What an event can be joined to: tasks, other events, organisations, people, money."""

from datetime import date, timedelta

from django.db.models import Q
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


def tasks() -> list[tuple[str, list[tuple[int, str]]]]:
    """Return all tasks by programme, the newest first."""
    groups: dict[str, list[tuple[int, str]]] = {}
    rows = Task.objects.select_related("goal__programme").order_by(
        "-goal__programme__starts", "order", "pk"
    )
    for task in rows:
        groups.setdefault(task.goal.programme.title, []).append(
            (task.pk, f"{task.code} · {task.text}")
        )
    return list(groups.items())


def beside(event: Event | None, *, standing: Standing) -> list[tuple[int, str]]:
    """Return the events near in time and those ticked already, as far as the person sees them."""
    centre = event.first_date if event else network_day(standing.at) + NEARBY
    seen = Event.objects.visible_to(standing)
    near = seen.exclude(state=State.CANCELLED).between(centre - NEARBY, centre + NEARBY)
    if event:
        near = near.exclude(pk=event.pk)
        ticked = seen.filter(held_with=event).exclude(pk__in=near.values("pk"))
    else:
        ticked = Event.objects.none()
    return [(other.pk, _named(other)) for other in (*near[:OFFERED_EVENTS], *ticked)]


def _named(event: Event) -> str:
    return f"{event.title}, {moments.short_day(event.first_date)}"


def organisations() -> list[tuple[int, str]]:
    """Return all organisations by name."""
    return list(Organisation.objects.values_list("pk", "name"))


def people(event: Event | None, *, standing: Standing) -> list[tuple[int, str]]:
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
    if event:
        found |= {
            pk: name
            for pk, name in event.representatives.values_list("pk", "name")
            if pk not in found
        }
    return list(found.items())


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
