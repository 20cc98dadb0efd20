"""When an event reminds whom by itself: pure, but for the words that are translated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.enums import Kind, ReminderKind

type Words = str | Promise

AGAIN_AFTER = timedelta(days=1)
AFTERWARDS = timedelta(days=14)
MOST_DAYS = 60


@dataclass(frozen=True)
class Template:
    """How a reminder is before anybody changes it."""

    kind: ReminderKind
    hours: int
    subject: Words
    text: Words
    to: Words


TEMPLATES: Mapping[ReminderKind, Template] = {
    one.kind: one
    for one in (
        Template(
            ReminderKind.BEFORE_CLOSING,
            72,
            _("Will you come? {event}"),
            _(
                "You were invited and have not answered yet. Registration closes on {closes}."
                "\n\nPlease say whether you come; a no helps us too."
                "\n\n{event}\n{when}\n{where}"
            ),
            _("Invited people who have not answered"),
        ),
        Template(
            ReminderKind.DETAILS_DUE,
            72,
            _("We still need some details: {event}"),
            _(
                "You are registered, and some questions are not answered yet. Please answer"
                " them until {details until}."
                "\n\n{event}\n{when}\n{where}"
            ),
            _("Registered people who owe an answer"),
        ),
        Template(
            ReminderKind.DAY_BEFORE,
            24,
            _("Soon: {event}"),
            _(
                "We look forward to seeing you."
                "\n\n{event}\n{when}\n{where}"
                "\n\nAll you need stands on your own page; the button leads there. If you"
                " cannot come after all, please withdraw there."
            ),
            _("People with a confirmed place"),
        ),
        Template(
            ReminderKind.HOUR_BEFORE,
            1,
            _("It begins soon: {event}"),
            _(
                "{event} begins in about an hour: {when}."
                "\n\nTo take part online, open your own page by the button and follow the link"
                " there."
            ),
            _("People with a confirmed place"),
        ),
        Template(
            ReminderKind.AFTER_PRESENT,
            24,
            _("Thank you for taking part: {event}"),
            _(
                "Thank you for being with us."
                "\n\nWhat we can share afterwards stands on the page of the event and on your"
                " own page."
            ),
            _("People whose presence was recorded"),
        ),
    )
}
SENT_BY_ITSELF: Mapping[ReminderKind, frozenset[Kind]] = {
    ReminderKind.BEFORE_CLOSING: frozenset(Kind),
    ReminderKind.DETAILS_DUE: frozenset(Kind),
    ReminderKind.DAY_BEFORE: frozenset({Kind.WEBINAR}),
    ReminderKind.HOUR_BEFORE: frozenset({Kind.WEBINAR}),
    ReminderKind.AFTER_PRESENT: frozenset({Kind.WEBINAR}),
}
"""For which kinds of events a reminder is sent where nobody has said otherwise."""


@dataclass(frozen=True)
class Dates:
    """What of an event a reminder counts from; details may be wanted by no day."""

    starts: datetime
    ends: datetime
    published: datetime
    closes: datetime
    details: datetime | None = None


class Verdict(StrEnum):
    """What to do with a reminder now."""

    WAIT = "wait"
    SEND = "send"
    MISSED = "missed"


def moment(kind: str, *, hours: int, dates: Dates) -> datetime | None:
    """Return when a reminder is due; nothing where the event lacks the date it counts from."""
    origin = _origin(kind, dates)
    sign = 1 if kind == ReminderKind.AFTER_PRESENT else -1
    return origin + sign * timedelta(hours=hours) if origin else None


def expires(kind: str, *, dates: Dates) -> datetime | None:
    """Return until when a reminder is of use; nothing where it has no moment either."""
    if kind == ReminderKind.AFTER_PRESENT:
        return dates.ends + AFTERWARDS
    return _origin(kind, dates)


def _origin(kind: str, dates: Dates) -> datetime | None:
    return {
        ReminderKind.BEFORE_CLOSING: dates.closes,
        ReminderKind.DETAILS_DUE: dates.details,
        ReminderKind.DAY_BEFORE: dates.starts,
        ReminderKind.HOUR_BEFORE: dates.starts,
        ReminderKind.AFTER_PRESENT: dates.ends,
    }[ReminderKind(kind)]


def verdict(
    kind: str, *, hours: int, dates: Dates, ran_for: datetime | None, at: datetime
) -> Verdict:
    """Decide about a reminder.

    One whose hour passed while no worker ran is caught up with as long as it is of use, and
    missed after that; one whose hour passed before the event was published is missed too.
    An event that moves by a day or more reminds again, a smaller move does not.
    """
    due, until = moment(kind, hours=hours, dates=dates), expires(kind, dates=dates)
    if due is None or until is None or at < due:
        return Verdict.WAIT
    if ran_for is not None and due - ran_for < AGAIN_AFTER:
        return Verdict.WAIT
    if at >= until or due < dates.published:
        return Verdict.MISSED
    return Verdict.SEND
