"""What helps to decide on a request: who could teach it, and how much there is to do then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats

from trainers.models import Trainer
from trainings import capacity, staff, suggesting
from trainings.capacity import month_after
from trainings.forms.board import DATED
from trainings.models import TrainingRequest
from trainings.rules.wish import Window

FIRST = 3
"""How many of the trainers who could are named."""
MOST_MONTHS = 12
"""How many months are shown of windows that go on for long."""


@dataclass(frozen=True)
class Month:
    """A month in which the training might be: how many others begin in it, and where they are."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Outlook:
    """How many trainers could, the first of them with their reasons, and the months."""

    could: int
    best: list[tuple[Trainer, str]]
    months: list[Month]


def of(shown: TrainingRequest, *, at: datetime) -> Outlook:
    """Return the outlook of a request that was sent, in four queries."""
    people = list(Trainer.objects.teaching())
    known = staff.read([one.pk for one in people], at=at)
    ranking = suggesting.without_asked(shown, suggesting.as_teachers(people, known, at=at))
    return Outlook(
        could=len(ranking),
        best=suggesting.in_words(ranking[:FIRST], people),
        months=_months(shown.spans),
    )


def _months(spans: Collection[Window]) -> list[Month]:
    """Return the months of all windows, the first ones."""
    months = sorted({month for span in spans for month in _of_window(span)})[:MOST_MONTHS]
    there = capacity.dated_within(months[0], months[-1])
    return [
        Month(
            formats.date_format(month, "F Y"),
            there[month],
            f"{reverse('trainings:list')}?{_chosen(month)}",
        )
        for month in months
    ]


def _of_window(span: Window) -> list[date]:
    months = [span.starts.replace(day=1)]
    while (later := month_after(months[-1])) <= span.ends:
        months.append(later)
    return months


def _chosen(month: date) -> str:
    return urlencode({"state": DATED, "year": month.year, "month": month.month})
