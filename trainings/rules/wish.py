"""What a request asks for, and what is wrong with it; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from accounts.enums import Category
from courses.enums import Provision
from courses.languages import CODES
from trainings.enums import Fault, PlaceKind
from trainings.rules.finding import Finding

FEWEST_WINDOWS, MOST_WINDOWS = 2, 10
SHORT_NOTICE = timedelta(weeks=8)


@dataclass(frozen=True)
class Window:
    """Days within which a training would suit, both included."""

    starts: date
    ends: date


@dataclass(frozen=True)
class Wish:
    """What a Member State asks for; a draft may leave anything open.

    ``course`` is the key of a course on request, and ``days`` how many days it takes.
    """

    course: int | None = None
    days: int = 1
    language: str = ""
    expected: int | None = None
    least: int | None = None
    most: int | None = None
    groups: Mapping[str, int] = field(default_factory=dict)
    place: str = ""
    city: str = ""
    venue: str = ""
    windows: tuple[Window, ...] = ()
    provides: tuple[str, ...] = ()
    motivation: str = ""


def faults(wish: Wish, *, today: date) -> list[Finding]:
    """Return what is wrong with a wish, each for the field where it is mended.

    Short notice is no fault: it warns and refuses nothing.
    """
    return [
        *_missing(wish),
        *_unknown(wish),
        *_sizes(wish),
        *_windows(wish, today=today),
    ]


def _missing(wish: Wish) -> Iterable[Finding]:
    needed = ("course", "language", "place", "motivation", "expected", "least", "most")
    for name in needed:
        if getattr(wish, name) in {None, ""}:
            yield Finding(name, Fault.MISSING)
    if wish.place == PlaceKind.MEMBER_STATE and not wish.city:
        yield Finding("city", Fault.MISSING)


def _unknown(wish: Wish) -> Iterable[Finding]:
    choices = (
        ("language", (wish.language,), CODES),
        ("place", (wish.place,), PlaceKind.values),
        ("provides", wish.provides, Provision.values),
        ("groups", wish.groups, Category.values),
    )
    for name, said, known in choices:
        if not set(said) <= {"", *known}:
            yield Finding(name, Fault.UNKNOWN)


def _sizes(wish: Wish) -> Iterable[Finding]:
    expected, least, most = wish.expected, wish.least, wish.most
    for name, number in (("expected", expected), ("least", least), ("most", most)):
        if number is not None and number < 1:
            yield Finding(name, Fault.NOT_POSITIVE)
    if least is not None and most is not None:
        bounds = {"least": least, "most": most}
        if least > most:
            yield Finding("least", Fault.LEAST_ABOVE_MOST, bounds)
        elif expected is not None and not least <= expected <= most:
            yield Finding("expected", Fault.OUTSIDE, {"expected": expected, **bounds})
    parts = sum(wish.groups.values())
    if any(number < 0 for number in wish.groups.values()):
        yield Finding("groups", Fault.NOT_POSITIVE)
    elif expected is not None and parts != expected:
        yield Finding("groups", Fault.SUM, {"parts": parts, "expected": expected})


def _windows(wish: Wish, *, today: date) -> Iterable[Finding]:
    if len(wish.windows) < FEWEST_WINDOWS:
        yield Finding("windows", Fault.FEW_WINDOWS)
    if len(wish.windows) > MOST_WINDOWS:
        yield Finding("windows", Fault.MANY_WINDOWS)
    for number, window in enumerate(wish.windows, start=1):
        if window.ends < window.starts:
            yield Finding("windows", Fault.BACKWARDS, {"number": number})
        elif (window.ends - window.starts).days + 1 < wish.days:
            yield Finding("windows", Fault.TOO_SHORT, {"number": number, "days": wish.days})
        if window.starts <= today:
            yield Finding("windows", Fault.PAST, {"number": number})
    numbered = sorted(enumerate(wish.windows, start=1), key=lambda pair: pair[1].starts)
    for (number, first), (other, then) in pairwise(numbered):
        if then.starts <= first.ends:
            yield Finding("windows", Fault.OVERLAP, {"number": other, "other": number})


def is_short_notice(windows: Iterable[Window], *, on: date) -> bool:
    """Return whether the earliest of the windows is less than eight weeks away.

    >>> is_short_notice([Window(date(2027, 1, 18), date(2027, 1, 22))], on=date(2026, 11, 27))
    True
    """
    begins = min((window.starts for window in windows), default=None)
    return begins is not None and begins < on + SHORT_NOTICE
