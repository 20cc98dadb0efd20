"""The dates of a series before they are made: each in words, with what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.copied import days_off, holidays_between
from events.enums import Recurrence, Weekday, WeekOfMonth
from events.models import Event
from events.recurrence import Rule
from interface import moments
from interface.moments import instants


@dataclass(frozen=True)
class Proposal:
    """One date: what should be known of it, and whether nothing can be on it."""

    day: date
    marks: tuple[str, ...] = ()
    impossible: bool = False

    @property
    def said(self) -> str:
        """Return the date with its weekday and what should be known."""
        return " · ".join([moments.day(self.day), *self.marks])


def said(rule: Rule | None) -> str:
    """Return a rule in words: "Every 2 weeks on Thursday", "On the last Friday of each month"."""
    if rule is None:
        return _("Put together by hand")
    day = Weekday(rule.weekday).label
    if rule.recurrence == Recurrence.WEEKS:
        sentence = ngettext("Each week on %(day)s", "Every %(count)d weeks on %(day)s", rule.every)
        return sentence % {"day": day, "count": rule.every}
    which = WeekOfMonth(rule.week_of_month or WeekOfMonth.FIRST).label
    sentence = ngettext(
        "On the %(which)s %(day)s of each month",
        "On the %(which)s %(day)s of every %(count)d months",
        rule.every,
    )
    return sentence % {"which": which, "day": day, "count": rule.every}


def proposals(event: Event, days: Sequence[date]) -> list[Proposal]:
    """Return the dates with their holidays, weekends and changes of the clocks; one query.

    A day on which an hour of the event is left out, or comes twice, is impossible.
    """
    if not days:
        return []
    length = event.last_date - event.first_date
    holidays = holidays_between(min(days), max(days) + length)
    return [_proposal(event, day, holidays=holidays) for day in days]


def _proposal(event: Event, day: date, *, holidays: Mapping[date, list[str]]) -> Proposal:
    last = day + (event.last_date - event.first_date)
    marks = days_off(day, last, holidays=holidays)
    missing = False
    for number in range((last - day).days + 1):
        on = day + timedelta(days=number)
        if _clocks_change(on, event.zone):
            marks.append(_("The clocks change on %(day)s.") % {"day": moments.day(on)})
        missing = missing or any(
            clock is not None and len(instants(datetime.combine(on, clock), event.zone)) != 1
            for clock in (event.starts_time, event.ends_time)
        )
    if missing:
        marks.append(_("An hour of it does not exist then, or comes twice."))
    return Proposal(day, tuple(marks), impossible=missing)


def _clocks_change(day: date, zone: str) -> bool:
    begin = datetime.combine(day, time(), ZoneInfo(zone))
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return begin.utcoffset() != end.utcoffset()
