"""Who is invited and what follows from an answer; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from accounts.steps import By, Step, Table
from events.enums import (
    ANSWERED,
    COMES,
    LIVE,
    InvitationDeed,
    InvitationKind,
    InvitationState,
    Kind,
    Mode,
    SuggestionDeed,
    SuggestionState,
)

_OFFICE = frozenset({By.SECRETARIAT})
_ANSWERERS = _OFFICE | {By.PERSON, By.STATE}
_REVOKE = Step(InvitationState.REVOKED, _OFFICE | {By.CLOCK})
_ANSWERS: Mapping[str, Step] = MappingProxyType(
    {
        InvitationDeed.COME: Step(InvitationState.IN_PERSON, _ANSWERERS),
        InvitationDeed.JOIN: Step(InvitationState.ONLINE, _ANSWERERS),
        InvitationDeed.REFUSE: Step(InvitationState.NO, _ANSWERERS),
        InvitationDeed.PASS_ON: Step(InvitationState.SUBSTITUTE, _ANSWERERS),
        InvitationDeed.REVOKE: _REVOKE,
    }
)

INVITATION: Table = MappingProxyType(
    {
        InvitationState.PREPARED: {
            InvitationDeed.SEND: Step(InvitationState.SILENT, _OFFICE),
            InvitationDeed.REVOKE: _REVOKE,
        },
        InvitationState.SILENT: _ANSWERS,
        InvitationState.IN_PERSON: _ANSWERS,
        InvitationState.ONLINE: _ANSWERS,
        InvitationState.NO: _ANSWERS,
        InvitationState.SUBSTITUTE: _ANSWERS,
        InvitationState.REVOKED: {},
    }
)
"""An answer may be given again and changed, until the event begins."""

DEED_OF = MappingProxyType(
    {
        InvitationState.IN_PERSON: InvitationDeed.COME,
        InvitationState.ONLINE: InvitationDeed.JOIN,
        InvitationState.NO: InvitationDeed.REFUSE,
        InvitationState.SUBSTITUTE: InvitationDeed.PASS_ON,
    }
)

_DECIDERS = _OFFICE | {By.PRESIDENCY}

SUGGESTION: Table = MappingProxyType(
    {
        SuggestionState.PROPOSED: {
            SuggestionDeed.ACCEPT: Step(SuggestionState.ACCEPTED, _DECIDERS),
            SuggestionDeed.DECLINE: Step(SuggestionState.DECLINED, _DECIDERS),
            SuggestionDeed.WITHDRAW: Step(SuggestionState.WITHDRAWN, _OFFICE | {By.STATE}),
        },
        SuggestionState.ACCEPTED: {},
        SuggestionState.DECLINED: {
            SuggestionDeed.ACCEPT: Step(SuggestionState.ACCEPTED, _DECIDERS)
        },
        SuggestionState.WITHDRAWN: {},
    }
)

TAKES_SUGGESTIONS = frozenset(
    {
        Kind.SEMINAR,
        Kind.CONFERENCE,
        Kind.EXPERT_MEETING,
        Kind.STAKEHOLDERS,
        Kind.NCPC,
        Kind.PLATFORM,
    }
)
"""Kinds of events to which institutions outside the Network are invited on suggestion."""


@dataclass(frozen=True)
class Guest:
    """Somebody to be invited: by an address, for a seat or an institution, or as a person."""

    email: str
    name: str = ""
    kind: str = InvitationKind.PERSON
    seat: int | None = None
    organisation: int | None = None
    user: int | None = None
    language: str = "en"


@dataclass(frozen=True)
class Reply:
    """What somebody answers, and what is told with it.

    ``stand_in`` is the name and the address of who comes instead.
    """

    answer: str
    note: str = ""
    name: str = ""
    email: str = ""
    organisation: str = ""
    country: str = ""
    category: str = ""
    stand_in: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Wording:
    """What a letter of invitation says beside what each one says.

    ``to_some`` is said to those addresses alone.
    """

    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    to_some: tuple[tuple[str, str], ...] = ()
    addresses: frozenset[str] = frozenset()

    def facts_for(self, address: str) -> tuple[tuple[str, str], ...]:
        """Return what is said to an address."""
        return (*self.facts, *(self.to_some if address in self.addresses else ()))


PLAIN = Wording()


def once_each(guests: Iterable[Guest]) -> list[Guest]:
    """Return the guests with each address, and each person, once: the first stays.

    >>> [one.name for one in once_each([Guest("a@b.eu", "A"), Guest("a@b.eu", "B")])]
    ['A']
    """
    found: list[Guest] = []
    addresses: set[str] = set()
    people: set[int] = set()
    for guest in guests:
        if guest.email in addresses or guest.user in people:
            continue
        addresses.add(guest.email)
        if guest.user is not None:
            people.add(guest.user)
        found.append(guest)
    return found


def apart(line: str) -> tuple[str, str]:
    """Return the name and the address that a pasted line holds, neither of them checked.

    >>> apart('"Kalniņa, Anna" <anna@example.eu>'), apart("anna@example.eu")
    (('Kalniņa, Anna', 'anna@example.eu'), ('', 'anna@example.eu'))
    """
    text = line.strip().rstrip(",;").strip()
    before, bracket, rest = text.rpartition("<")
    if not bracket:
        return "", text
    return before.strip().strip("\"'").strip(), rest.strip().removesuffix(">").strip()


def ways_to_come(mode: str) -> tuple[str, ...]:
    """Return the answers by which one takes part in an event of that mode."""
    if mode == Mode.HYBRID:
        return InvitationState.IN_PERSON, InvitationState.ONLINE
    return (InvitationState.ONLINE if mode == Mode.ONLINE else InvitationState.IN_PERSON,)


def way_of(attending: str, *, mode: str) -> str:
    """Return how somebody takes part: as was said, where the event leaves a choice.

    >>> way_of("online", mode="in_person"), way_of("", mode="hybrid")
    ('in_person', 'in_person')
    """
    ways = ways_to_come(mode)
    return attending if attending in ways else str(ways[0])


def meant(answer: str, *, mode: str) -> str:
    """Return the answer that a link preselects: "yes" where there is one way to come; or nothing.

    >>> meant("yes", mode="online"), meant("yes", mode="hybrid"), meant("no", mode="hybrid")
    ('online', '', 'no')
    """
    ways = ways_to_come(mode)
    if answer == "yes":
        return str(ways[0]) if len(ways) == 1 else ""
    known = {*ways, InvitationState.NO, InvitationState.SUBSTITUTE}
    return answer if answer in known else ""


def comes_no_longer(state: str, registration_state: str | None) -> bool:
    """Return whether somebody said yes and has no registration that stands any more."""
    return state in COMES and registration_state not in LIVE


def is_answered(state: str) -> bool:
    """Return whether somebody has said whether to come."""
    return state in ANSWERED
