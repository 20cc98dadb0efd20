"""The reference data that comes with the product, laid out where nothing stands yet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from accounts.days import network_day
from accounts.enums import Certainty, Deed, HolidayCalendar, OrganisationKind
from accounts.models import (
    Body,
    Holiday,
    MemberState,
    Notice,
    Organisation,
    PresidencyTerm,
    Seat,
)
from accounts.services.notices import default_notice, publish_notice
from journal.services import record

DATA = Path(__file__).resolve().parent.parent / "data"
COMMISSION = "European Commission, DG HOME"
SEATS_SINCE = date(2020, 2, 1)  # since that day the Union has these 27 members
HOLIDAY_FILES = {
    HolidayCalendar.BE: "holidays_be.csv",
    HolidayCalendar.EUI: "holidays_eui_2024.csv",
}


@dataclass(frozen=True)
class BodySketch:
    """A body as it is first laid out."""

    code: str
    name: str
    chaired_by_presidency: bool
    all_states: bool = False
    commission: bool = False


BODIES = (
    BodySketch("BOARD", "Board", chaired_by_presidency=True, all_states=True, commission=True),
    BodySketch("EXCOM", "Executive Committee", chaired_by_presidency=True, commission=True),
    BodySketch("ADVISORY", "Advisory board", chaired_by_presidency=False),
    BodySketch("WG-EBA", "Working group Evidence-based approach", chaired_by_presidency=False),
)


@transaction.atomic
def load_reference_data(*, at: datetime) -> dict[str, int]:
    """Lay out states, terms, holidays, bodies with their seats and the privacy notice.

    Twice is once: what the Secretariat has changed, added or taken out since is never
    touched, for only what is wholly absent is made: a state, a body, the terms as long as
    there are none, the holidays of a calendar's year that has none. Returns how many rows
    of each kind are new.
    """
    made = {
        "states": _states(),
        "terms": _terms(),
        "holidays": sum(_holidays(calendar) for calendar in HOLIDAY_FILES),
        "bodies": _bodies(),
        "notices": _notice(at),
    }
    if any(made.values()):
        record(Deed.REFERENCE_LOADED, at=at, label="accounts.reference", facts=made)
    return made


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _states() -> int:
    there = set(MemberState.objects.values_list("code", flat=True))
    states = [
        MemberState(
            code=line["code"],
            iso=line["iso"],
            name=line["name_en"],
            order=int(line["protocol_order"]),
            languages=line["languages"],
            time_zone=line["time_zone"],
        )
        for line in _lines("member_states.csv")
        if line["code"] not in there
    ]
    return len(MemberState.objects.bulk_create(states))


def _terms() -> int:
    if PresidencyTerm.objects.exists():
        return 0
    terms = [
        PresidencyTerm(
            member_state_id=line["code"],
            starts=date.fromisoformat(line["starts"]),
            ends=date.fromisoformat(line["ends"]),
            trio=line["trio"],
            certainty=line["certainty"],
        )
        for line in _lines("presidencies.csv")
    ]
    return len(PresidencyTerm.objects.bulk_create(terms))


def _holidays(calendar: HolidayCalendar) -> int:
    held = {on.year for on in Holiday.objects.days(calendar)}
    days = [
        Holiday(
            calendar=calendar,
            date=on,
            name=line["name"],
            certainty=line.get("certainty") or Certainty.VERIFIED,
        )
        for line in _lines(HOLIDAY_FILES[calendar])
        if (on := date.fromisoformat(line["date"])).year not in held
    ]
    return len(Holiday.objects.bulk_create(days))


def _bodies() -> int:
    commission, _made = Organisation.objects.get_or_create(
        name=COMMISSION, defaults={"kind": OrganisationKind.COMMISSION, "abbreviation": "COM"}
    )
    there = set(Body.objects.values_list("code", flat=True))
    new = [sketch for sketch in BODIES if sketch.code not in there]
    for sketch in new:
        body = Body.objects.create(
            code=sketch.code,
            name=sketch.name,
            chaired_by_presidency=sketch.chaired_by_presidency,
        )
        states = MemberState.objects.all() if sketch.all_states else ()
        Seat.objects.bulk_create(
            Seat(body=body, member_state=state, starts=SEATS_SINCE) for state in states
        )
        if sketch.commission:
            Seat.objects.create(body=body, organisation=commission, votes=False, starts=SEATS_SINCE)
    return len(new)


def _notice(at: datetime) -> int:
    if Notice.objects.exists():
        return 0
    publish_notice(version=network_day(at).isoformat(), text=default_notice(), at=at)
    return 1
