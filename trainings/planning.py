"""When the parts of a course are, counted from the first day of a training."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from courses.models import Course, Part
from events.services import Slot


@dataclass(frozen=True)
class PlannedPart:
    """A part of a course at its day and hours."""

    part: Part
    slot: Slot

    @property
    def modules(self) -> str:
        """Return what is taught in it, one a line."""
        return "\n".join(module.title for module in self.part.modules.all())


def plan(course: Course, first_date: date) -> list[PlannedPart]:
    """Return the parts of a course, in order, for a training that begins on a day."""
    found = []
    for part in course.parts.all():
        day = first_date + timedelta(days=part.day - 1)
        ends = datetime.combine(day, part.starts_time) + timedelta(minutes=part.minutes)
        found.append(PlannedPart(part, Slot(day, part.starts_time, ends.time())))
    return found
