"""Today, who comes to what, and how to find days and hosts from there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.days import is_working_day, network_day
from accounts.enums import HolidayCalendar
from accounts.models import Holiday, MemberState, PresidencyTerm
from demo import people
from demo.people import Guest
from demo.story import Story, clock
from interface.moments import city

JOIN = "https://meet.demo.example"
ILLUSTRATIVE = "Made up for the demonstration, after the events of the Work Programme 2024."
BRUSSELS = {
    "venue": "Residence Palace",
    "address": "Rue de la Loi 155",
    "city": "Brussels",
    "source_note": ILLUSTRATIVE,
}
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True)
class Audience:
    """Who comes to what."""

    board: list[Guest]
    substitutes: list[Guest]
    public: list[Guest]
    afar: list[Guest]
    colleagues: list[Guest]


@dataclass(frozen=True)
class Stage:
    """Today, and how to find days and hosts from there."""

    story: Story
    audience: Audience

    @property
    def today(self) -> date:
        """Return the Network's day."""
        return network_day(self.story.now)

    def day(self, weekday: int, *, after: int, length: int = 1) -> date:
        """Return the first such weekday so many days from today on which, and after which, one works."""
        return self._day(weekday, self.today + timedelta(days=after), length, step=1)

    def past_day(self, weekday: int, *, before: int, length: int = 1) -> date:
        """Return the last such weekday at least so many days ago on which, and after which, one worked."""
        return self._day(weekday, self.today - timedelta(days=before), length, step=-1)

    def days(self, *wanted: tuple[int, int]) -> list[date]:
        """Return such weekdays so many days from today, each in a week of its own."""
        found: list[date] = []
        for weekday, after in wanted:
            next_week = (found[-1] - self.today).days + 7 if found else after
            found.append(self.day(weekday, after=max(after, next_week), length=2))
        return found

    def _day(self, weekday: int, day: date, length: int, *, step: int) -> date:
        holidays = Holiday.objects.days(HolidayCalendar.BE)
        while day.weekday() != weekday or not all(
            is_working_day(later, holidays=holidays) and not _is_quiet(later)
            for later in (day + timedelta(days=more) for more in range(length))
        ):
            day += timedelta(days=step)
        return day

    def ago(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return a morning so many days ago."""
        return clock(self.today - timedelta(days=days), hour, minute)

    def office(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return the same in an office: what fell on a weekend was done on the Friday evening.

        Of two moments the earlier one is never the later.
        """
        at = self.ago(days, hour, minute)
        weekend = at.weekday() - FRIDAY
        if weekend <= 0:
            return at
        friday = at.date() - timedelta(days=weekend)
        return clock(friday, 18, 30 * (weekend - 1) + hour)

    def weekday(self, *, after: int) -> date:
        """Return the first day from Monday to Friday at least so many days from today."""
        day = self.today + timedelta(days=after)
        return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)

    def host(self, day: date) -> MemberState | None:
        """Return the Presidency of that day."""
        term = PresidencyTerm.objects.on(day)
        return term.member_state if term else None


def _is_quiet(day: date) -> bool:
    """Return whether nobody meets on a day, between the years."""
    return (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 5)


def at_home(host: MemberState | None) -> dict[str, str]:
    """Return venue, city and zone of a host; in Brussels where nobody presides."""
    if host is None:
        return BRUSSELS
    return {
        "venue": people.countries()[host.code].venue,
        "city": city(host.time_zone),
        "zone": host.time_zone,
        "source_note": ILLUSTRATIVE,
    }
