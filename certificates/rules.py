"""What attendance gives, in whole minutes, and where certificates may go; pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from accounts.folding import folded
from accounts.steps import By, Step, Table
from certificates import enums
from certificates.enums import CorrectionDeed, CorrectionState, State, Verdict
from events.enums import THERE, Excused, Presence

WORDS = re.compile(r"[^\W\d_]+")
SECRETARIAT = frozenset({By.SECRETARIAT})

CERTIFICATE: Table = MappingProxyType(
    {
        State.VALID: {
            enums.Step.REPLACE: Step(State.REPLACED, SECRETARIAT),
            enums.Step.REVOKE: Step(State.REVOKED, SECRETARIAT | {By.CLOCK}),
        },
        State.REPLACED: {},
        State.REVOKED: {},
    }
)

CORRECTION: Table = MappingProxyType(
    {
        CorrectionState.OPEN: {
            CorrectionDeed.GRANT: Step(CorrectionState.GRANTED, SECRETARIAT),
            CorrectionDeed.REFUSE: Step(CorrectionState.REFUSED, SECRETARIAT),
            CorrectionDeed.TAKE_BACK: Step(
                CorrectionState.TAKEN_BACK, frozenset({By.PERSON, By.CLOCK})
            ),
        },
        CorrectionState.GRANTED: {},
        CorrectionState.REFUSED: {},
        CorrectionState.TAKEN_BACK: {},
    }
)


@dataclass(frozen=True)
class Terms:
    """What the event asks: the share of the minutes in per cent, and what an excuse weighs."""

    share: int
    excused: str


@dataclass(frozen=True)
class Sat:
    """One session and how one person was at it; all numbers are minutes.

    ``minutes`` is how long, where somebody knows; else who was there was there throughout.
    ``starts`` is when the session begins, counted from any moment that is the same for all;
    without it the session runs beside no other.
    """

    scheduled: int
    presence: str
    minutes: int | None
    begun: bool
    over: bool
    counts: bool
    starts: int | None = None

    @property
    def known(self) -> str:
        """What is known of the presence: of a session that has not begun, nothing."""
        return self.presence if self.begun else Presence.UNKNOWN


@dataclass(frozen=True)
class Earned:
    """What the rule says, and the minutes it goes by: attended, and held in all."""

    verdict: Verdict
    attended: int
    total: int


@dataclass(frozen=True)
class _Time:
    """A stretch of minutes, and how many of them somebody was there."""

    starts: int
    ends: int
    minutes: int


def earned(sats: Iterable[Sat], terms: Terms) -> Earned:
    """Decide from each session whether a certificate is earned.

    Only sessions that count weigh, by the minutes they are scheduled for. A share that is met
    exactly is enough. Nothing is earned before the last of them is over, nor while it is
    unknown whether the person was at one, save at a time that the person spent elsewhere at
    the event. An excuse counts as the terms say: as absence, as presence, or the session is
    left out of the total.

    Sessions at the same time are one time: it is in the total once, since nobody can be in
    two rooms, and a person's minutes in all of them count up to the time there was. Who was
    in one of two parallel sessions was there throughout, whichever it was; who was in both for
    a part was there for both parts, as far as the clock allows.

    >>> three = [Sat(210, "present", None, True, True, True, n * 1440) for n in range(3)]
    >>> earned(three, Terms(share=80, excused="absent"))
    Earned(verdict=Verdict.ELIGIBLE, attended=630, total=630)
    """
    counting = [sat for sat in sats if sat.counts]
    weighing = [
        (sat, whole)
        for sat, whole in zip(counting, _laid_out(counting), strict=True)
        if sat.known != Presence.EXCUSED or terms.excused != Excused.LEFT_OUT
    ]
    total = _had(whole for _sat, whole in weighing)
    there = [_there(sat, whole) for sat, whole in weighing if _is_there(sat, terms)]
    attended = _had(there)
    unknown = [whole for sat, whole in weighing if sat.known == Presence.UNKNOWN]
    if not total:
        verdict = Verdict.NOTHING_COUNTS
    elif not all(sat.over for sat in counting):
        verdict = Verdict.NOT_OVER
    elif _had([*there, *unknown]) > attended:
        verdict = Verdict.UNKNOWN
    elif attended * 100 < total * terms.share:
        verdict = Verdict.TOO_LITTLE
    else:
        verdict = Verdict.ELIGIBLE
    return Earned(verdict, attended, total)


def is_entitled(verdict: Verdict, *, decided: bool | None) -> bool:
    """Return whether somebody gets a certificate: by decision where there is one, else by rule.

    Nobody gets one while the event is not over, whatever was decided.

    >>> is_entitled(Verdict.TOO_LITTLE, decided=True), is_entitled(Verdict.NOT_OVER, decided=True)
    (True, False)
    """
    if verdict == Verdict.NOT_OVER:
        return False
    return verdict == Verdict.ELIGIBLE if decided is None else decided


def share_a_word(name: str, other: str) -> bool:
    """Return whether two names have a word in common, whatever its accents and capitals.

    >>> share_a_word("Zoe Nguyen", "NGUYỄN, Zoë"), share_a_word("Zoe Nguyen", "Jane Doe")
    (True, False)
    """
    return not set(_words(name)).isdisjoint(_words(other))


def _words(name: str) -> list[str]:
    return WORDS.findall(folded(name))


def _is_there(sat: Sat, terms: Terms) -> bool:
    return sat.known in THERE or (
        sat.known == Presence.EXCUSED and terms.excused == Excused.PRESENT
    )


def _there(sat: Sat, whole: _Time) -> _Time:
    if sat.minutes is None or sat.known == Presence.EXCUSED:
        return whole
    return replace(whole, minutes=min(sat.minutes, sat.scheduled))


def _laid_out(sats: Sequence[Sat]) -> Iterator[_Time]:
    """Put each session on one line of time; what says no hour comes after all others."""
    after = max((sat.starts + sat.scheduled for sat in sats if sat.starts is not None), default=0)
    for sat in sats:
        starts = after if sat.starts is None else sat.starts
        yield _Time(starts, starts + sat.scheduled, sat.scheduled)
        after = max(after, starts + sat.scheduled)


def _had(times: Iterable[_Time]) -> int:
    """Return the most minutes of the clock that the stretches can stand for.

    From one hour to the next at which a stretch begins or ends, minutes are given to those
    that run, the one that ends first before the others; so as much as possible finds room.
    """
    running = sorted(times, key=lambda time: time.ends)
    left = [time.minutes for time in running]
    hours = sorted({hour for time in running for hour in (time.starts, time.ends)})
    had = 0
    for begins, ends in pairwise(hours):
        room = ends - begins
        for index, time in enumerate(running):
            if time.starts <= begins and ends <= time.ends:
                taken = min(room, left[index])
                left[index] -= taken
                room -= taken
                had += taken
    return had
