"""The delegations to a meeting: whose they are, how many places they have, who is in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from accounts.seats import Holder, Place, places
from events.enums import LIVE, Attending, Capacity, RegistrationState
from events.models import Event, Registration
from interface import moments
from meetings.convening import body_of
from meetings.day import holder_of
from meetings.enums import ANSWERED, NAMED, DelegationState
from meetings.models import Delegate, Delegation, MeetingPlaces
from meetings.rules.delegation import Person

ROW = ("name", "email", "function", "capacity", "attending", "reimbursed", "key")
"""What is typed of one person, each with the number of the row behind it."""


@dataclass(frozen=True)
class Terms:
    """How many people a delegation may name, of whom so many are reimbursed.

    ``version`` is that of the meeting's own numbers, 0 where they are the body's.
    """

    places: int
    reimbursed: int
    version: int = 0


def terms_of(event: Event) -> Terms:
    """Return the places of a delegation at a meeting: its own numbers, else the body's."""
    own = MeetingPlaces.objects.filter(event=event).first()
    if own:
        return Terms(own.places, own.reimbursed, own.version)
    body = body_of(event)
    return Terms(body.places_per_seat, body.reimbursed_per_seat)


@dataclass(frozen=True)
class Party:
    """A place at the table, what it has answered, and who is to come for it."""

    place: Place
    delegation: Delegation | None = None
    people: tuple[Delegate, ...] = ()
    others: tuple[Registration, ...] = field(default=())

    @property
    def code(self) -> str:
        """Return the state's code, or the organisation's number, as addresses hold it."""
        return self.place.key

    @property
    def holder(self) -> Holder:
        """Return who has the place, as state or organisation."""
        return holder_of(self.place)

    @property
    def state(self) -> DelegationState:
        """Return what was answered; nothing yet where nobody has begun."""
        return DelegationState(self.delegation.state if self.delegation else DelegationState.DRAFT)

    @property
    def reminded_at(self) -> datetime | None:
        """Return when it was asked once more who comes."""
        return self.delegation.reminded_at if self.delegation else None

    @property
    def is_open(self) -> bool:
        """Return whether it was said neither who comes, nor that nobody does."""
        return self.state not in ANSWERED

    @property
    def is_promised(self) -> bool:
        """Return whether somebody has said yes, and nobody is named yet."""
        return self.is_open and bool(self.others)

    @property
    def is_silent(self) -> bool:
        """Return whether nothing at all was answered."""
        return self.is_open and not self.others

    @property
    def confirmed(self) -> int:
        """Return how many of the named have said that they come."""
        return sum(one.registration.state == RegistrationState.CONFIRMED for one in self.people)


def parties(event: Event) -> list[Party]:
    """Return all places at the table of a meeting, in protocol order, in eight queries."""
    rows = Delegation.objects.filter(event=event).with_people()
    known = {(one.member_state_id, one.organisation_id): one for one in rows}
    delegates = [
        one for row in known.values() for one in row.delegates.all() if one.left_at is None
    ]
    named = {one.registration_id for one in delegates}
    live = event.registrations.filter(state__in=LIVE).exclude(pk__in=named)
    others: dict[Holder, list[Registration]] = {}
    for registration in live.select_related("seat").order_by("sort_name", "pk"):
        if holder := registration.party:
            others.setdefault(holder, []).append(registration)
    found = []
    for place in places(body_of(event), on=event.first_date):
        delegation = known.get(holder_of(place))
        own = [one for one in delegates if delegation and one.delegation_id == delegation.pk]
        rest = others.get(holder_of(place), ())
        found.append(Party(place, delegation, tuple(own), tuple(rest)))
    return found


def party_at(event: Event, code: str) -> Party | None:
    """Return the place with that state's code, or that organisation's number."""
    return next((one for one in parties(event) if one.code == code), None)


def person_of(delegate: Delegate) -> Person:
    """Return a delegate as it was typed."""
    registration = delegate.registration
    return Person(
        name=registration.name,
        email=registration.email,
        function=delegate.function,
        capacity=registration.capacity,
        attending=registration.attending,
        is_reimbursed=delegate.is_reimbursed,
        key=str(delegate.key),
    )


def typed_of(people: Iterable[Person], *, note: str, rows: int) -> dict[str, str]:
    """Return people as they would have been typed, in so many rows or more."""
    listed = list(people)
    found = {"note": note, "rows": str(max(rows, len(listed)))}
    for number, one in enumerate(listed, start=1):
        said = (
            one.name, one.email, one.function, one.capacity, one.attending,
            "on" if one.is_reimbursed else "", one.key,
        )  # fmt: skip
        found |= {f"{name}_{number}": part for name, part in zip(ROW, said, strict=True)}
    return found


def shown(party: Party, *, rows: int) -> dict[str, Any]:
    """Return what the form of a delegation shows: its draft, else who is named, or has said yes."""
    if party.delegation and party.delegation.typed:
        return dict(party.delegation.typed)
    people = [person_of(one) for one in party.people]
    people += [
        Person(
            name=one.name,
            email=one.email,
            capacity=one.capacity or (Capacity.MEMBER if people else Capacity.HEAD),
            attending=one.attending,
        )
        for one in party.others
    ]
    note = party.delegation.note if party.delegation else ""
    return typed_of(people, note=note, rows=rows)


def anew(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as if nobody in it had been named yet."""
    return {name: "" if name.startswith("key_") else value for name, value in typed.items()}


def sent_party(event: Event, code: str) -> Party | None:
    """Return a place whose delegation is sent and is not being typed anew; else nothing."""
    party = party_at(event, code)
    found = party.delegation if party else None
    return party if found and found.state in NAMED and not found.typed else None


def names_of(typed: Mapping[str, Any]) -> list[str]:
    """Return the names in the rows of a form, in their order; where none is, the address."""
    rows = range(1, int(typed["rows"]) + 1)
    said = [typed.get(f"name_{row}") or typed.get(f"email_{row}") for row in rows]
    return [name for name in said if name]


def same_person(typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return which boxes of a form say who somebody is: name and address of a row are one."""
    rows = [name.removeprefix("name_") for name in typed if name.startswith("name_")]
    return [(f"name_{row}", f"email_{row}") for row in rows]


class LastTime(NamedTuple):
    """Who came for a party to a meeting before; ``meeting`` is its title and day."""

    meeting: str
    people: list[Person]


def last_time(event: Event, party: Party) -> LastTime | None:
    """Return who came for the party to the body's meeting before, if anybody was named there."""
    state, organisation = party.holder
    before = (
        Delegation.objects.filter(
            member_state=state,
            organisation=organisation,
            event__body=event.body,
            event__starts_at__lt=event.starts_at,
            state__in=NAMED,
        )
        .with_people()
        .select_related("event")
        .order_by("-event__starts_at", "-pk")
        .first()
    )
    if before is None:
        return None
    people = [
        Person(
            name=one.registration.name,
            email=one.registration.email,
            function=one.function,
            capacity=one.registration.capacity,
            attending=Attending.IN_PERSON,
            is_reimbursed=one.is_reimbursed,
        )
        for one in before.delegates.all()
        if one.left_at is None and one.registration.erased_at is None
    ]
    meeting = f"{before.event.title}, {moments.day(before.event.first_date)}"
    return LastTime(meeting, people) if people else None


def is_late(event: Event, at: datetime) -> bool:
    """Return whether the moment until which seats answer is past."""
    return event.registration_closes_at is not None and at >= event.registration_closes_at
