"""What was said of trainings: at their end, by participants and trainers, and months after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import models

from courses import asked
from courses.models import Course
from events import feedback, respondents, results
from events.enums import Scale
from events.feedback import Items, Phase
from events.models import Event, FeedbackForm
from events.results import FEW, Answers, Count, Result
from trainings import follow_ups
from trainings.models import Delivery, FollowUp, TrainerReport
from trainings.rules.evaluation import summed

FOR_THE_HOST = "host_words"
"""The question whose answers the host reads too."""


@dataclass(frozen=True)
class LeftOut:
    """How many answers to one training are shown nowhere: fewer than give nobody away."""

    number: int
    title: str


@dataclass(frozen=True)
class Line:
    """What was answered to one question, in words: the mean, and each answer with its number."""

    result: Result
    mean: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Level:
    """How many were asked and answered, and what they said; nothing of that while it is open."""

    phase: str
    asked: int
    answered: int
    results: tuple[Result, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def share(self) -> int:
        """Return how many of a hundred answered."""
        return round(self.answered * 100 / self.asked) if self.asked else 0

    @property
    def is_over(self) -> bool:
        """Return whether no more answers come in."""
        return self.phase == Phase.OVER

    @property
    def hides(self) -> bool:
        """Return whether something is not shown because too few answered."""
        return any(one.hidden for one in self.results)

    @property
    def lines(self) -> list[Line]:
        """Return each question's results as people read them."""
        return [_line(one) for one in self.results]


def _line(result: Result) -> Line:
    mean = "" if result.mean is None else f"{float(result.mean):.1f}"
    ends = {1: result.item.low, len(result.counts): result.item.high}
    counts = tuple(
        Count(" ".join(filter(None, (one.label, ends.get(place, "")))), one.number)
        for place, one in enumerate(result.counts, start=1)
    )
    return Line(result, mean, counts)


def level_one(delivery: Delivery, *, at: datetime) -> Level | None:
    """Return what participants said at the end; nothing where nobody was asked."""
    opened = FeedbackForm.objects.filter(event=delivery.event_id, opened_at__isnull=False)
    form = _counted(opened).first()
    if form is None:
        return None
    form.event = delivery.event
    return _of_form(form, at=at)


def _counted(rows: models.QuerySet[Any]) -> Any:
    """Let each row say how many were asked and how many have answered."""
    return rows.annotate(
        number_asked=models.Count("asked"),
        number_answered=models.Count("asked", filter=models.Q(asked__has_answered=True)),
    )


def _of_form(form: Any, *, at: datetime) -> Level:
    phase = respondents.phase_of(form, at=at)
    found: tuple[Result, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    if phase is Phase.OVER:
        rows = form.answers.values_list("registration", "answers")
        nameless = [said for registration, said in rows if registration is None]
        left_out = _left_out(nameless, form.event)
        found = results.results(
            respondents.items_of(form),
            anonymous=nameless,
            named=[said for registration, said in rows if registration is not None],
            shuffle=SystemRandom().shuffle,
        )
    return Level(phase, form.number_asked, form.number_answered, found, left_out)


def _left_out(nameless: Sequence[Answers], event: Event) -> tuple[LeftOut, ...]:
    return (LeftOut(len(nameless), event.title),) if 0 < len(nameless) < FEW else ()


def level_three(delivery: Delivery, *, at: datetime) -> Level | None:
    """Return what participants say months after; nothing before they are asked."""
    return of_follow_up(follow_up_of(delivery), at=at)


def follow_up_of(delivery: Delivery) -> Any:
    """Return the follow-up of a delivery, with how many were asked and have answered."""
    found = _counted(FollowUp.objects.filter(delivery=delivery)).first()
    if found:
        found.delivery = delivery
    return found


def of_follow_up(found: Any, *, at: datetime) -> Level | None:
    """Return what participants said in such a follow-up; nothing before it opened."""
    return _of_follow_up(found, at=at) if found and found.opened_at else None


def _of_follow_up(follow_up: Any, *, at: datetime) -> Level:
    phase = follow_ups.phase_of(follow_up, at=at)
    found: tuple[Result, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    if phase is Phase.OVER:
        nameless = list(follow_up.answers.values_list("answers", flat=True))
        left_out = _left_out(nameless, follow_up.delivery.event)
        found = results.results(
            follow_ups.items_of(follow_up),
            anonymous=nameless,
            named=(),
            shuffle=SystemRandom().shuffle,
        )
    return Level(phase, follow_up.number_asked, follow_up.number_answered, found, left_out)


@dataclass(frozen=True)
class Said:
    """What one trainer said, question by question."""

    name: str
    lines: tuple[tuple[str, str], ...]
    to_the_host: str


def of_trainers(delivery: Delivery) -> list[Said]:
    """Return what the trainers of a delivery said of it, each by name."""
    rows = TrainerReport.objects.filter(assignment__request__delivery=delivery)
    rows = rows.select_related("assignment__trainer").order_by("assignment__trainer__name")
    return [_said(row) for row in rows]


def _said(row: TrainerReport) -> Said:
    items = feedback.read(row.questions)
    lines = [
        (item.text, f"{row.answers[item.key]} / 5")
        if item.type == Scale.SCALE
        else (item.text, results.in_words(item, row.answers[item.key]))
        for item in items
        if item.key in row.answers
    ]
    return Said(str(row.assignment.trainer), tuple(lines), to_the_host(row))


def to_the_host(report: TrainerReport) -> str:
    """Return what a trainer says to the host, if anything."""
    return str(report.answers.get(FOR_THE_HOST, ""))


def together(
    course: Course, deliveries: Iterable[Delivery], *, at: datetime
) -> tuple[Level, Level]:
    """Return what was said of deliveries of a course at their end and months after, added up."""
    kept = [delivery.pk for delivery in deliveries]
    forms = FeedbackForm.objects.filter(event__delivery__in=kept, opened_at__isnull=False)
    later = FollowUp.objects.filter(delivery__in=kept, opened_at__isnull=False)
    ends = _counted(forms).select_related("event").order_by("-opened_at")
    laters = _counted(later).select_related("delivery__event").order_by("-opened_at")
    return (
        _sum((_of_form(one, at=at) for one in ends), asked=asked.of_participants(course)),
        _sum((_of_follow_up(one, at=at) for one in laters), asked=asked.months_after(course)),
    )


def _sum(levels: Iterable[Level], *, asked: Items) -> Level:
    known = list(levels)
    return Level(
        Phase.OVER,
        sum(one.asked for one in known),
        sum(one.answered for one in known),
        tuple(summed((one.results for one in known), asked=asked)),
        tuple(left_out for one in known for left_out in one.left_out),
    )
