"""Who was at a talk, as the tool for meetings tells: applied for most, waiting for the latest."""

from datetime import datetime, timedelta
from random import Random

from demo.plots import secretariat
from demo.story import once
from events import attendance, services
from events.attendance_lists import Person
from events.models import AttendanceList, Event

EARLY, LONG = timedelta(minutes=4), timedelta(minutes=52)
AWAY, BACK = timedelta(minutes=14), timedelta(minutes=19)
FILE = "participants_84127759310.csv"


def apply(event: Event, at: datetime) -> None:
    """Take a talk's list in, leave out who is nobody's registration, and record the rest."""
    found = take_in(event, at)
    services.leave_rest_out(found)
    found.refresh_from_db()
    services.apply_list(found, version=found.version, keep=True, by=secretariat(at), at=at)


def take_in(event: Event, at: datetime) -> AttendanceList:
    """Take a talk's list in: most under their address, one twice, one under another name."""
    services.lay_out_days(event, by=secretariat(at), at=at)
    return services.take_in(
        event,
        _people(event),
        once=once("attendance list", event.slug),
        session=None,
        file_name=FILE,
        by=secretariat(at),
        at=at,
    )


def _people(event: Event) -> list[Person]:
    begins, dice = event.starts_at - EARLY, Random(event.slug)
    found = [
        Person("EUCPN Secretariat", "meetings@demo.example", ((begins - EARLY, begins + LONG),), role="Host"),
        Person("Otter.ai notes", "", ((begins, begins + LONG),)),
    ]  # fmt: skip
    for number, one in enumerate(attendance.people(event)):
        came = begins + timedelta(minutes=dice.randint(0, 6))
        spans = ((came, begins + AWAY), (begins + BACK, begins + LONG))
        found.append(
            Person(
                one.name.split()[-1] + " iPhone" if number == 1 else one.name,
                "" if number in {1, 2} else one.email,
                spans if number % 3 == 0 else ((came, begins + LONG),),
            )
        )
    return found
