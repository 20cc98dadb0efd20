"""What happened in the demonstration, deed by deed in the order of time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid5

import mail.services
from accounts.days import BRUSSELS
from mail.models import Letter

NAMESPACE = UUID("5d3a1c52-7f6b-4a39-9f0f-2f6a3f0b6f11")
LETTERS_LEAVE_AFTER = timedelta(seconds=20)
MANY = 10_000
SEED = 2024

type Act = Callable[[datetime], object]


@dataclass
class Story:
    """Deeds with their moments; played in order, each followed by the letters it causes.

    Nothing after ``now`` is played: what is to come has not happened.
    """

    now: datetime
    steps: list[tuple[datetime, Act]] = field(default_factory=list)
    random: Random = field(default_factory=lambda: Random(SEED))

    def tell(self, at: datetime, act: Act) -> None:
        """Note a deed."""
        self.steps.append((at, act))

    def moments(self, count: int, *, since: datetime, until: datetime) -> list[datetime]:
        """Return moments of office days between two, in order; none after now."""
        last = min(until, self.now - timedelta(minutes=10))
        seconds = max(0, int((last - since).total_seconds()))
        found = (
            _at_work(since + timedelta(seconds=self.random.randint(0, seconds)))
            for _ in range(count)
        )
        return sorted(max(since, min(last, at)) if last > since else since for at in found)

    def play(self) -> int:
        """Play all deeds that lie in the past; return how many."""
        past = sorted(
            (step for step in self.steps if step[0] <= self.now), key=lambda step: step[0]
        )
        for at, act in past:
            act(at)
            leave = at + LETTERS_LEAVE_AFTER
            if Letter.objects.due(leave).exists():
                mail.services.send_due(at=leave, limit=MANY)
        return len(past)


def _at_work(at: datetime) -> datetime:
    """Return a moment near by at which people work: between eight and six, Monday to Friday."""
    wall = at.astimezone(BRUSSELS)
    weekend = max(0, wall.weekday() - 4)
    return wall.replace(hour=8 + wall.hour * 10 // 24) - timedelta(days=weekend)


def once(*parts: object) -> UUID:
    """Return the mark of a deed: the same deed has the same one in every demonstration."""
    return uuid5(NAMESPACE, ":".join(str(part) for part in parts))


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment on the clock of Brussels."""
    return datetime.combine(day, time(hour, minute), BRUSSELS)
