"""What is known of trainers when they are to teach: approvals, days taken, days spoken of."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import BigIntegerField, CharField, F, Value

from accounts.days import network_day
from trainers.enums import Period
from trainers.models import Availability, Qualification
from trainings.models import AssignmentDay
from trainings.models.assignment import LOAD_OVER
from trainings.rules.matching import Approval

APPROVAL = "approval"
BOOKED = "booked"


@dataclass(frozen=True)
class Known:
    """What is known of one trainer; ``taken`` are days on which one teaches, with what.

    They go back as far as the load does.
    """

    approvals: list[Approval] = field(default_factory=list)
    taken: list[tuple[date, int]] = field(default_factory=list)
    away: list[tuple[date, date]] = field(default_factory=list)
    free: list[tuple[date, date]] = field(default_factory=list)

    def approved_for(self, course: int) -> list[Approval]:
        """Return the approvals for a course, in whatever language."""
        return [one for one in self.approvals if one.course == course]

    def teaches_on(self, days: Collection[date], *, but_for: Collection[int]) -> bool:
        """Return whether one of the days is taken by something other than these assignments."""
        return any(day in days and by not in but_for for day, by in self.taken)


Staff = dict[int, Known]
"""Trainers by their keys."""


def read(trainers: Iterable[int], *, at: datetime) -> Staff:
    """Return what is known of trainers, in one query, or in none of nobody."""
    keys, today = list(trainers), network_day(at)
    number, word = BigIntegerField(), CharField()
    approvals = Qualification.objects.filter(trainer__in=keys).order_by()
    days = AssignmentDay.objects.filter(trainer__in=keys, date__gt=today - LOAD_OVER).order_by()
    spans = Availability.objects.filter(trainer__in=keys, ends__gte=today).order_by()
    rows = approvals.values_list(
        "trainer", Value(APPROVAL, word), "starts", "ends", F("course"), "language"
    ).union(
        days.values_list(
            "trainer", Value(BOOKED, word), "date", F("date"), F("assignment"), Value("", word)
        ),
        spans.values_list("trainer", "period", "starts", "ends", Value(0, number), Value("", word)),
        all=True,
    )
    found: Staff = defaultdict(Known)
    for trainer, kind, starts, ends, of, language in rows.order_by():
        known = found[trainer]
        if kind == APPROVAL:
            known.approvals.append(Approval(of, language, starts, ends))
        elif kind == BOOKED:
            known.taken.append((starts, of))
        else:
            (known.away if kind == Period.AWAY else known.free).append((starts, ends))
    return found
