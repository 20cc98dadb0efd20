"""Who may take which step with a call and with a suggestion; pure."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from accounts.steps import By, Step, Table
from suggestions.enums import CallDeed, CallState, SuggestionDeed, SuggestionState

DECIDES = frozenset({By.SECRETARIAT, By.PRESIDENCY})
_ANSWERS = frozenset({By.SECRETARIAT, By.STATE})

CALL: Table = MappingProxyType(
    {
        CallState.DRAFT: {CallDeed.OPEN: Step(CallState.OPEN, DECIDES)},
        CallState.OPEN: {
            CallDeed.EXTEND: Step(CallState.OPEN, DECIDES),
            CallDeed.CLOSE: Step(CallState.CLOSED, frozenset({By.CLOCK})),
        },
        CallState.CLOSED: {CallDeed.PUBLISH: Step(CallState.DECIDED, DECIDES)},
        CallState.DECIDED: {},
    }
)

_DECISIONS: Mapping[str, Step] = MappingProxyType(
    {
        SuggestionDeed.TAKE_UP: Step(SuggestionState.TAKEN_UP, DECIDES),
        SuggestionDeed.PUT_OFF: Step(SuggestionState.LATER, DECIDES),
        SuggestionDeed.DECLINE: Step(SuggestionState.DECLINED, DECIDES),
    }
)

SUGGESTION: Table = MappingProxyType(
    {
        SuggestionState.DRAFT: {SuggestionDeed.GIVE: Step(SuggestionState.GIVEN, _ANSWERS)},
        SuggestionState.GIVEN: _DECISIONS,
        SuggestionState.TAKEN_UP: _DECISIONS,
        SuggestionState.LATER: _DECISIONS,
        SuggestionState.DECLINED: _DECISIONS,
    }
)


def takes_answers(state: str, *, opens_on: date, closes_on: date, on: date) -> bool:
    """Return whether Member States can answer that day; the last day counts whole.

    >>> first, last = date(2024, 2, 1), date(2024, 2, 29)
    >>> takes_answers("open", opens_on=first, closes_on=last, on=last)
    True
    >>> takes_answers("open", opens_on=first, closes_on=last, on=date(2024, 3, 1))
    False
    """
    return state == CallState.OPEN and opens_on <= on <= closes_on


def is_over(state: str, *, closes_on: date, on: date) -> bool:
    """Return whether the time to answer is over, whether somebody has closed it or not."""
    return state in {CallState.CLOSED, CallState.DECIDED} or (
        state == CallState.OPEN and closes_on < on
    )
