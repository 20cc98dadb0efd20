"""A year at a glance: trainings a month, and days that each trainer teaches."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from trainers.models import Trainer
from trainings.enums import RequestState
from trainings.models import AssignmentDay, TrainingRequest
from trainings.models.request import HAS_A_DELIVERY

MONTHS = range(1, 13)
A_MONTH_AT_LEAST = timedelta(days=31)
WANTED = (RequestState.SUBMITTED, RequestState.NEEDS_INFO, RequestState.ACCEPTED)


@dataclass(frozen=True)
class Month:
    """A month's trainings: with a date, and those still without by their first window."""

    number: int
    scheduled: int
    wanted: int


@dataclass(frozen=True)
class TrainerYear:
    """One trainer's days and trainings, month by month."""

    trainer: Trainer
    days: tuple[int, ...]
    trainings: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return how many days it is in the year."""
        return sum(self.days)


@dataclass(frozen=True)
class Year:
    """All months and all trainers of a year."""

    months: tuple[Month, ...]
    trainers: tuple[TrainerYear, ...]


def of_year(year: int) -> Year:
    """Return a year; four queries. All who teach now are in it, and who taught in it."""
    scheduled = dict.fromkeys(MONTHS, 0)
    seen: set[int] = set()
    rows = TrainingRequest.objects.filter(
        state__in=HAS_A_DELIVERY, chosen__first_date__year=year
    ).values_list("delivery", "chosen__first_date__month")
    for delivery, month in rows:
        scheduled[month] += delivery not in seen
        seen.add(delivery)
    wanted = dict.fromkeys(MONTHS, 0)
    for request in TrainingRequest.objects.filter(state__in=WANTED).prefetch_related("windows"):
        first = min(span.starts for span in request.spans)
        if first.year == year:
            wanted[first.month] += 1
    return Year(
        months=tuple(Month(number, scheduled[number], wanted[number]) for number in MONTHS),
        trainers=tuple(_trainers(year)),
    )


def dated_within(first: date, last: date) -> Counter[date]:
    """Return how many trainings begin in each month between two days, by its first day.

    One query; the months count as a whole.
    """
    rows = TrainingRequest.objects.filter(
        state__in=HAS_A_DELIVERY,
        chosen__first_date__gte=first.replace(day=1),
        chosen__first_date__lt=month_after(last),
    )
    days = dict(rows.values_list("delivery", "chosen__first_date"))
    return Counter(day.replace(day=1) for day in days.values())


def month_after(day: date) -> date:
    """Return the first day of the next month.

    >>> month_after(date(2026, 12, 31))
    datetime.date(2027, 1, 1)
    """
    return (day.replace(day=1) + A_MONTH_AT_LEAST).replace(day=1)


def _trainers(year: int) -> list[TrainerYear]:
    taught: dict[int, dict[int, tuple[int, int]]] = {}
    counted = (
        AssignmentDay.objects.filter(date__year=year)
        .annotate(month=ExtractMonth("date"))
        .values_list("trainer", "month")
        .annotate(Count("pk"), Count("assignment", distinct=True))
        .order_by()
    )
    for trainer, month, days, trainings in counted:
        taught.setdefault(trainer, {})[month] = (days, trainings)
    people = Trainer.objects.teaching() | Trainer.objects.filter(pk__in=taught)
    return [
        TrainerYear(
            trainer=one,
            days=tuple(taught.get(one.pk, {}).get(month, (0, 0))[0] for month in MONTHS),
            trainings=tuple(taught.get(one.pk, {}).get(month, (0, 0))[1] for month in MONTHS),
        )
        for one in people
    ]
