"""Who can be invited: those who speak for seats, institutions, and who is asked already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accounts import seats
from accounts.days import network_day
from accounts.models import Body, Mandate, Organisation
from events.enums import InvitationKind, State
from events.invitations import Guest
from events.models import Event, Invitation


@dataclass(frozen=True)
class Bench:
    """A place at a body's table, and those who speak for it at the moment."""

    place: seats.Place
    people: list[Mandate]


def benches(body: Body, *, at: datetime, on: date | None = None) -> list[Bench]:
    """Return the places of a body in protocol order, with their people; four queries.

    The places are those of a day, today's without one; who speaks for them, does so now.
    """
    places = seats.places(body, on=on or network_day(at))
    valid = (
        Mandate.objects.valid_at(at)
        .select_related("user", "member_state", "organisation")
        .order_by("role", "-is_lead", "user__sort_name")
    )
    states = {place.member_state for place in places if place.member_state}
    others = {place.organisation for place in places if place.organisation}
    speaking = [*valid.for_seats().filter(member_state__in=states)]
    speaking += valid.filter(organisation__in=others)
    return [Bench(place, [one for one in speaking if _speaks(one, place)]) for place in places]


def _speaks(mandate: Mandate, place: seats.Place) -> bool:
    return (mandate.member_state, mandate.organisation) == (place.member_state, place.organisation)


def for_seats(found: Iterable[Bench], *, chosen: Collection[int]) -> list[Guest]:
    """Return the chosen people of a body, each for the seat; by the keys of their mandates.

    Who chairs by term without a seat is invited as a person.
    """
    return [
        Guest(
            email=mandate.user.email,
            name=mandate.user.name,
            kind=InvitationKind.SEAT if bench.place.seat else InvitationKind.PERSON,
            seat=bench.place.seat.pk if bench.place.seat else None,
            user=mandate.user_id,
            language=mandate.user.language,
        )
        for bench in found
        for mandate in bench.people
        if mandate.pk in chosen
    ]


def for_institution(organisation: Organisation, *, email: str, name: str = "") -> Guest:
    """Return an institution as a guest; the name is a person's, where one is known."""
    return Guest(
        email=email,
        name=name,
        kind=InvitationKind.ORGANISATION,
        organisation=organisation.pk,
    )


@dataclass(frozen=True)
class Known:
    """Whom an event has asked, or registered, already: addresses and accounts."""

    invited: frozenset[str]
    invited_people: frozenset[int]
    registered: frozenset[str]

    def is_invited(self, guest: Guest) -> bool:
        """Return whether an invitation to them stands."""
        return guest.email in self.invited or guest.user in self.invited_people

    def is_registered(self, guest: Guest) -> bool:
        """Return whether a registration under the address stands."""
        return guest.email in self.registered

    def leaves(self, guest: Guest) -> bool:
        """Return whether they are to be invited still."""
        return not (self.is_invited(guest) or self.is_registered(guest))


def known(event: Event, guests: Collection[Guest]) -> Known:
    """Return which of the guests were asked or are registered; two queries."""
    addresses = {guest.email for guest in guests}
    rows = list(Invitation.objects.standing().filter(event=event).values_list("email", "user"))
    registered = event.registrations.live().filter(email__in=addresses)
    return Known(
        invited=frozenset(email for email, _user in rows),
        invited_people=frozenset(user for _email, user in rows if user),
        registered=frozenset(registered.values_list("email", flat=True)),
    )


def are_told(event: Event) -> bool:
    """Return whether somebody is to come, or is asked to, and hears of each change."""
    return event.state == State.PUBLISHED and (
        event.registrations.live().exists() or event.invitations.silent().exists()
    )


def copies(invitations: Collection[Invitation], *, at: datetime) -> dict[int, list[str]]:
    """Return the copy addresses of those invited for a seat, by invitation; one query."""
    users = {one.user_id for one in invitations if one.seat_id and one.user_id}
    mandates = list(Mandate.objects.valid_at(at).filter(user__in=users)) if users else []
    return {
        one.pk: [
            address
            for mandate in mandates
            if mandate.user_id == one.user_id and _is_of(mandate, one)
            for address in mandate.copy_addresses
        ]
        for one in invitations
    }


def _is_of(mandate: Mandate, invitation: Invitation) -> bool:
    seat = invitation.seat
    return seat is not None and (mandate.member_state_id, mandate.organisation_id) == (
        seat.member_state_id,
        seat.organisation_id,
    )
