"""What belongs together in an event: its kind and body, days, hours and deadlines."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Visibility
from events import kinds
from events.enums import Approver, State
from events.models import Event
from interface import moments

LONGEST_DAYS = 60
UNNAMED = "xx"


def check_what(form: forms.Form, *, event: Event | None) -> None:
    """Refuse what its kind and its state do not let be."""
    found = form.cleaned_data
    draft = event is None or event.state == State.DRAFT
    if not draft and found.get("title", "").casefold() == UNNAMED:
        form.add_error("title", _("A published event keeps a title; only a draft may be “xx”."))
    kind = found.get("kind")
    if "body" in found and found["body"] is None:
        if kind and "body" in kinds.need(kind).requires:
            form.add_error("body", _("Say which body meets."))
        elif found.get("visibility") == Visibility.BODY:
            form.add_error("body", _("Say which body may see it."))
    if kind and not kinds.registers(kind):
        if event and event.kind != kind and event.registrations.live().exists():
            form.add_error(
                "kind", _("People are registered: it cannot become a kind that takes none.")
            )
        found["takes_registrations"] = False


def check_days(form: forms.Form) -> None:
    """Give an event of one day its last one, and refuse days in the wrong order."""
    found = form.cleaned_data
    if "last_date" not in found or not found.get("first_date"):
        return
    found["last_date"] = found["last_date"] or found["first_date"]
    length = found["last_date"] - found["first_date"]
    if length < timedelta():
        form.add_error("last_date", _("The last day is before the first."))
    elif length >= timedelta(days=LONGEST_DAYS):
        form.add_error(
            "last_date",
            forms.ValidationError(
                _("An event lasts %(days)d days at the most."), params={"days": LONGEST_DAYS}
            ),
        )


def check_hours(form: forms.Form) -> None:
    """Ask for hours unless it is all day, and refuse those that no clock shows once."""
    found = form.cleaned_data
    if found["all_day"]:
        found["starts_time"] = found["ends_time"] = None
        for name in ("starts_time", "ends_time"):
            form.errors.pop(name, None)
        return
    for name in ("starts_time", "ends_time"):
        if name in found and found[name] is None:
            form.add_error(name, _("Write the time, such as 09:30, or tick “All day”."))
    starts, ends = found.get("starts_time"), found.get("ends_time")
    if starts is None or ends is None:
        return
    if ends <= starts:
        form.add_error("ends_time", _("It ends before it begins."))
        return
    _check_clock(form, {"starts_time": starts, "ends_time": ends})


def _check_clock(form: forms.Form, hours: Mapping[str, time]) -> None:
    """Refuse an hour that one of the days lacks or has twice."""
    found = form.cleaned_data
    first, last, zone = found.get("first_date"), found.get("last_date"), found.get("zone")
    if first is None or last is None or zone is None:
        return
    for name, hour in hours.items():
        if problem := clock_problem(hour, first=first, last=last, zone=zone):
            form.add_error(name, problem)


def check_registration(form: forms.Form) -> None:
    """Refuse deadlines in the wrong order, details wanted too late, and approval by no host."""
    found = form.cleaned_data
    opens, closes = found.get("registration_opens_at"), found.get("registration_closes_at")
    last = found.get("last_date")
    if closes and opens and closes <= opens:
        form.add_error("registration_closes_at", _("It closes before it opens."))
    if closes and last and moments.local(closes, found.get("zone")).date() > last:
        form.add_error("registration_closes_at", _("It closes after the event is over."))
    details = found.get("details_until")
    if details and last and details > last:
        form.add_error("details_until", _("By then the event is over."))
    until, first = found.get("participants_until"), found.get("first_date")
    if until and first and until < first:
        form.add_error("participants_until", _("That is before the event begins."))
    if found.get("approver") == Approver.HOST and not found.get("host"):
        form.add_error("host", _("Say which Member State hosts it: it approves each registration."))


def check_joining(form: forms.Form) -> None:
    """Refuse that calendars hold a join link which is seen later only: they cannot wait."""
    found = form.cleaned_data
    if found.get("join_link_in_calendars") and found.get("join_from"):
        form.add_error(
            "join_link_in_calendars",
            _("Calendars cannot wait: let the link be seen from the confirmation on."),
        )


def check_funding(form: forms.Form) -> None:
    """Refuse a source that does not pay on the event's days."""
    found = form.cleaned_data
    source, first, last = found.get("funding"), found.get("first_date"), found.get("last_date")
    if source and first and last and not (source.starts <= last and first <= source.ends):
        form.add_error(
            "funding",
            forms.ValidationError(
                _("This source pays from %(starts)s until %(ends)s."),
                params={
                    "starts": moments.short_day(source.starts),
                    "ends": moments.short_day(source.ends),
                },
            ),
        )


def clock_problem(
    hour: time, *, first: date, last: date, zone: str
) -> forms.ValidationError | None:
    """Return why an hour cannot be meant on one of the days: it is left out, or comes twice."""
    day = first
    while day <= last:
        found = moments.instants(datetime.combine(day, hour), zone)
        if len(found) != 1:
            said = (
                _(
                    "The clocks go back on %(day)s: %(time)s comes twice in %(place)s."
                    " Take another hour."
                )
                if found
                else _("The clocks go forward on %(day)s: %(time)s does not exist in %(place)s.")
            )
            return forms.ValidationError(
                said,
                code="twice" if found else "gap",
                params={
                    "day": moments.day(day),
                    "time": f"{hour:%H:%M}",
                    "place": moments.city(zone),
                },
            )
        day += timedelta(days=1)
    return None
