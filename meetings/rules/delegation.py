"""Where a delegation may go, by whom, and what is wrong with one; pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from accounts.folding import folded
from accounts.steps import By, Step, Table
from events.enums import Capacity
from meetings.enums import DelegationDeed, DelegationFault, DelegationState

_NAMED_BY = frozenset({By.SECRETARIAT, By.STATE})
_SEND = Step(DelegationState.SENT, _NAMED_BY)
_STAY_AWAY = Step(DelegationState.NOBODY, _NAMED_BY)

DELEGATION: Table = MappingProxyType(
    {
        DelegationState.DRAFT: {
            DelegationDeed.SEND: _SEND,
            DelegationDeed.STAY_AWAY: _STAY_AWAY,
        },
        DelegationState.SENT: {
            DelegationDeed.SEND: _SEND,
            DelegationDeed.STAY_AWAY: _STAY_AWAY,
            DelegationDeed.VALIDATE: Step(DelegationState.VALIDATED, frozenset({By.SECRETARIAT})),
        },
        DelegationState.VALIDATED: {
            DelegationDeed.SEND: _SEND,
            DelegationDeed.STAY_AWAY: _STAY_AWAY,
        },
        DelegationState.NOBODY: {
            DelegationDeed.SEND: _SEND,
            DelegationDeed.TAKE_BACK: Step(DelegationState.DRAFT, _NAMED_BY),
        },
    }
)
"""Who changes a delegation that was validated sends it anew, and it is validated anew."""


@dataclass(frozen=True)
class Person:
    """Somebody who is named; ``key`` is the delegate whose row it was filled into, or nothing."""

    name: str
    email: str = ""
    function: str = ""
    capacity: str = Capacity.MEMBER
    attending: str = ""
    is_reimbursed: bool = False
    key: str = ""

    @property
    def who(self) -> str:
        """Return what tells a person apart: the address, or without one the name."""
        return self.email or folded(self.name)


@dataclass(frozen=True)
class Finding:
    """What is wrong, and in which row, counted from one; in none where it is the whole."""

    fault: str
    row: int = 0

    def says(self, places: int, reimbursed: int) -> str:
        """Return it in words, with the numbers that are meant."""
        words = str(DelegationFault(self.fault).label)
        return words % {"places": places, "reimbursed": reimbursed}


def faults(
    people: Sequence[Person], *, places: int, reimbursed: int, has_seat: bool = True
) -> list[Finding]:
    """Return what is wrong with a delegation, all at once.

    Who has no seat of its own, as a chair by term may, names people by their addresses.

    >>> [one.fault for one in faults([Person("Ada"), Person("Ada")], places=1, reimbursed=0)]
    ['too_many', 'no_head', 'twice']
    """
    found = []
    if not people:
        found.append(Finding(DelegationFault.NOBODY))
    if len(people) > places:
        found.append(Finding(DelegationFault.TOO_MANY))
    if sum(one.is_reimbursed for one in people) > reimbursed:
        found.append(Finding(DelegationFault.TOO_MANY_REIMBURSED))
    heads = [row for row, one in enumerate(people, start=1) if one.capacity == Capacity.HEAD]
    if people and not heads:
        found.append(Finding(DelegationFault.NO_HEAD))
    found += [Finding(DelegationFault.TWO_HEADS, row) for row in heads[1:]]
    seen = Counter[str]()
    for row, one in enumerate(people, start=1):
        seen[one.who] += 1
        if seen[one.who] > 1:
            found.append(Finding(DelegationFault.TWICE, row))
        if not (one.email or has_seat):
            found.append(Finding(DelegationFault.NO_ADDRESS, row))
    return found


def is_another(before: Person, after: Person) -> bool:
    """Return whether somebody else stands in a row than before.

    The address is the person, and without one the name is. A name may be corrected where the
    address stays; with an address that was not known before, the person is asked by mail.

    >>> is_another(Person("Ada", "a@example.eu"), Person("Ada L.", "a@example.eu"))
    False
    """
    return (before.email, "" if before.email else folded(before.name)) != (
        after.email,
        "" if after.email else folded(after.name),
    )
