"""What a copied draft still needs a look at."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Holiday
from events import countries
from events.copying import other_years
from events.enums import Mode, State
from events.joint import shares
from events.models import Event, Speaker
from events.words import listed
from interface import moments


def needs_a_look(event: Event, *, at: datetime) -> list[str]:
    """Return what somebody should look at in a draft made from another event; else nothing."""
    source = event.copied_from
    if source is None or event.state != State.DRAFT:
        return []
    silent = Speaker.objects.filter(session__event=event, may_publish=False).count()
    years = other_years(event.title, year=event.first_date.year)
    closes = event.registration_closes_at
    found = [
        _("The title names %(years)s.") % {"years": listed(years)} if years else "",
        *days_off(
            event.first_date,
            event.last_date,
            holidays=holidays_between(event.first_date, event.last_date),
        ),
        _host_changed(source, event),
        "" if event.mode == Mode.ONLINE or event.venue or event.city else _("It has no place yet."),
        _("The join link is missing.")
        if event.mode != Mode.IN_PERSON and not event.join_link
        else "",
        ngettext(
            "%(count)d speaker has not agreed to be published this time.",
            "%(count)d speakers have not agreed to be published this time.",
            silent,
        )
        % {"count": silent}
        if silent
        else "",
        _("Registration would have closed already.") if closes and closes <= at else "",
        _("“%(source)s” does not pay any more by then: say who does.")
        % {"source": source.funding.name}
        if source.funding and not event.funding_id
        else "",
        _("The other shares one form with other events; this one has a form of its own.")
        if shares(source) and not shares(event)
        else "",
    ]
    return [words for words in found if words]


def holidays_between(first: date, last: date) -> dict[date, list[str]]:
    """Return the holidays of those days by name, and in which calendar; one query."""
    found: dict[date, list[str]] = {}
    for holiday in Holiday.objects.filter(date__range=(first, last)):
        said = f"{holiday.name} ({holiday.get_calendar_display()})"
        found.setdefault(holiday.date, []).append(said)
    return found


def days_off(first: date, last: date, *, holidays: Mapping[date, list[str]]) -> list[str]:
    """Return which of the days are at a weekend or a holiday, in words."""
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if names := holidays.get(day):
            found.append(
                _("%(day)s is a holiday: %(names)s.")
                % {"day": moments.day(day), "names": listed(names)}
            )
        elif day.weekday() >= 5:
            found.append(_("%(day)s is at a weekend.") % {"day": moments.day(day)})
    return found


def _host_changed(source: Event, event: Event) -> str:
    if source.host_id == event.host_id:
        return ""
    names = {
        "new": countries.name(event.host_id) if event.host_id else _("nobody"),
        "old": countries.name(source.host_id) if source.host_id else _("nobody"),
    }
    return _("Its host is %(new)s; it was %(old)s.") % names
