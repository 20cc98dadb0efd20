"""What an event is joined to: other events, tasks, organisations, people, countries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.access import Standing
from events import countries, kinds
from events.enums import ParticipationState, State
from events.kinds import Part
from events.models import Event
from interface import moments

LINE = 120

type Row = tuple[str, str, str, dt.date | None]


@dataclass
class Related:
    """What stands beside an event, as far as the person may know of it, ready to be shown."""

    held_with: list[tuple[str, str, str]] = field(default_factory=list)
    tasks: list[tuple[str, str, str]] = field(default_factory=list)
    promoters: list[str] = field(default_factory=list)
    representatives: list[str] = field(default_factory=list)
    countries: list[tuple[str, str]] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    answers_for: list[tuple[str, str]] = field(default_factory=list)
    series_next: tuple[str, str, str] | None = None
    addresses: frozenset[str] = frozenset()


def related(shown: Event, standing: Standing) -> Related:
    """Return what an event is joined to, in one query; of what its kind has, and no more."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(shown, standing):
        found[row[0]].append(row)
    return Related(
        held_with=[
            (reverse("events:event", args=[key]), title, moments.day(day or dt.date.min))
            for _what, key, title, day in sorted(
                found["event"], key=lambda row: (row[3] or dt.date.min, row[1])
            )
        ],
        tasks=[
            (reverse("desk:task", args=[key]), key, shorten(text, width=LINE, placeholder=" …"))
            for _what, key, text, _day in sorted(found["task"], key=lambda row: row[1])
        ],
        promoters=sorted(name for _what, _key, name, _day in found["promoter"]),
        representatives=sorted(name for _what, _key, name, _day in found["representative"]),
        addresses=frozenset(key for _what, key, _name, _day in found["representative"]),
        countries=sorted(
            (countries.name(key), activity) for _what, key, activity, _day in found["country"]
        ),
        organisations=sorted({name for _what, _key, name, _day in found["organisation"]}),
        answers_for=[
            (countries.name(key), reverse("events:country", args=[shown.slug, key]))
            for _what, key, _words, _day in found["asked"]
        ],
        series_next=next(map(_next_of_series, found["next"]), None),
    )


def _next_of_series(row: Row) -> tuple[str, str, str]:
    """Return address, title and day of the event that follows in the series."""
    _what, key, title, day = row
    return reverse("events:event", args=[key]), title, moments.day(day or dt.date.min)


def _rows(shown: Event, standing: Standing) -> list[Row]:
    nothing = Cast(Value(None), DateField())

    def what(name: str) -> Value:
        return Value(name, CharField())

    beside = (
        Event.objects.visible_to(standing)
        .filter(held_with=shown)
        .order_by()
        .annotate(what=what("event"))
        .values_list("what", "slug", "title", "first_date")
    )
    more: list[QuerySet[Any, Any]] = [
        shown.tasks.order_by()
        .annotate(what=what("task"), day=nothing, words=F("text"))
        .values_list("what", "code", "words", "day")
    ]
    if shown.series_id:
        more.append(
            Event.objects.filter(pk=_next_in_series(shown, standing))
            .order_by()
            .annotate(what=what("next"))
            .values_list("what", "slug", "title", "first_date")
        )
    if "promoters" not in kinds.need(shown.kind).without:
        more.append(
            shown.promoters.order_by()
            .annotate(what=what("promoter"), day=nothing)
            .values_list("what", "abbreviation", "name", "day")
        )
    if kinds.has(shown.kind, Part.REPORT):
        more.append(
            shown.representatives.order_by()
            .annotate(what=what("representative"), day=nothing)
            .values_list("what", "email", "name", "day")
        )
    if kinds.has(shown.kind, Part.ORGANISATIONS):
        more.append(
            shown.invitations.coming()
            .filter(organisation__isnull=False)
            .order_by()
            .annotate(what=what("organisation"), day=nothing)
            .values_list("what", "organisation__abbreviation", "organisation__name", "day")
        )
    if kinds.has(shown.kind, Part.COUNTRIES):
        more += [
            shown.countries.filter(state=ParticipationState.CONFIRMED)
            .order_by()
            .annotate(what=what("country"), day=nothing)
            .values_list("what", "country", "activity", "day"),
            shown.countries.filter(country__in=standing.member_states)
            .order_by()
            .annotate(what=what("asked"), day=nothing)
            .values_list("what", "country", "activity", "day"),
        ]
    return list(beside.union(*more, all=True).order_by())


def _next_in_series(shown: Event, standing: Standing) -> Subquery:
    """Return the next event of the series that one may know of; drafts and what is off are none."""
    rows = Event.objects.visible_to(standing).filter(
        series=shown.series_id, state=State.PUBLISHED, starts_at__gt=shown.starts_at
    )
    return Subquery(rows.order_by("starts_at", "pk").values("pk")[:1])
