"""``manage.py deadline``: when a period ends, as one UTC instant."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from procedures.deadlines import (
    Calendar,
    CalendarUnknownError,
    MalformedPeriodError,
    deadline,
    read_period,
)

CALLED_WRONGLY = 2


class Command(BaseCommand):
    """Works out a deadline by the holidays that are entered."""

    help = "Say when a period ends that begins with a launch."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take launch, period and calendar."""
        parser.add_argument("--launch", required=True, help="2024-04-22T10:00:00+02:00")
        parser.add_argument("--period", required=True, help='"10 WD" or "14 CD"')
        parser.add_argument("--calendar", required=True, help="BE or EUI")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the instant."""
        try:
            launch = _launch(options["launch"])
            period = read_period(options["period"])
            found = deadline(launch, period, calendar=_calendar(options["calendar"]))
        except (MalformedPeriodError, CalendarUnknownError, ValueError, OverflowError) as error:
            raise CommandError(str(error), returncode=CALLED_WRONGLY) from error
        self.stdout.write(found.astimezone(UTC).isoformat())


def _launch(text: str) -> datetime:
    try:
        launch = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no moment such as 2024-04-22T10:00:00+02:00") from error
    if launch.tzinfo is None:
        raise ValueError("the launch says its offset from UTC, such as +02:00 or Z")
    return launch


def _calendar(name: str) -> Calendar:
    if name not in HolidayCalendar.values:
        raise ValueError(f"the calendar is one of {', '.join(HolidayCalendar.values)}")
    return Calendar(name, Holiday.objects.days(name))
