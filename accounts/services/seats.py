"""Bodies, their seats, and the organisations that sit in them."""

from datetime import date, datetime
from typing import TypedDict, Unpack, cast

from django.db import IntegrityError, transaction

from accounts import overlaps, versions
from accounts.access import Standing
from accounts.enums import Deed
from accounts.models import Body, MemberState, Organisation, Seat
from journal.facts import Json
from journal.services import record

BODY = "accounts.body"
ORGANISATION = "accounts.organisation"


class BodySettings(TypedDict):
    """How a body meets and decides."""

    notice_days: int
    chaired_by_presidency: bool
    vacant_seats_count: bool
    observers_read_procedures: bool
    quorum_share: str
    quorum_is_more: bool
    online_is_present: bool
    places_per_seat: int
    reimbursed_per_seat: int


class NameTakenError(Exception):
    """Another one has that name."""


@transaction.atomic
def change_body(
    body: Body,
    *,
    version: int,
    name: str,
    by: Standing,
    at: datetime,
    **settings: Unpack[BodySettings],
) -> Body:
    """Change a body's name, who chairs it, and how it meets and decides.

    Raises ``NameTakenError`` and ``StaleError``.
    """
    body = versions.locked(Body.objects.all(), version=version, pk=body.pk)
    body.name = name
    for setting, value in settings.items():
        setattr(body, setting, value)
    try:
        with transaction.atomic():
            body.save()
    except IntegrityError as error:
        raise NameTakenError from error
    _note(Deed.BODY_CHANGED, body, by=by, at=at, facts=cast("dict[str, Json]", settings))
    return body


@transaction.atomic
def give_seat(
    body: Body,
    *,
    member_state: MemberState | None,
    organisation: Organisation | None,
    votes: bool,
    starts: date,
    ends: date | None,
    by: Standing,
    at: datetime,
) -> Seat:
    """Give a state or an organisation a seat in a body.

    Raises ``overlaps.OverlapError`` where it has one at some time of it.
    """
    seat = Seat(
        body=body,
        member_state=member_state,
        organisation=organisation,
        votes=votes,
        starts=starts,
        ends=ends,
    )
    with overlaps.refused():
        seat.save()
    _note(Deed.SEAT_GIVEN, body, by=by, at=at, facts=_facts(seat))
    return seat


@transaction.atomic
def change_seat(
    seat: Seat,
    *,
    version: int,
    votes: bool,
    starts: date,
    ends: date | None,
    by: Standing,
    at: datetime,
) -> Seat:
    """Change from when to when a seat lasts and whether it votes.

    Raises ``overlaps.OverlapError`` and ``StaleError``.
    """
    seat = versions.locked(Seat.objects.all(), version=version, pk=seat.pk)
    seat.votes, seat.starts, seat.ends = votes, starts, ends
    with overlaps.refused():
        seat.save()
    _note(Deed.SEAT_CHANGED, seat.body, by=by, at=at, facts=_facts(seat))
    return seat


@transaction.atomic
def add_organisation(
    *,
    name: str,
    abbreviation: str,
    kind: str,
    member_state: MemberState | None,
    by: Standing,
    at: datetime,
    email: str = "",
) -> Organisation:
    """Add an organisation that may hold seats, send observers and be invited.

    Raises ``NameTakenError``.
    """
    organisation = Organisation(
        name=name, abbreviation=abbreviation, kind=kind, member_state=member_state, email=email
    )
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise NameTakenError from error
    record(
        Deed.ORGANISATION_ADDED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=ORGANISATION,
        key=str(organisation.pk),
        facts={"name": name},
    )
    return organisation


@transaction.atomic
def remember_address(
    organisation: Organisation, *, email: str, by: Standing, at: datetime
) -> Organisation:
    """Keep the address at which an organisation is reached."""
    organisation.email = email
    organisation.save(update_fields=["email"])
    record(
        Deed.ORGANISATION_CHANGED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=ORGANISATION,
        key=str(organisation.pk),
    )
    return organisation


def _facts(seat: Seat) -> dict[str, Json]:
    return {
        "holder": seat.member_state_id or seat.holder,
        "votes": seat.votes,
        "starts": seat.starts.isoformat(),
        "ends": seat.ends.isoformat() if seat.ends else None,
    }


def _note(deed: Deed, body: Body, *, by: Standing, at: datetime, facts: dict[str, Json]) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=BODY,
        key=body.code,
        facts=facts,
    )
