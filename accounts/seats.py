"""Who sits in a body on a day: its seats, and the chair by term, each state counted once."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts import shares
from accounts.models import Body, MemberState, Organisation, PresidencyTerm, Seat

type Holder = tuple[str | None, int | None]
"""Who has a place at a table: a state by its code, or an organisation by its number."""


def code_of(state: str | None, organisation: int | None) -> str:
    """Return the state's code, or the organisation's number, as addresses and forms hold it.

    >>> code_of("LV", None), code_of(None, 7)
    ('LV', 'o7')
    """
    return state or f"o{organisation}"


def sitting_for(seat: Seat | None, *, country: str) -> Holder:
    """Return for whom somebody sits: whose the seat is, or the country that chairs without one."""
    return (seat.member_state_id, seat.organisation_id) if seat else (country, None)


@dataclass(frozen=True)
class Place:
    """A place at the table of a body on one day; a chair by term may sit there without a seat."""

    member_state: MemberState | None
    organisation: Organisation | None
    votes: bool
    chairs: bool = False
    seat: Seat | None = None

    @property
    def holder(self) -> str:
        """Return the name of the state or organisation."""
        return str(self.member_state or self.organisation)

    @property
    def code(self) -> str:
        """Return the state's code; for an organisation nothing."""
        return self.member_state.code if self.member_state else ""

    @property
    def key(self) -> str:
        """Return the state's code, or the organisation's number, as addresses hold it."""
        return code_of(self.code or None, self.organisation.pk if self.organisation else None)


def chair(body: Body, *, on: date) -> MemberState | None:
    """Return the state that chairs the body that day; beyond the last known term, none."""
    term = PresidencyTerm.objects.on(on) if body.chaired_by_presidency else None
    return term.member_state if term else None


def places(body: Body, *, on: date) -> list[Place]:
    """Return the places at a body's table that day: states in protocol order, then organisations.

    The Presidency in office sits in a body that it chairs, and votes there, whether it
    holds a seat of its own or not; with one it is still there once.
    """
    seats = list(body.seats.held_on(on).in_protocol_order())
    return arranged(seats, chair=chair(body, on=on))


def quorum(body: Body, voting: int) -> int:
    """Return how many of so many voting seats make a meeting of the body quorate."""
    return shares.least(voting, shares.read_share(body.quorum_share), strict=body.quorum_is_more)


def quorum_in_words(body: Body, voting: int) -> str:
    """Return the quorum of the body as a sentence says it, with the number it comes to."""
    share = shares.in_words(shares.read_share(body.quorum_share), strict=body.quorum_is_more)
    return _("%(share)s of the voting seats: %(number)d of %(seats)d") % {
        "share": share,
        "number": quorum(body, voting),
        "seats": voting,
    }


def arranged(seats: list[Seat], *, chair: MemberState | None) -> list[Place]:
    """Return the places that follow from seats in protocol order and a chair."""
    found = [
        Place(
            member_state=seat.member_state,
            organisation=seat.organisation,
            votes=seat.votes or _is(seat, chair),
            chairs=_is(seat, chair),
            seat=seat,
        )
        for seat in seats
    ]
    if chair is None or any(place.chairs for place in found):
        return found
    found.append(Place(member_state=chair, organisation=None, votes=True, chairs=True))
    return sorted(found, key=_rank)


def _rank(place: Place) -> tuple[bool, int, str]:
    state = place.member_state
    return (state is None, state.order if state else 0, place.holder)


def _is(seat: Seat, chair: MemberState | None) -> bool:
    return chair is not None and seat.member_state_id == chair.pk
