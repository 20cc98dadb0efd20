"""Terms of the Presidency and holidays: data that the Secretariat keeps."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts import overlaps, versions
from accounts.access import Standing
from accounts.enums import Deed
from accounts.models import Holiday, MemberState, PresidencyTerm
from journal.facts import Json
from journal.services import record

TERM = "accounts.presidencyterm"
HOLIDAY = "accounts.holiday"


class HolidayThereError(Exception):
    """The calendar has a holiday on that day already."""


@transaction.atomic
def add_term(
    *,
    member_state: MemberState,
    starts: date,
    ends: date,
    trio: str,
    certainty: str,
    by: Standing,
    at: datetime,
) -> PresidencyTerm:
    """Add a term; raises ``overlaps.OverlapError`` where another shares a day with it."""
    term = PresidencyTerm(
        member_state=member_state, starts=starts, ends=ends, trio=trio, certainty=certainty
    )
    with overlaps.refused():
        term.save()
    _note_term(Deed.TERM_ADDED, term, by=by, at=at)
    return term


@transaction.atomic
def change_term(
    term: PresidencyTerm,
    *,
    version: int,
    member_state: MemberState,
    starts: date,
    ends: date,
    trio: str,
    certainty: str,
    by: Standing,
    at: datetime,
) -> PresidencyTerm:
    """Change a term; raises ``overlaps.OverlapError`` and ``StaleError``."""
    term = versions.locked(PresidencyTerm.objects.all(), version=version, pk=term.pk)
    term.member_state, term.starts, term.ends = member_state, starts, ends
    term.trio, term.certainty = trio, certainty
    with overlaps.refused():
        term.save()
    _note_term(Deed.TERM_CHANGED, term, by=by, at=at)
    return term


@transaction.atomic
def add_holiday(
    *, calendar: str, on: date, name: str, certainty: str, by: Standing, at: datetime
) -> Holiday:
    """Add a holiday to a calendar; raises ``HolidayThereError`` where that day is one."""
    holiday = Holiday(calendar=calendar, date=on, name=name, certainty=certainty)
    _store(holiday)
    _note_holiday(Deed.HOLIDAY_ADDED, holiday, by=by, at=at)
    return holiday


@transaction.atomic
def change_holiday(
    holiday: Holiday,
    *,
    version: int,
    on: date,
    name: str,
    certainty: str,
    by: Standing,
    at: datetime,
) -> Holiday:
    """Change a holiday; raises ``HolidayThereError`` and ``StaleError``."""
    holiday = versions.locked(Holiday.objects.all(), version=version, pk=holiday.pk)
    holiday.date, holiday.name, holiday.certainty = on, name, certainty
    _store(holiday)
    _note_holiday(Deed.HOLIDAY_CHANGED, holiday, by=by, at=at)
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, version: int, by: Standing, at: datetime) -> None:
    """Take a holiday out of its calendar; raises ``StaleError``."""
    holiday = versions.locked(Holiday.objects.all(), version=version, pk=holiday.pk)
    _note_holiday(Deed.HOLIDAY_REMOVED, holiday, by=by, at=at)
    holiday.delete()


def _store(holiday: Holiday) -> None:
    try:
        with transaction.atomic():
            holiday.save()
    except IntegrityError as error:
        raise HolidayThereError from error


def _note_term(deed: Deed, term: PresidencyTerm, *, by: Standing, at: datetime) -> None:
    facts: dict[str, Json] = {
        "state": term.member_state_id,
        "starts": term.starts.isoformat(),
        "ends": term.ends.isoformat(),
    }
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=TERM,
        key=str(term.pk),
        facts=facts,
    )


def _note_holiday(deed: Deed, holiday: Holiday, *, by: Standing, at: datetime) -> None:
    facts: dict[str, Json] = {
        "calendar": holiday.calendar,
        "date": holiday.date.isoformat(),
        "name": holiday.name,
    }
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=HOLIDAY,
        key=str(holiday.pk),
        facts=facts,
    )
