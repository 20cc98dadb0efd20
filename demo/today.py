"""The workshop that goes on while one looks: its door is open, and half of its people are in."""

from datetime import datetime, time, timedelta
from functools import partial

from accounts.days import BRUSSELS
from demo.plots import Part, Plot, attend, event_of, secretariat, stage
from demo.stage import BRUSSELS as IN_BRUSSELS
from demo.stage import ILLUSTRATIVE, Stage
from events import attendance, services
from events.enums import Kind

FIRST_BEGINS, LAST_BEGINS = time(0, 30), time(20)
IN_ADVANCE, SINCE, BETWEEN = timedelta(minutes=30), timedelta(minutes=25), timedelta(seconds=70)
FIRST_PART, BREAK, SECOND_PART = timedelta(minutes=90), timedelta(minutes=15), timedelta(minutes=75)
COME = 9


def stage_all(on: Stage) -> None:
    """Note the workshop, who registered, and who has come through the door since it opened."""
    begins = begins_at(on.story.now)
    breaks, goes_on = begins + FIRST_PART, begins + FIRST_PART + BREAK
    ends = goes_on + SECOND_PART
    workshop = Plot(
        "today", Kind.SEMINAR, "Workshop: reading the signs of exploitation", begins.date(),
        begins=begins.time(), ends=ends.time(), published=on.ago(28), tasks=["WP24-1.1-10"],
        places=(30, None, {}),
        parts=[
            Part(begins.time(), breaks.time(), "Signs that are overlooked"),
            Part(goes_on.time(), ends.time(), "Whom to call, and what to say"),
        ],
        fields={**IN_BRUSSELS, "source_note": ILLUSTRATIVE, "hours_are_illustrative": True,
                "summary": "What inspectors, nurses and neighbours can see, and what they can do with it."},
    )  # fmt: skip
    stage(on.story, workshop, drafted=on.ago(33))
    guests = on.audience.public[60:82]
    attend(on.story, workshop, guests, until=on.ago(2))
    moments = (on.story.now - SINCE + BETWEEN * number for number in range(COME))
    for number, at in enumerate(at for at in moments if at < ends):
        on.story.tell(at, partial(_let_in, number))


def begins_at(now: datetime) -> datetime:
    """Return when it begins: half an hour ago, to the quarter, and so that it ends the same day."""
    wall = now.astimezone(BRUSSELS)
    quarter = wall.replace(minute=wall.minute // 15 * 15, second=0, microsecond=0) - IN_ADVANCE
    if quarter.date() < wall.date() or quarter.time() < FIRST_BEGINS:
        return wall.replace(hour=0, minute=30, second=0, microsecond=0)
    latest = wall.replace(hour=LAST_BEGINS.hour, minute=0, second=0, microsecond=0)
    return min(quarter, latest)


def _let_in(number: int, at: datetime) -> None:
    """Let every second of those who are expected in, by name."""
    person = attendance.people(event_of("today"))[number * 2]
    services.check_in(person, by=secretariat(at), at=at)
