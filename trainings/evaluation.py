"""What was said of trainings: at their end, by participants and trainers, and months after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from events import feedback, respondents, results
from events.enums import Scale
from events.feedback import Phase
from events.models import FeedbackForm
from events.results import Result
from trainings import follow_ups
from trainings.models import Delivery, FollowUp, TrainerReport
from trainings.rules.evaluation import summed

FOR_THE_HOST = "host_words"
"""The question whose answers the host reads too."""


@dataclass(frozen=True)
class Level:
    """How many were asked and answered, and what they said; nothing of that while it is open."""

    phase: str
    asked: int
    answered: int
    results: tuple[Result, ...] = ()

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
    def lines(self) -> list[tuple[Result, str]]:
        """Return each question's results, with the mean in words."""
        return [(one, in_words(one)) for one in self.results]


def in_words(result: Result) -> str:
    """Return a mean as people read it, or nothing."""
    return "" if result.mean is None else f"{float(result.mean):.1f}"


def level_one(delivery: Delivery, *, at: datetime) -> Level | None:
    """Return what participants said at the end; nothing where nobody was asked."""
    form = respondents.form_of(delivery.event)
    if form is None or form.opened_at is None:
        return None
    return _of_form(form, at=at)


def _of_form(form: FeedbackForm, *, at: datetime) -> Level:
    phase = respondents.phase_of(form, at=at)
    found: tuple[Result, ...] = ()
    if phase is Phase.OVER:
        rows = form.answers.values_list("registration", "answers")
        found = results.results(
            respondents.items_of(form),
            anonymous=[said for registration, said in rows if registration is None],
            named=[said for registration, said in rows if registration is not None],
            shuffle=SystemRandom().shuffle,
        )
    return Level(phase, form.asked.count(), form.asked.filter(has_answered=True).count(), found)


def level_three(delivery: Delivery, *, at: datetime) -> Level | None:
    """Return what participants say months after; nothing before they are asked."""
    found = FollowUp.objects.filter(delivery=delivery, opened_at__isnull=False).first()
    return _of_follow_up(found, at=at) if found else None


def _of_follow_up(follow_up: FollowUp, *, at: datetime) -> Level:
    phase = follow_ups.phase_of(follow_up, at=at)
    found: tuple[Result, ...] = ()
    if phase is Phase.OVER:
        found = results.results(
            follow_ups.items_of(follow_up),
            anonymous=list(follow_up.answers.values_list("answers", flat=True)),
            named=(),
            shuffle=SystemRandom().shuffle,
        )
    answered = follow_up.asked.filter(has_answered=True).count()
    return Level(phase, follow_up.asked.count(), answered, found)


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
    return Said(str(row.assignment.trainer), tuple(lines), str(row.answers.get(FOR_THE_HOST, "")))


def together(deliveries: Iterable[Delivery], *, at: datetime) -> tuple[Level, Level]:
    """Return what was said of several deliveries at their end and months after, added up."""
    kept = [delivery.pk for delivery in deliveries]
    forms = FeedbackForm.objects.filter(event__delivery__in=kept, opened_at__isnull=False)
    later = FollowUp.objects.filter(delivery__in=kept, opened_at__isnull=False)
    return (
        _sum(_of_form(one, at=at) for one in forms.order_by("-opened_at")),
        _sum(_of_follow_up(one, at=at) for one in later.order_by("-opened_at")),
    )


def _sum(levels: Iterable[Level]) -> Level:
    known = list(levels)
    return Level(
        Phase.OVER,
        sum(one.asked for one in known),
        sum(one.answered for one in known),
        tuple(summed(one.results for one in known)),
    )
