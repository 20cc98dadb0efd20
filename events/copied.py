"""What a copied draft still needs a look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Holiday
from documents.models import Document
from events import countries
from events.copying import other_years
from events.enums import Mode, State
from events.joint import shares
from events.models import Event, Speaker
from events.words import listed
from interface import moments


@dataclass(frozen=True)
class Look:
    """One thing to look at, and the page where it is mended."""

    words: str
    url: str


def needs_a_look(event: Event, *, at: datetime) -> list[Look]:
    """Return what somebody should look at in a draft made from another event; else nothing."""
    source = event.copied_from
    if source is None or event.state != State.DRAFT:
        return []
    closes = event.registration_closes_at
    lacking = [
        ("venue", "" if event.mode == Mode.ONLINE or event.place else _("It has no place yet.")),
        (
            "join_link",
            _("The join link is missing.")
            if event.mode != Mode.IN_PERSON and not event.join_link
            else "",
        ),
        (
            "registration_closes_at_day",
            _("Registration would have closed already.") if closes and closes <= at else "",
        ),
    ]
    found = [_of_field(event, field, words) for field, words in lacking if words]
    return [*came_along(event), *found]


def came_along(event: Event) -> list[Look]:
    """Return what a draft has from the event it was made from and may not hold any more."""
    source = event.copied_from
    if source is None or event.state != State.DRAFT:
        return []
    years = other_years(event.title, year=event.first_date.year)
    off = days_off(
        event.first_date,
        event.last_date,
        holidays=holidays_between(event.first_date, event.last_date),
    )
    in_fields = [
        (
            "title",
            _("The title names %(years)s.") % {"years": listed(years)} if years else "",
        ),
        *(("first_date_day", words) for words in off),
        ("host", _host_changed(source, event)),
        ("venue", _place_stayed(source, event)),
        (
            "funding",
            _("“%(source)s” does not pay any more by then: say who does.")
            % {"source": source.funding.name}
            if source.funding and not event.funding_id
            else "",
        ),
    ]
    elsewhere = [
        ("sessions", _silent_speakers(event)),
        ("documents", _documents(event)),
        (
            "one_form",
            _("The other shares one form with other events; this one has a form of its own.")
            if shares(source) and not shares(event)
            else "",
        ),
    ]
    return [
        *(_of_field(event, field, words) for field, words in in_fields if words),
        *(
            Look(words, reverse(f"events:{page}", args=[event.slug]))
            for page, words in elsewhere
            if words
        ),
    ]


def _of_field(event: Event, field: str, words: str) -> Look:
    return Look(words, f"{reverse('events:edit', args=[event.slug])}#id_{field}")


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


def _place_stayed(source: Event, event: Event) -> str:
    """Say that the place is that of another host, where there was one."""
    stayed = event.place and (event.city, event.venue) == (source.city, source.venue)
    if event.mode == Mode.ONLINE or not stayed or source.host_id in {None, event.host_id}:
        return ""
    return _("Its place is still %(place)s, as with the other host.") % {"place": event.place}


def _silent_speakers(event: Event) -> str:
    silent = Speaker.objects.filter(session__event=event, may_publish=False).count()
    if not silent:
        return ""
    return ngettext(
        "%(count)d speaker has not agreed to be published this time.",
        "%(count)d speakers have not agreed to be published this time.",
        silent,
    ) % {"count": silent}


def _documents(event: Event) -> str:
    """Say how many documents came along and were not renewed since."""
    sessions = [str(uid) for uid in event.sessions.values_list("uid", flat=True)]
    there = Document.objects.of_any(
        ("events.event", [str(event.uid)]), ("events.session", sessions)
    )
    number = there.filter(created_at=event.created_at, number=1).count()
    if not number:
        return ""
    return ngettext(
        "%(count)d document came along: look whether it still holds.",
        "%(count)d documents came along: look whether they still hold.",
        number,
    ) % {"count": number}
